//! Registering matters: one from a form, or many from a ledger in one transaction.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use duban_core::event::{EventData, MatterCreated};
use duban_core::id::{MatterId, RegionId};
use duban_core::policy::{Permission, has_permission};
use duban_core::word::MatterKind;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use super::context::ActionContext;
use super::input::NewMatter;
use super::participant::{co_part, lead_part};
use super::{entity, participant, references};
use crate::directory::Directory;
use crate::error::{AppError, AppResult};
use crate::event::NewEvent;
use crate::number::{self, NumberKind};
use crate::source::Sources;
use crate::unit_of_work::{Recorded, Work};
use crate::words::new_id;
use crate::{Ctx, plan, region};

pub(super) use references::is_department;

/// Where a set of new matters comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DraftOrigin {
    /// A person filled in the form: the date must not have passed.
    Form,
    /// An uploaded ledger: it may carry older dates.
    Import(Uuid),
}

impl DraftOrigin {
    const fn import(self) -> Option<Uuid> {
        match self {
            Self::Form => None,
            Self::Import(id) => Some(id),
        }
    }
}

/// A matter as it was just written.
pub(super) struct Created {
    pub(super) row: entity::Model,
    pub(super) parts: Vec<participant::Model>,
}

/// Registers matters as drafts and gives their ids in the same order.
pub(crate) async fn create_in(
    work: &Work<'_>,
    ctx: &Ctx,
    matters: Vec<NewMatter>,
    origin: DraftOrigin,
) -> AppResult<(Vec<MatterId>, Recorded)> {
    let (created, recorded) = register(work, ctx, matters, origin).await?;
    let ids = created.into_iter().map(|created| created.row.id.into());
    Ok((ids.collect(), recorded))
}

/// The same, and gives what was written.
pub(super) async fn register(
    work: &Work<'_>,
    ctx: &Ctx,
    matters: Vec<NewMatter>,
    origin: DraftOrigin,
) -> AppResult<(Vec<Created>, Recorded)> {
    if !has_permission(&ctx.actor, Permission::CreateMatter) {
        return Err(AppError::Forbidden);
    }
    let cx = ActionContext::new(work, ctx, ctx.actor.region).await?;
    let (region, tx, today, now) = (&cx.region, cx.tx(), cx.today, cx.now);
    let mut plans = HashSet::new();
    for matter in &matters {
        matter.check()?;
        references::validate_references(&cx.directory, ctx, &named(matter, origin, today))?;
        if let Some(id) = matter.plan_id
            && plans.insert(id)
        {
            plan::query::find(tx, region.id, id.into()).await?;
        }
    }
    // The directory may be seconds old: a county that was put under its city since would have matters without one.
    let city = region::get_for_share(tx, region.id).await?.city;
    let numbers = number::next(tx, region.id, NumberKind::Matter, today.year(), matters.len()).await?;
    let wanted = matters.iter().filter_map(|matter| matter.source.as_ref());
    let sources = Sources::write(tx, region.id, wanted, origin.import(), now).await?;
    let mut created = Vec::with_capacity(matters.len());
    let mut events = Vec::with_capacity(matters.len());
    for (matter, number) in matters.into_iter().zip(numbers) {
        // A number of working days gets its date at the hand-over; until then the date is what it would be today.
        let due_on = match (matter.due_on, matter.due_in_working_days) {
            (Some(date), _) => date,
            (None, Some(days)) => cx.calendar.add(today, days),
            (None, None) => return Err(AppError::invalid("due_on", "required")),
        };
        let draft_parts = DraftParts {
            number,
            region: region.id,
            city,
            due_on,
            source: matter.source.as_ref().and_then(|source| sources.id(source)),
            import: origin.import(),
            author: ctx.actor.user.0,
            now,
        };
        let co = matter.co_department_ids.clone();
        let row = draft(matter, draft_parts);
        let mut parts = vec![lead_part(row.id, row.lead_department_id)];
        parts.extend(co.into_iter().map(|department| co_part(row.id, department)));
        let data = EventData::Create(facts_of(&row)?);
        events.push(NewEvent::new(&ctx.actor, data).about(row.id.into()));
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
    let recorded = work.record_at(region.id, now, events).await?;
    Ok((created, recorded))
}

/// Whether leader and departments of a new matter exist, are active and belong to the caller's region.
pub(crate) fn parties_exist(directory: &Directory, ctx: &Ctx, matter: &NewMatter) -> bool {
    references::is_leader(directory, matter.leader_id, ctx)
        && std::iter::once(&matter.lead_department_id)
            .chain(&matter.co_department_ids)
            .all(|department| is_department(directory, *department, ctx))
}

fn named(matter: &NewMatter, origin: DraftOrigin, today: NaiveDate) -> references::References<'_> {
    references::References {
        leader: Some(matter.leader_id),
        lead: Some(matter.lead_department_id),
        stays_lead: matter.lead_department_id,
        co: &matter.co_department_ids,
        due_on: matter.due_on,
        not_before: (origin == DraftOrigin::Form).then_some(today),
    }
}

/// What a draft is made of besides what the input says.
struct DraftParts {
    number: String,
    region: RegionId,
    city: Option<RegionId>,
    due_on: NaiveDate,
    source: Option<Uuid>,
    import: Option<Uuid>,
    author: Uuid,
    now: i64,
}

fn draft(matter: NewMatter, draft_parts: DraftParts) -> entity::Model {
    let issue = matter.kind == MatterKind::Issue;
    let mut row = entity::Model {
        id: new_id(),
        region_id: draft_parts.region.0,
        city_id: draft_parts.city.map(|city| city.0),
        number_order: number::order(&draft_parts.number),
        number: draft_parts.number,
        kind: matter.kind.into(),
        leader_id: matter.leader_id,
        lead_department_id: matter.lead_department_id,
        plan_id: matter.plan_id,
        source_id: draft_parts.source,
        import_id: draft_parts.import,
        due_on: draft_parts.due_on,
        due_in_working_days: matter.due_in_working_days,
        original_due_on: draft_parts.due_on,
        active_due_on: draft_parts.due_on,
        created_by: draft_parts.author,
        created_at: draft_parts.now,
        updated_at: draft_parts.now,
        ..entity::Model::blank()
    };
    matter.fill(&mut row);
    row.weak_link_kind = row.weak_link_kind.filter(|_| issue);
    row
}

/// What the first link of a matter's chain records.
fn facts_of(row: &entity::Model) -> AppResult<MatterCreated> {
    Ok(MatterCreated {
        number: row.number.clone(),
        kind: row.kind.0,
        title: row.title.clone(),
        requirement: row.requirement.clone(),
        status: row.status.0,
        leader_id: row.leader_id,
        lead_department_id: row.lead_department_id,
        due_on: row.due_on,
        due_in_working_days: row.due_in_working_days,
        report_cycle: row.report_cycle.0,
        basis: row.basis.clone(),
    })
}
