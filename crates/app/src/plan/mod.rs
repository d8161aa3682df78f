//! Campaigns (工作方案) that group matters and indicator targets over a period.

use chrono::NaiveDate;
use duban_core::id::PlanId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub mod command;
pub(crate) mod entity;
pub mod query;
pub(crate) mod target;

/// A plan as the outside sees it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanView {
    /// Its id.
    pub id: PlanId,
    /// Its title.
    pub title: String,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: NaiveDate,
    /// What it is for.
    pub goal: String,
    /// The indicators it answers for.
    pub targets: Vec<TargetView>,
}

/// One indicator target.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TargetView {
    /// Name of the indicator.
    pub indicator: String,
    /// Growth wanted, in per cent year on year, to a tenth.
    pub growth: f64,
    /// Over which period it is measured: `month` or `quarter`.
    pub period: String,
    /// Post of the leader in charge.
    pub leader: String,
    /// Name of the department in charge.
    pub lead: String,
}
