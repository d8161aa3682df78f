//! Submissions, letters and counts as the outside sees them.

use chrono::NaiveDate;
use duban_core::word::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::escalation::view::Escalation;
use crate::matter::view::MatterRow;
use crate::words::Ref;

/// A submission together with its matter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct EscalatedMatter {
    /// The county that asks.
    pub county: Ref,
    /// The matter.
    pub matter: MatterRow,
    /// The submission.
    pub escalation: Escalation,
    /// What the caller may do with the matter now.
    pub actions: Vec<Action>,
}

/// A letter to the city.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Batch {
    /// Its id.
    pub id: Uuid,
    /// Its number.
    pub document_number: String,
    /// Its date.
    pub document_on: NaiveDate,
    /// How many matters it carries.
    pub count: u64,
}

/// How one county stands, for the city above it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CountyCounts {
    /// The county.
    pub county: Ref,
    /// Open matters.
    pub open: u64,
    /// Overdue ones among them.
    pub overdue: u64,
    /// Submitted to the city and not answered yet.
    pub submitted: u64,
    /// Answered by the city.
    pub answered: u64,
}
