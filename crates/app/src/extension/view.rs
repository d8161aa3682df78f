//! A request for a new date as the outside sees it.

use chrono::{DateTime, NaiveDate, Utc};
use duban_core::id::ExtensionId;
use duban_core::word::ExtensionStatus;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::words::Ref;

/// One request for a new date.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Extension {
    /// Its id.
    pub id: ExtensionId,
    /// Where it stands.
    pub status: ExtensionStatus,
    /// Why it is needed.
    pub reason: String,
    /// How far the work is.
    pub progress: String,
    /// The date in force when it was asked or, once approved, until the approval.
    pub from_due_on: NaiveDate,
    /// The date asked for or, once approved, the date set.
    pub to_due_on: NaiveDate,
    /// Whether it was asked after the date had passed.
    pub late: bool,
    /// When it was asked.
    pub requested_at: DateTime<Utc>,
    /// By whom.
    pub requested_by: Ref,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// By whom.
    pub decided_by: Option<Ref>,
    /// The decision's wording.
    pub note: Option<String>,
}
