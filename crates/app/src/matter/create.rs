//! Registering matters: one from a form, or many from a ledger in one transaction.

use std::collections::HashMap;

use chrono::Datelike;
use duban_core::id::MatterId;
use duban_core::policy::{Duty, may};
use duban_core::word::{CoPart, Holder, MatterKind, ReportCycle, Stage, Status, Urgency};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel};
use serde_json::{Map, json};
use uuid::Uuid;

use super::input::{NewMatter, NewSource};
use super::{entity, participant, query};
use crate::directory::{Directory, Region};
use crate::error::{AppError, AppResult, FieldError};
use crate::event::{self, By, NewEvent};
use crate::input::tidy;
use crate::number::{self, NumberKind};
use crate::words::new_id;
use crate::{App, Ctx, plan, source};

/// Where a set of new matters comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A person filled in the form: the date must not have passed.
    Form,
    /// An uploaded ledger: it may carry older dates.
    Import(Uuid),
}

/// A matter as it was just written.
pub(super) struct Created {
    pub(super) row: entity::Model,
    pub(super) parts: Vec<participant::Model>,
}

/// Registers matters as drafts and gives their ids in the same order.
pub(crate) async fn create_in(
    tx: &DatabaseTransaction,
    app: &App,
    ctx: &Ctx,
    matters: Vec<NewMatter>,
    origin: Origin,
) -> AppResult<Vec<MatterId>> {
    let created = register(tx, app, ctx, matters, origin).await?;
    Ok(created.into_iter().map(|created| created.row.id.into()).collect())
}

/// The same, and gives what was written.
pub(super) async fn register(
    tx: &DatabaseTransaction,
    app: &App,
    ctx: &Ctx,
    matters: Vec<NewMatter>,
    origin: Origin,
) -> AppResult<Vec<Created>> {
    if !may(&ctx.actor, Duty::CreateMatter) {
        return Err(AppError::Forbidden);
    }
    let directory = app.directory().await?;
    let region = directory.region(ctx.actor.region)?;
    let calendar = app.calendar().await?;
    let today = region.zone().local_date(app.now());
    let now = app.now().timestamp_millis();
    let mut plans = HashMap::new();
    for matter in &matters {
        matter.check()?;
        known(&directory, ctx, matter)?;
        if let Some(id) = matter.plan_id
            && !plans.contains_key(&id)
        {
            let found = plan::entity::Entity::find_by_id(id).one(tx).await?;
            let found = found.filter(|plan| plan.region_id == region.id.0);
            plans.insert(
                id,
                found.ok_or_else(|| AppError::invalid("plan_id", "unknown_plan"))?,
            );
        }
        if origin == Origin::Form && matter.due_on.is_some_and(|due| due < today) {
            return Err(AppError::invalid_with("due_on", "date_in_past", today));
        }
    }
    let numbers = number::next(tx, region.id, NumberKind::Matter, today.year(), matters.len()).await?;
    let sources = sources(tx, region, &matters, origin, now).await?;
    let mut created = Vec::with_capacity(matters.len());
    let mut events = Vec::with_capacity(matters.len());
    for (matter, number) in matters.into_iter().zip(numbers) {
        let id = new_id();
        let due_on = match (matter.due_on, matter.due_in_working_days) {
            (Some(date), _) => date,
            (None, Some(days)) => calendar.add(today, days),
            (None, None) => return Err(AppError::invalid("due_on", "required")),
        };
        let mut parts = vec![part(id, matter.lead_department_id, true)];
        parts.extend(
            matter
                .co_department_ids
                .iter()
                .map(|department| part(id, *department, false)),
        );
        let source_id = matter
            .source
            .as_ref()
            .and_then(|source| sources.get(&source_key(source)).copied());
        let row = draft(id, number, matter, region, due_on, source_id, ctx, now);
        let mut event = NewEvent::new(By::from(&ctx.actor), "create");
        event.matter = Some(id.into());
        event.after = facts_of(&row);
        events.push(event);
        created.push(Created { row, parts });
    }
    for chunk in created.chunks(200) {
        let rows = chunk
            .iter()
            .map(|created| created.row.clone().into_active_model().reset_all());
        entity::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    let parts: Vec<&participant::Model> = created.iter().flat_map(|created| &created.parts).collect();
    for chunk in parts.chunks(1_000) {
        let rows = chunk
            .iter()
            .map(|part| (*part).clone().into_active_model().reset_all());
        participant::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    event::append(tx, app.audit_key(), region.id, now, events).await?;
    Ok(created)
}

/// Leader and departments exist, are active and belong to the region.
fn known(directory: &Directory, ctx: &Ctx, matter: &NewMatter) -> AppResult<()> {
    let mut errors = Vec::new();
    if !query::is_leader(directory, matter.leader_id, ctx) {
        errors.push(FieldError::new("leader_id", "unknown_leader"));
    }
    if !is_department(directory, matter.lead_department_id, ctx) {
        errors.push(FieldError::new("lead_department_id", "unknown_department"));
    }
    for (at, department) in matter.co_department_ids.iter().enumerate() {
        if !is_department(directory, *department, ctx) {
            errors.push(FieldError::new(
                format!("co_department_ids[{at}]"),
                "unknown_department",
            ));
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}

/// Whether matters of the caller's region may be given to the department.
pub(super) fn is_department(directory: &Directory, id: Uuid, ctx: &Ctx) -> bool {
    directory
        .department(id)
        .is_some_and(|department| department.region == ctx.actor.region && department.active)
}

type SourceKey = (String, String, Option<String>, Option<chrono::NaiveDate>);

fn source_key(source: &NewSource) -> SourceKey {
    (
        source.kind.as_str().to_owned(),
        source.title.trim().to_owned(),
        tidy(source.document_number.clone()),
        source.dated_on,
    )
}

/// One source row for all matters that name the same source.
async fn sources(
    tx: &DatabaseTransaction,
    region: &Region,
    matters: &[NewMatter],
    origin: Origin,
    now: i64,
) -> AppResult<HashMap<SourceKey, Uuid>> {
    let import_id = match origin {
        Origin::Form => None,
        Origin::Import(id) => Some(id),
    };
    let mut ids = HashMap::new();
    let mut rows = Vec::new();
    for wanted in matters.iter().filter_map(|matter| matter.source.as_ref()) {
        let key = source_key(wanted);
        if ids.contains_key(&key) {
            continue;
        }
        let id = new_id();
        let (kind, title, document_number, dated_on) = key.clone();
        rows.push(source::entity::ActiveModel {
            id: Set(id),
            region_id: Set(region.id.0),
            kind: Set(kind),
            title: Set(title),
            document_number: Set(document_number),
            dated_on: Set(dated_on),
            import_id: Set(import_id),
            created_at: Set(now),
        });
        ids.insert(key, id);
    }
    if !rows.is_empty() {
        source::entity::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(ids)
}

pub(super) fn part(matter: Uuid, department: Uuid, is_lead: bool) -> participant::Model {
    participant::Model {
        matter_id: matter,
        department_id: department,
        is_lead,
        part: CoPart::Pending.as_str().to_owned(),
        signed_at: None,
        done_at: None,
        note: None,
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "a row has as many origins as it has columns"
)]
fn draft(
    id: Uuid,
    number: String,
    matter: NewMatter,
    region: &Region,
    due_on: chrono::NaiveDate,
    source_id: Option<Uuid>,
    ctx: &Ctx,
    now: i64,
) -> entity::Model {
    let issue = matter.kind == MatterKind::Issue;
    entity::Model {
        id,
        region_id: region.id.0,
        city_id: region.city.map(|city| city.0),
        number,
        kind: matter.kind.as_str().to_owned(),
        title: matter.title.trim().to_owned(),
        requirement: matter.requirement.trim().to_owned(),
        category: tidy(matter.category),
        status: Status::Draft.as_str().to_owned(),
        stage: Stage::County.as_str().to_owned(),
        resolution: None,
        outcome: None,
        urgency: matter.urgency.unwrap_or(Urgency::Normal).as_str().to_owned(),
        weak_link_kind: matter
            .weak_link_kind
            .filter(|_| issue)
            .map(|kind| kind.as_str().to_owned()),
        basis: tidy(matter.basis),
        remark: tidy(matter.remark),
        leader_id: matter.leader_id,
        lead_department_id: matter.lead_department_id,
        plan_id: matter.plan_id,
        source_id,
        due_on,
        original_due_on: due_on,
        city_due_on: None,
        active_due_on: due_on,
        stopped_on: None,
        stopped_due_on: None,
        overdue_before: 0,
        report_cycle: matter
            .report_cycle
            .unwrap_or(ReportCycle::None)
            .as_str()
            .to_owned(),
        report_day: matter.report_day,
        next_report_due_on: None,
        progress_percent: 0,
        is_open: true,
        ever_submitted: false,
        escalation_status: None,
        escalation_proposed_at: None,
        escalation_submitted_at: None,
        city_answer: None,
        extension_pending: false,
        extension_requested_at: None,
        extensions_approved: 0,
        holder: Holder::SupervisionOffice.as_str().to_owned(),
        claimed_by_department_id: None,
        verified_by: None,
        solved_from: None,
        solved_by: None,
        objection_overruled: false,
        version: 1,
        next_alert_at: None,
        created_by: ctx.actor.user.0,
        created_at: now,
        issued_at: None,
        handed_over_at: None,
        due_set_at: None,
        signed_at: None,
        claimed_at: None,
        verified_at: None,
        closed_at: None,
        updated_at: now,
    }
}

/// What the first link of a matter's chain records.
pub(super) fn facts_of(row: &entity::Model) -> Map<String, serde_json::Value> {
    let facts = json!({
        "number": row.number, "kind": row.kind, "title": row.title, "requirement": row.requirement,
        "status": row.status, "leader_id": row.leader_id, "lead_department_id": row.lead_department_id,
        "due_on": row.due_on, "report_cycle": row.report_cycle, "basis": row.basis,
    });
    match facts {
        serde_json::Value::Object(map) => map,
        _ => Map::new(),
    }
}
