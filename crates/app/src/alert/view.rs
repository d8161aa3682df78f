//! An alert as the outside sees it.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use duban_core::alert::{Recipient, RuleKey};
use duban_core::id::AlertId;
use duban_core::word::{SlipColor, UnknownWord, Vocabulary};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::words::Ref;

/// What became of a fired step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AlertOutcome)]
pub enum Outcome {
    /// It was sent.
    Sent,
    /// It was missed, and a higher step went out in its place.
    Superseded,
    /// There was nobody to send it to, not even in the supervision office.
    Undeliverable,
}

impl Outcome {
    /// The word in HTTP and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Superseded => "superseded",
            Self::Undeliverable => "undeliverable",
        }
    }
}

impl Vocabulary for Outcome {
    fn as_str(self) -> &'static str {
        Self::as_str(self)
    }
}

impl FromStr for Outcome {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "sent" => Ok(Self::Sent),
            "superseded" => Ok(Self::Superseded),
            "undeliverable" => Ok(Self::Undeliverable),
            _ => Err(UnknownWord {
                kind: "alert outcome",
                text: text.to_owned(),
            }),
        }
    }
}

/// The urge slip (催办单) that went out with an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Slip {
    /// Its number, e.g. `催〔2023〕0003号`.
    pub number: String,
    /// Its colour.
    pub color: SlipColor,
}

/// One fired step for one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Alert)]
pub struct AlertView {
    /// Its id.
    pub id: AlertId,
    /// The rule that fired.
    pub rule: RuleKey,
    /// The step, in working days from the date it counts from; negative before it.
    pub step: i32,
    /// The date that the rule counted from.
    pub cycle: String,
    /// The person it went to.
    pub recipient: Ref,
    /// As what the person was told.
    pub recipient_role: Recipient,
    /// When it fired.
    pub fired_at: DateTime<Utc>,
    /// What became of it.
    pub outcome: Outcome,
    /// The slip that went with it.
    pub slip: Option<Slip>,
    /// Why it fired, with dates, calendar and rule.
    pub why: String,
    /// When it reached the inbox.
    pub delivered_at: Option<DateTime<Utc>>,
    /// When the person read it.
    pub read_at: Option<DateTime<Utc>>,
}
