//! A notification as the outside sees it.

use chrono::{DateTime, Utc};
use duban_core::id::{MatterId, NotificationId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Kind, Severity, entity};
use crate::words::{instant, instant_opt};

/// The matter that a notification is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotificationMatter {
    /// Its id.
    pub id: MatterId,
    /// Its number at the time.
    pub number: String,
    /// Its title at the time.
    pub title: String,
}

/// One line in a person's inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotificationView {
    /// Its id.
    pub id: NotificationId,
    /// What it is about.
    pub kind: Kind,
    /// The matter, if it is about one.
    pub matter: Option<NotificationMatter>,
    /// The headline, in the office's language.
    pub title: String,
    /// What is to be known or done.
    pub body: String,
    /// For an alert: why it fired, with the dates and the rule.
    pub why: Option<String>,
    /// How loud it is.
    pub severity: Severity,
    /// When it was caused.
    pub created_at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
}

/// How many lines wait to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Unread {
    /// Unread lines.
    pub unread: u64,
}

/// Reads a row.
pub(crate) fn from_row(row: entity::Model) -> NotificationView {
    let matter = row.matter_id.map(|id| NotificationMatter {
        id: id.into(),
        number: row.matter_number.unwrap_or_default(),
        title: row.matter_title.unwrap_or_default(),
    });
    NotificationView {
        id: row.id.into(),
        kind: row.kind.0,
        matter,
        title: row.title,
        body: row.body,
        why: row.why,
        severity: row.severity.0,
        created_at: instant(row.created_at),
        read_at: instant_opt(row.read_at),
    }
}
