//! A submission to the city as the outside sees it.

use chrono::{DateTime, NaiveDate, Utc};
use duban_core::id::EscalationId;
use duban_core::word::{CityAnswer, EscalationStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
