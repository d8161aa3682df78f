//! What is sent of a matter: new, or as a change of a draft. The fields are defined in [`form`](super::form).

use chrono::NaiveDate;
use uuid::Uuid;

use crate::error::AppResult;
use crate::input::Checks;

pub use super::form::{NewMatter, NewSource, PatchMatter};

/// Co-departments at most; a county has fewer units than this.
pub const CO_DEPARTMENTS_MAX: usize = 100;
/// Working days that a deadline may be away at most.
pub const WORKING_DAYS_MAX: i32 = 750;

impl NewMatter {
    /// Everything that can be told without the database.
    pub(crate) fn check(&self) -> AppResult<()> {
        let mut checks = Checks::default();
        self.check_fields(&mut checks);
        checks.require(
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
        if let Some(source) = &self.source {
            source.check(&mut checks);
        }
        checks.finish()
    }
}

impl PatchMatter {
    /// Everything that can be told without the database.
    pub(super) fn check(&self) -> AppResult<()> {
        let mut checks = Checks::default();
        self.check_fields(&mut checks);
        due(&mut checks, self.due_on, self.due_in_working_days);
        parties(
            &mut checks,
            self.co_department_ids.as_deref().unwrap_or_default(),
            self.lead_department_id,
        );
        if let Some(source) = self.source.iter().flatten().next() {
            source.check(&mut checks);
        }
        checks.finish()
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
