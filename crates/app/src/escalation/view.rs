//! A submission to the city as the outside sees it.

use chrono::{DateTime, NaiveDate, Utc};
use duban_core::id::EscalationId;
use duban_core::word::{Action, CityAnswer, EscalationStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::matter::view::MatterRow;
use crate::words::Ref;

/// One submission of a matter to the city.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Escalation {
    /// Its id.
    pub id: EscalationId,
    /// Where it stands.
    pub status: EscalationStatus,
    /// What the county tried.
    pub tried: String,
    /// What is asked of the city.
    pub ask: String,
    /// Which city department the county suggests.
    pub suggested_city_department: Option<Ref>,
    /// The policy it rests on.
    pub policy_basis: Option<String>,
    /// When it was proposed.
    pub proposed_at: DateTime<Utc>,
    /// By whom.
    pub proposed_by: Ref,
    /// When the leader endorsed it.
    pub endorsed_at: Option<DateTime<Utc>>,
    /// Which leader.
    pub endorsed_by: Option<Ref>,
    /// Number of the county's letter.
    pub document_number: Option<String>,
    /// Date of the letter.
    pub document_on: Option<NaiveDate>,
    /// When it was submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When the city accepted it.
    pub accepted_at: Option<DateTime<Utc>>,
    /// The city department in charge.
    pub city_department: Option<Ref>,
    /// The city's own date.
    pub city_due_on: Option<NaiveDate>,
    /// Whom to call.
    pub contact: Option<String>,
    /// The answer.
    pub answer: Option<CityAnswer>,
    /// Its wording.
    pub answer_text: Option<String>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// Why it was returned, withdrawn or declined.
    pub reason: Option<String>,
    /// Whether the county recorded the city's side itself.
    pub on_behalf: bool,
}

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
