//! What may change in a draft: everything that its form shows.

use chrono::NaiveDate;
use duban_core::word::{MatterKind, ReportCycle, Urgency, WeakLink};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::error::AppResult;
use crate::input::{Checks, NOTE_MAX, TEXT_MAX, TITLE_MAX, clearable};
use crate::matter::input::{NewSource, due, parties, report_day};

/// A change of a draft; what is absent stays. A text is cleared by an empty one, another field by `null`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchMatter {
    /// Task or issue; a task has no weak link.
    #[serde(default)]
    pub kind: Option<MatterKind>,
    /// What it is about.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    pub title: Option<String>,
    /// What is asked for.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub requirement: Option<String>,
    /// How urgent it is.
    #[serde(default)]
    pub urgency: Option<Urgency>,
    /// The heading it stands under.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub category: Option<String>,
    /// Which weak link it is; `null` clears it.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<WeakLink>)]
    pub weak_link_kind: Option<Option<WeakLink>>,
    /// The decision or order that it rests on.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub basis: Option<String>,
    /// The responsible leader.
    #[serde(default)]
    pub leader_id: Option<Uuid>,
    /// The lead department.
    #[serde(default)]
    pub lead_department_id: Option<Uuid>,
    /// Co-operating departments, all of them.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub co_department_ids: Option<Vec<Uuid>>,
    /// The date; takes the place of a number of working days.
    #[serde(default)]
    pub due_on: Option<NaiveDate>,
    /// Working days from the hand-over; takes the place of a date.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 750)]
    pub due_in_working_days: Option<i32>,
    /// How often progress is reported.
    #[serde(default)]
    pub report_cycle: Option<ReportCycle>,
    /// Day of the month for monthly reports; `null` clears it.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 31)]
    pub report_day: Option<Option<i32>>,
    /// The plan it belongs to; `null` takes it out of its plan.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<Uuid>)]
    pub plan_id: Option<Option<Uuid>>,
    /// Where it comes from; `null` clears it.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<NewSource>)]
    pub source: Option<Option<NewSource>>,
    /// Remark of the office.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub remark: Option<String>,
}

impl PatchMatter {
    /// Everything that can be told without the database.
    pub(super) fn check(&self) -> AppResult<()> {
        let mut checks = Checks::default();
        if let Some(title) = &self.title {
            checks.text("title", title, TITLE_MAX);
        }
        checks
            .optional("requirement", self.requirement.as_deref(), TEXT_MAX)
            .optional("category", self.category.as_deref(), TITLE_MAX)
            .optional("basis", self.basis.as_deref(), NOTE_MAX)
            .optional("remark", self.remark.as_deref(), NOTE_MAX);
        due(&mut checks, self.due_on, self.due_in_working_days);
        parties(
            &mut checks,
            self.co_department_ids.as_deref().unwrap_or_default(),
            self.lead_department_id,
        );
        report_day(&mut checks, self.report_day.flatten());
        if let Some(source) = self.source.iter().flatten().next() {
            source.check(&mut checks);
        }
        checks.finish()
    }
}
