//! What an action leaves behind: the matter's state and clock, and the rows beside it.

use duban_core::event::ActionDetails;
use duban_core::matter::lifecycle::Next;
use duban_core::policy;
use duban_core::text::clean;
use duban_core::word::{CoPart, ExtensionStatus};
use uuid::Uuid;

use super::action::Command;
use super::context::ActionContext;
use super::create::is_department;
use super::{entity, notify, participant, query};
use crate::error::{AppError, AppResult};

mod escalation;
mod extension;
mod parts;
mod report;
mod state;

pub(super) use state::state;

/// What is particular to each action; gives its particulars for the event.
pub(in crate::matter) async fn details(
    cx: &ActionContext<'_>,
    row: &mut entity::Model,
    participants: &mut Vec<participant::Model>,
    command: &Command,
    next: &Next,
) -> AppResult<ActionDetails> {
    let actor = &cx.ctx.actor;
    let mut details = ActionDetails::default();
    match command {
        Command::Sign(_) => parts::sign(cx, row, participants).await?,
        Command::Object(input) => {
            let suggested = input.suggested_department_id;
            if suggested.is_some_and(|department| !is_department(&cx.directory, department, cx.ctx)) {
                return Err(AppError::invalid("suggested_department_id", "unknown_department"));
            }
            details.suggested_department_id = Some(suggested);
        }
        Command::Reassign(input) => parts::reassign(cx, row, participants, input.department_id).await?,
        Command::Overrule(_) => row.objection_overruled = true,
        Command::Report(input) => report::report(cx, row, participants, input, &mut details).await?,
        Command::SolveOnSite(input) => {
            row.solved_by = Some(solver(cx, row, input.leader_id)?);
            row.progress_percent = 100;
            row.verified_at = Some(cx.now);
            row.verified_by = Some(actor.user.0);
            details.place = Some(clean(&input.place));
            details.solved_on = Some(input.solved_on);
        }
        Command::Claim(_) => {
            row.claimed_at = Some(cx.now);
            row.claimed_by_department_id = Some(row.lead_department_id);
            row.progress_percent = 100;
        }
        Command::Verify(_) => {
            row.verified_at = Some(cx.now);
            row.verified_by = Some(actor.user.0);
        }
        Command::Close(_) | Command::CloseUnachieved(_) => row.closed_at = Some(cx.now),
        Command::CompletePart(input) => {
            let own = actor.department.ok_or(AppError::Forbidden)?;
            parts::set_participant_status(cx, participants, own.0, CoPart::Done, Some(&input.note)).await?;
        }
        Command::WaivePart(input) => {
            parts::set_participant_status(
                cx,
                participants,
                input.department_id,
                CoPart::Waived,
                Some(&input.reason),
            )
            .await?;
            details.department = Some(cx.directory.department_ref(input.department_id).name);
        }
        Command::Urge(input) => {
            let number = notify::urge(cx, row, input.color, &clean(&input.text)).await?;
            details.slip_number = Some(number);
            details.color = Some(input.color);
        }
        _ => {}
    }
    escalation::apply(cx, row, command, next, &mut details).await?;
    extension::apply(cx, row, command, next, &mut details).await?;
    if let Some(status) = next.escalation {
        row.escalation_status = Some(status.into());
    }
    if let Some(status) = next.extension {
        row.extension_pending = status == ExtensionStatus::Requested;
        row.extension_requested_at = Some(cx.now);
    }
    Ok(details)
}

/// The leader who solved a matter on the spot: the one who says so, or the one whom the office or the county head names.
fn solver(cx: &ActionContext<'_>, row: &entity::Model, named: Option<Uuid>) -> AppResult<Uuid> {
    let actor = &cx.ctx.actor;
    if named.is_some_and(|leader| !query::is_leader(&cx.directory, leader, cx.ctx)) {
        return Err(AppError::invalid("leader_id", "unknown_leader"));
    }
    policy::solver(actor, row.leader_id.into(), named.map(Into::into))
        .map(|leader| leader.0)
        .ok_or_else(|| AppError::invalid("leader_id", "own_only"))
}
