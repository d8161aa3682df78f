//! What an action leaves behind: the matter's state and clock, and the rows beside it.

use chrono::NaiveDate;
use duban_core::calendar::Calendar;
use duban_core::matter::lifecycle::{ClockEffect, Next};
use duban_core::policy;
use duban_core::text::clean;
use duban_core::word::{Action, CoPart, ExtensionStatus, Stage};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::action::Command;
use super::create::is_department;
use super::{dates, entity, notify, participant, progress, query};
use crate::directory::{Directory, Region};
use crate::error::{AppError, AppResult};
use crate::store::Tx;
use crate::{App, Ctx, escalation, extension};

/// Where an action takes place.
pub(crate) struct Scene<'a> {
    pub(crate) tx: &'a Tx,
    pub(crate) app: &'a App,
    pub(crate) ctx: &'a Ctx,
    pub(crate) directory: &'a Directory,
    pub(crate) region: &'a Region,
    pub(crate) calendar: &'a Calendar,
    pub(crate) today: NaiveDate,
    /// The product's present, ms.
    pub(crate) now: i64,
}

/// Status, stage, resolution, outcome and the clock, for every action alike.
pub(super) async fn state(
    scene: &Scene<'_>,
    row: &mut entity::Model,
    next: &Next,
    action: Action,
    event_on: Option<NaiveDate>,
) -> AppResult<()> {
    date_of_working_days(scene, row, next.clock);
    let solved_on = event_on.filter(|_| action == Action::SolveOnSite);
    dates::change(scene, row, |dates, at| {
        dates.follow(next, solved_on, at);
        Ok(())
    })
    .await?;
    if next.clock == ClockEffect::Resume {
        resume_waits(scene, row);
    }
    if row.stage != next.stage.as_str() {
        row.city_due_on = None;
        row.city_due_set_at = None;
    }
    row.status = next.status.as_str().to_owned();
    row.stage = next.stage.as_str().to_owned();
    row.solved_from = next.solved_from.map(|status| status.as_str().to_owned());
    row.resolution = next.resolution.map(|resolution| resolution.as_str().to_owned());
    row.outcome = next.outcome.map(|outcome| outcome.as_str().to_owned());
    if next.clock == ClockEffect::Restart {
        row.claimed_at = None;
        row.claimed_by_department_id = None;
        row.verified_at = None;
        row.verified_by = None;
        row.solved_by = None;
        row.progress_percent = progress::last_reported(scene, row).await?;
    }
    Ok(())
}

/// A matter that was given a number of working days gets its date at the hand-over, whose day does not count. What
/// stops as a draft is judged by the date that it would have got that day, and may become a draft again.
fn date_of_working_days(scene: &Scene<'_>, row: &mut entity::Model, clock: ClockEffect) {
    let days = match clock {
        ClockEffect::Start => row.due_in_working_days.take(),
        ClockEffect::Stop => row.due_in_working_days,
        _ => None,
    };
    if let Some(days) = days {
        row.due_on = scene.calendar.add(scene.today, days);
        row.original_due_on = row.due_on;
    }
}

/// What nobody could decide while the clock stood still waits from the resumption. A request for extension can be
/// decided while the matter is suspended, but not while it is with the city.
fn resume_waits(scene: &Scene<'_>, row: &mut entity::Model) {
    row.escalation_proposed_at = row.escalation_proposed_at.map(|_| scene.now);
    if row.stage == Stage::City.as_str() {
        row.extension_requested_at = row.extension_requested_at.map(|_| scene.now);
    }
}

/// What is particular to each action; gives the details for the event.
pub(super) async fn details(
    scene: &Scene<'_>,
    row: &mut entity::Model,
    parts: &mut Vec<participant::Model>,
    command: &Command,
    next: &Next,
) -> AppResult<Map<String, Value>> {
    let actor = &scene.ctx.actor;
    let mut told = Map::new();
    match command {
        Command::Sign(_) => sign(scene, row, parts).await?,
        Command::Object(input) => {
            let suggested = input.suggested_department_id;
            if suggested.is_some_and(|department| !is_department(scene.directory, department, scene.ctx)) {
                return Err(AppError::invalid("suggested_department_id", "unknown_department"));
            }
            told.insert("suggested_department_id".into(), json!(suggested));
        }
        Command::Reassign(input) => reassign(scene, row, parts, input.department_id).await?,
        Command::Overrule(_) => row.objection_overruled = true,
        Command::Report(input) => told = progress::report(scene, row, parts, input).await?,
        Command::SolveOnSite(input) => {
            row.solved_by = Some(solver(scene, row, input.leader_id)?);
            row.progress_percent = 100;
            row.verified_at = Some(scene.now);
            row.verified_by = Some(actor.user.0);
            told.insert("place".into(), json!(clean(&input.place)));
            told.insert("solved_on".into(), json!(input.solved_on));
        }
        Command::Claim(_) => {
            row.claimed_at = Some(scene.now);
            row.claimed_by_department_id = Some(row.lead_department_id);
            row.progress_percent = 100;
        }
        Command::Verify(_) => {
            row.verified_at = Some(scene.now);
            row.verified_by = Some(actor.user.0);
        }
        Command::Close(_) | Command::CloseUnachieved(_) => row.closed_at = Some(scene.now),
        Command::CompletePart(input) => {
            let own = actor.department.ok_or(AppError::Forbidden)?;
            settle(scene, parts, own.0, CoPart::Done, Some(&input.note)).await?;
        }
        Command::WaivePart(input) => {
            settle(
                scene,
                parts,
                input.department_id,
                CoPart::Waived,
                Some(&input.reason),
            )
            .await?;
            let name = scene.directory.department_ref(input.department_id).name;
            told.insert("department".into(), json!(name));
        }
        Command::Urge(input) => {
            let number = notify::urge(scene, row, input.color, &clean(&input.text)).await?;
            told.insert("slip_number".into(), json!(number));
            told.insert("color".into(), json!(input.color));
        }
        _ => {}
    }
    told.extend(escalation::command::follow(scene, row, command, next).await?);
    told.extend(extension::command::follow(scene, row, command, next).await?);
    if let Some(status) = next.escalation {
        row.escalation_status = Some(status.as_str().to_owned());
    }
    if let Some(status) = next.extension {
        row.extension_pending = status == ExtensionStatus::Requested;
        row.extension_requested_at = Some(scene.now);
    }
    Ok(told)
}

/// The leader who solved a matter on the spot: the one who says so, or the one whom the office or the county head names.
fn solver(scene: &Scene<'_>, row: &entity::Model, named: Option<Uuid>) -> AppResult<Uuid> {
    let actor = &scene.ctx.actor;
    if named.is_some_and(|leader| !query::is_leader(scene.directory, leader, scene.ctx)) {
        return Err(AppError::invalid("leader_id", "unknown_leader"));
    }
    policy::solver(actor, row.leader_id.into(), named.map(Into::into))
        .map(|leader| leader.0)
        .ok_or_else(|| AppError::invalid("leader_id", "own_only"))
}

async fn sign(scene: &Scene<'_>, row: &mut entity::Model, parts: &mut [participant::Model]) -> AppResult<()> {
    let own = scene.ctx.actor.department.ok_or(AppError::Forbidden)?.0;
    if own == row.lead_department_id {
        row.signed_at = Some(scene.now);
    }
    let signed = settle(scene, parts, own, CoPart::Signed, None).await?;
    if signed { Ok(()) } else { Err(AppError::Forbidden) }
}

/// Writes how far a department is with its part; says whether it has one.
pub(super) async fn settle(
    scene: &Scene<'_>,
    parts: &mut [participant::Model],
    department: Uuid,
    part: CoPart,
    note: Option<&str>,
) -> AppResult<bool> {
    let Some(row) = parts.iter_mut().find(|row| row.department_id == department) else {
        return Ok(false);
    };
    row.part = part.as_str().to_owned();
    match part {
        CoPart::Signed => row.signed_at = Some(scene.now),
        // Whoever does a part has taken it on.
        CoPart::Done => {
            row.signed_at = row.signed_at.or(Some(scene.now));
            row.done_at = Some(scene.now);
        }
        _ => row.done_at = Some(scene.now),
    }
    if let Some(note) = note {
        row.note = Some(clean(note));
    }
    row.clone()
        .into_active_model()
        .reset_all()
        .update(scene.tx)
        .await?;
    Ok(true)
}

async fn reassign(
    scene: &Scene<'_>,
    row: &mut entity::Model,
    parts: &mut Vec<participant::Model>,
    department: Uuid,
) -> AppResult<()> {
    if !is_department(scene.directory, department, scene.ctx) {
        return Err(AppError::invalid("department_id", "unknown_department"));
    }
    participant::Entity::delete_many()
        .filter(participant::Column::MatterId.eq(row.id))
        .filter(participant::Column::DepartmentId.is_in([row.lead_department_id, department]))
        .exec(scene.tx)
        .await?;
    participant::Entity::insert(
        participant::lead_part(row.id, department)
            .into_active_model()
            .reset_all(),
    )
    .exec_without_returning(scene.tx)
    .await?;
    row.lead_department_id = department;
    row.signed_at = None;
    row.objection_overruled = false;
    *parts = query::participants(scene.tx, row.id).await?;
    Ok(())
}
