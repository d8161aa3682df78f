//! A person's inbox: what is written there, by whom it is read, and every text in it.
//!
//! [`told`] says who hears of which action, [`text`] says it in words; both hand their work to the
//! outbox, which fills the inbox.

use std::str::FromStr;

use duban_core::word::UnknownWord;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub mod command;
pub(crate) mod entity;
pub mod query;
pub(crate) mod sign_in;
pub(crate) mod text;
pub(crate) mod told;
pub mod view;

/// What a notification is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = NotificationKind)]
pub enum Kind {
    /// A step of the ladder fired (提醒、催办).
    Alert,
    /// A matter was handed over (交办).
    Assigned,
    /// Work came back (退回).
    Returned,
    /// The reader has to decide (待审).
    DecisionWanted,
    /// Something was decided (已审).
    Decided,
    /// A submission to the city moved (提请市级).
    Escalation,
    /// A leader wrote an instruction (批示).
    Instruction,
    /// The office chased by hand (催办).
    Urged,
    /// Good to know.
    Info,
}

impl Kind {
    const ALL: [Self; 9] = [
        Self::Alert,
        Self::Assigned,
        Self::Returned,
        Self::DecisionWanted,
        Self::Decided,
        Self::Escalation,
        Self::Instruction,
        Self::Urged,
        Self::Info,
    ];

    /// The word in HTTP and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Assigned => "assigned",
            Self::Returned => "returned",
            Self::DecisionWanted => "decision_wanted",
            Self::Decided => "decided",
            Self::Escalation => "escalation",
            Self::Instruction => "instruction",
            Self::Urged => "urged",
            Self::Info => "info",
        }
    }
}

impl FromStr for Kind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or_else(|| UnknownWord {
            kind: "notification kind",
            text: text.to_owned(),
        })
    }
}

/// How loud a notification is; the colours are those of the urge slips.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Plain.
    Info,
    /// 蓝色.
    Blue,
    /// 黄色.
    Yellow,
    /// 红色.
    Red,
}

impl Severity {
    const ALL: [Self; 4] = [Self::Info, Self::Blue, Self::Yellow, Self::Red];

    /// The word in HTTP and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Blue => "blue",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }
}

impl FromStr for Severity {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|severity| severity.as_str() == text);
        found.ok_or_else(|| UnknownWord {
            kind: "severity",
            text: text.to_owned(),
        })
    }
}
