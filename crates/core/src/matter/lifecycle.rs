//! The life cycle: from facts and an action to the next state or a named refusal.

use chrono::NaiveDate;

use crate::actor::Actor;
use crate::calendar::Calendar;
use crate::error::RuleError;
use crate::id::DepartmentId;
use crate::matter::{MatterFacts, escalation, extension};
use crate::word::{
    Action, CityAnswer, EscalationStatus, ExtensionStatus, Outcome, Resolution, Stage, Status,
};

pub use crate::matter::guard::Guard;
pub use crate::matter::transition::{ClockEffect, Party, StageRule, To, Transition};

/// What comes with an action, besides the matter. Inputs that the action does not have are left out.
#[derive(Debug, Clone, Copy)]
pub struct TransitionContext<'a> {
    /// The day in the region's zone.
    pub today: NaiveDate,
    /// The region's calendar.
    pub calendar: &'a Calendar,
    /// Who acts; own signatures and parts are those of the actor's department.
    pub actor: &'a Actor,
    /// `extension_request`, `extension_approve`: the new date (at approval the one that will take effect);
    /// `escalation_accept`: the city's date.
    pub new_due_on: Option<NaiveDate>,
    /// `solve_on_site`: the day of the solution; `escalation_submit`: the date of the document.
    pub event_on: Option<NaiveDate>,
    /// `reassign`: the new lead department; `waive_part`: whose part.
    pub department: Option<DepartmentId>,
}

impl<'a> TransitionContext<'a> {
    /// A person who looks at a matter and has not done anything yet.
    pub const fn of(actor: &'a Actor, today: NaiveDate, calendar: &'a Calendar) -> Self {
        Self {
            today,
            calendar,
            actor,
            new_due_on: None,
            event_on: None,
            department: None,
        }
    }
}

/// The state after an action. Status, stage, resolution and outcome are the full values; escalation and extension
/// are set where the latest one changes (a proposal or request that lapses with the matter included).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// The status.
    pub status: Status,
    /// The stage.
    pub stage: Stage,
    /// Where it stood before it was solved on the spot; empty again after a return.
    pub solved_from: Option<Status>,
    /// At which level it is solved; empty again after a return.
    pub resolution: Option<Resolution>,
    /// How it ended, once closed.
    pub outcome: Option<Outcome>,
    /// What becomes of the county's clock.
    pub clock: ClockEffect,
    /// The latest escalation's new status.
    pub escalation: Option<EscalationStatus>,
    /// The latest extension's new status.
    pub extension: Option<ExtensionStatus>,
}

/// Takes an action through the table and its guards.
///
/// # Errors
/// The first refusal: status, stage, the escalation's or extension's own state, then the guards in order.
pub fn apply(action: Action, facts: &MatterFacts, ctx: &TransitionContext<'_>) -> Result<Next, RuleError> {
    let row = find_open_row(action, facts, ctx)?;
    for guard in row.guards {
        guard.check_inputs(facts, ctx)?;
    }
    Ok(next(row, facts))
}

/// Whether an action is open, its inputs aside.
pub fn open(action: Action, facts: &MatterFacts, ctx: &TransitionContext<'_>) -> bool {
    find_open_row(action, facts, ctx).is_ok()
}

/// The guard that blocks an action whose turn it is: status, stage and earlier steps allow it, a guard refuses it.
pub fn blocker_of(action: Action, facts: &MatterFacts, ctx: &TransitionContext<'_>) -> Option<RuleError> {
    let row = find_row(action, facts, ctx).ok()?;
    check_state(row, facts, ctx).err()
}

fn find_open_row(
    action: Action,
    facts: &MatterFacts,
    ctx: &TransitionContext<'_>,
) -> Result<&'static Transition, RuleError> {
    let row = find_row(action, facts, ctx)?;
    check_state(row, facts, ctx)?;
    Ok(row)
}

fn check_state(row: &Transition, facts: &MatterFacts, ctx: &TransitionContext<'_>) -> Result<(), RuleError> {
    row.guards
        .iter()
        .try_for_each(|guard| guard.check_state(facts, ctx))
}

/// The row that fits party, status, stage and earlier steps; its guards are not checked.
fn find_row(
    action: Action,
    facts: &MatterFacts,
    ctx: &TransitionContext<'_>,
) -> Result<&'static Transition, RuleError> {
    let party = party(facts, ctx.actor);
    let row = action
        .definition()
        .transitions
        .iter()
        .find(|row| row.by == Party::Anyone || Some(row.by) == party)
        .ok_or(RuleError::NotAParticipant)?;
    if !row.from.contains(&facts.status) {
        return Err(RuleError::NotInThisStatus {
            action,
            status: facts.status,
        });
    }
    if !row.stage.admits(facts.stage) {
        return Err(RuleError::NotInThisStage {
            action,
            stage: facts.stage,
        });
    }
    if escalation::is_step(action) {
        escalation::next(facts.escalation, action)?;
    }
    if extension::is_step(action) {
        extension::next(
            facts.extension_pending.then_some(ExtensionStatus::Requested),
            action,
        )?;
    }
    Ok(row)
}

fn next(row: &Transition, facts: &MatterFacts) -> Next {
    let lapses = matches!(
        row.action,
        Action::SolveOnSite | Action::CloseUnachieved | Action::Cancel
    );
    let pending = facts.extension_pending.then_some(ExtensionStatus::Requested);
    // A proposal that never left the county is withdrawn without any clock having been paused.
    let nothing_paused = row.action == Action::EscalationWithdraw && facts.stage == Stage::County;
    Next {
        status: match row.to {
            To::Same => facts.status,
            To::Status(status) => status,
            To::Before => facts.solved_from.unwrap_or(Status::InProgress),
        },
        stage: row.stage_to.unwrap_or(facts.stage),
        solved_from: match row.action {
            Action::SolveOnSite => Some(facts.status),
            Action::Return => None,
            _ => facts.solved_from,
        },
        resolution: match row.action {
            Action::Claim => Some(claimed_resolution(facts)),
            Action::SolveOnSite => Some(Resolution::OnSite),
            Action::Return | Action::CloseUnachieved | Action::Cancel => None,
            _ => facts.resolution,
        },
        outcome: match row.action {
            Action::Close => Some(Outcome::Achieved),
            Action::CloseUnachieved => Some(Outcome::Unachieved),
            _ => None,
        },
        clock: if nothing_paused {
            ClockEffect::None
        } else {
            row.clock
        },
        escalation: if lapses {
            facts
                .escalation
                .filter(|status| escalation::is_open(*status))
                .map(|_| EscalationStatus::Withdrawn)
        } else {
            escalation::next(facts.escalation, row.action).ok()
        },
        extension: if lapses {
            pending.map(|_| ExtensionStatus::Rejected)
        } else {
            extension::next(pending, row.action).ok()
        },
    }
}

/// An answer "solved" by the city is what the claim rests on; everything else is the county's own work.
fn claimed_resolution(facts: &MatterFacts) -> Resolution {
    match (facts.escalation, facts.city_answer) {
        (Some(EscalationStatus::Answered), Some(CityAnswer::Solved)) => Resolution::City,
        _ => Resolution::County,
    }
}

fn party(facts: &MatterFacts, actor: &Actor) -> Option<Party> {
    let department = actor.department?;
    if department == facts.lead_department {
        return Some(Party::Lead);
    }
    facts.part_of(department).map(|_| Party::Co)
}
