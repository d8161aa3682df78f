//! Status, stage and clock after an action.

use chrono::NaiveDate;
use duban_core::matter::lifecycle::{ClockEffect, Next};
use duban_core::word::{Action, Stage};

use super::report;
use crate::column::Word;
use crate::error::AppResult;
use crate::matter::context::ActionContext;
use crate::matter::{dates, entity};

/// Status, stage, resolution, outcome and the clock, for every action alike.
pub(in crate::matter) async fn state(
    cx: &ActionContext<'_>,
    row: &mut entity::Model,
    next: &Next,
    action: Action,
    event_on: Option<NaiveDate>,
) -> AppResult<()> {
    date_of_working_days(cx, row, next.clock);
    let solved_on = event_on.filter(|_| action == Action::SolveOnSite);
    dates::change(cx, row, |dates, at| {
        dates.apply_effect(next, solved_on, at);
        Ok(())
    })
    .await?;
    if next.clock == ClockEffect::Resume {
        resume_waits(cx, row);
    }
    if row.stage != next.stage {
        row.city_due_on = None;
        row.city_due_set_at = None;
    }
    row.status = next.status.into();
    row.stage = next.stage.into();
    row.solved_from = next.solved_from.map(Word);
    row.resolution = next.resolution.map(Word);
    row.outcome = next.outcome.map(Word);
    if next.clock == ClockEffect::Restart {
        row.claimed_at = None;
        row.claimed_by_department_id = None;
        row.verified_at = None;
        row.verified_by = None;
        row.solved_by = None;
        row.progress_percent = report::last_reported(cx, row).await?;
    }
    Ok(())
}

/// A matter that was given a number of working days gets its date at the hand-over, whose day does not count. What
/// stops as a draft is judged by the date that it would have got that day, and may become a draft again.
fn date_of_working_days(cx: &ActionContext<'_>, row: &mut entity::Model, clock: ClockEffect) {
    let days = match clock {
        ClockEffect::Start => row.due_in_working_days.take(),
        ClockEffect::Stop => row.due_in_working_days,
        _ => None,
    };
    if let Some(days) = days {
        row.due_on = cx.calendar.add(cx.today, days);
        row.original_due_on = row.due_on;
    }
}

/// What nobody could decide while the clock stood still waits from the resumption. A request for extension can be
/// decided while the matter is suspended, but not while it is with the city.
fn resume_waits(cx: &ActionContext<'_>, row: &mut entity::Model) {
    row.escalation_proposed_at = row.escalation_proposed_at.map(|_| cx.now);
    if row.stage == Stage::City {
        row.extension_requested_at = row.extension_requested_at.map(|_| cx.now);
    }
}
