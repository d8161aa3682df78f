//! What the check of a chain finds.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Verdict {
    /// Whether nothing is wrong.
    pub whole: bool,
    /// Links whose seal was checked and is right.
    pub checked: u64,
    /// The first thing that is wrong.
    pub first_bad: Option<FirstBad>,
    /// The newest link as the head has it, for keeping elsewhere; number 0 when the head is gone.
    pub head: Head,
}

/// Where the chain breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FirstBad {
    /// Number of the link.
    pub seq: i64,
    /// How it is bad.
    pub reason: Reason,
}

/// How a link can be bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Its row says something else than what was sealed.
    Altered,
    /// Its row is not there although later ones are.
    Missing,
    /// It and all after it are gone.
    CutOff,
    /// The head says something else than the newest link or than what was sealed, or is gone.
    HeadAltered,
    /// Its row lies past the head.
    PastHead,
}

/// The newest link of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Head {
    /// Its number; 0 when there is none yet.
    pub seq: i64,
    /// Its seal.
    pub mac: String,
}

impl Head {
    pub(super) const fn none() -> Self {
        Self {
            seq: 0,
            mac: String::new(),
        }
    }
}
