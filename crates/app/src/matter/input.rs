//! What a new matter is made of.

use chrono::NaiveDate;
use duban_core::word::{MatterKind, ReportCycle, SourceKind, Urgency, WeakLink};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::error::AppResult;
use crate::input::{Checks, NOTE_MAX, TEXT_MAX, TITLE_MAX};

pub use super::patch::PatchMatter;

/// Co-departments at most; a county has fewer units than this.
pub const CO_DEPARTMENTS_MAX: usize = 100;
/// Working days that a deadline may be away at most.
pub const WORKING_DAYS_MAX: i32 = 750;

/// Where a new matter comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSource {
    /// What it is.
    pub kind: SourceKind,
    /// Its title.
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// Document number, if it has one.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub document_number: Option<String>,
    /// Its date.
    #[serde(default)]
    pub dated_on: Option<NaiveDate>,
}

/// A matter to be registered as a draft.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMatter {
    /// Task or issue.
    pub kind: MatterKind,
    /// What it is about.
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// What is asked for.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub requirement: String,
    /// How urgent it is; `normal` when absent.
    #[serde(default)]
    pub urgency: Option<Urgency>,
    /// The heading it stands under.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub category: Option<String>,
    /// For an issue: which weak link it is.
    #[serde(default)]
    pub weak_link_kind: Option<WeakLink>,
    /// The decision or order that it rests on; without one it needs approval before it is issued
    /// (政府督查工作条例 art. 11).
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub basis: Option<String>,
    /// The responsible leader.
    pub leader_id: Uuid,
    /// The lead department.
    pub lead_department_id: Uuid,
    /// Co-operating departments.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub co_department_ids: Vec<Uuid>,
    /// The date; either this or `due_in_working_days`.
    #[serde(default)]
    pub due_on: Option<NaiveDate>,
    /// Working days from the hand-over, its day not counted; the date is set when the matter is issued.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 750)]
    pub due_in_working_days: Option<i32>,
    /// How often progress is reported; `none` when absent.
    #[serde(default)]
    pub report_cycle: Option<ReportCycle>,
    /// Day of the month for monthly reports.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 31)]
    pub report_day: Option<i32>,
    /// The plan it belongs to.
    #[serde(default)]
    pub plan_id: Option<Uuid>,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<NewSource>,
    /// Remark of the office.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub remark: Option<String>,
}

impl NewMatter {
    /// Everything that can be told without the database.
    pub(crate) fn check(&self) -> AppResult<()> {
        let mut checks = Checks::default();
        checks
            .text("title", &self.title, TITLE_MAX)
            .optional("requirement", Some(&self.requirement), TEXT_MAX)
            .optional("category", self.category.as_deref(), TITLE_MAX)
            .optional("basis", self.basis.as_deref(), NOTE_MAX)
            .optional("remark", self.remark.as_deref(), NOTE_MAX)
            .require(
                self.due_on.is_some() || self.due_in_working_days.is_some(),
                "due_on",
                "required",
            );
        due(&mut checks, self.due_on, self.due_in_working_days);
        parties(
            &mut checks,
            &self.co_department_ids,
            Some(self.lead_department_id),
        );
        report_day(&mut checks, self.report_day);
        if let Some(source) = &self.source {
            source.check(&mut checks);
        }
        checks.finish()
    }
}

impl NewSource {
    pub(super) fn check(&self, checks: &mut Checks) {
        checks
            .text("source.title", &self.title, TITLE_MAX)
            .optional(
                "source.document_number",
                self.document_number.as_deref(),
                TITLE_MAX,
            )
            .date("source.dated_on", self.dated_on);
    }
}

/// A date or a number of working days, not both.
pub(super) fn due(checks: &mut Checks, on: Option<NaiveDate>, in_working_days: Option<i32>) {
    checks
        .date("due_on", on)
        .require(
            on.is_none() || in_working_days.is_none(),
            "due_on",
            "one_of_two_dates",
        )
        .require_with(
            in_working_days.is_none_or(|days| (1..=WORKING_DAYS_MAX).contains(&days)),
            "due_in_working_days",
            "out_of_range",
            format!("1–{WORKING_DAYS_MAX}"),
        );
}

pub(super) fn parties(checks: &mut Checks, co: &[Uuid], lead: Option<Uuid>) {
    checks.require_with(
        co.len() <= CO_DEPARTMENTS_MAX,
        "co_department_ids",
        "too_many",
        CO_DEPARTMENTS_MAX,
    );
    for (at, department) in co.iter().enumerate() {
        let field = format!("co_department_ids[{at}]");
        checks
            .require(Some(*department) != lead, &field, "lead_is_no_co_department")
            .require(!co[..at].contains(department), &field, "duplicate");
    }
}

pub(super) fn report_day(checks: &mut Checks, day: Option<i32>) {
    checks.require_with(
        day.is_none_or(|day| (1..=31).contains(&day)),
        "report_day",
        "out_of_range",
        "1–31",
    );
}
