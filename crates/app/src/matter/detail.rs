//! One matter in full, with what the caller may do now.

use chrono::{DateTime, NaiveDate, Utc};
use duban_core::id::MatterId;
use duban_core::matter::lifecycle::TransitionContext;
use duban_core::policy;
use duban_core::word::{Action, ReportCycle, WeakLink};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::query::load_visible;
use super::view::{BlockedAction, CoDepartment, MatterRow, Source};
use super::{entity, facts, list_row, participant};
use crate::column::Word;
use crate::error::AppResult;
use crate::escalation::view::Escalation;
use crate::extension::view::Extension;
use crate::words::{Ref, instant, instant_opt};
use crate::{App, Ctx, escalation, extension, plan, source};

/// A matter in full.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Matter {
    /// What lists show as well.
    #[serde(flatten)]
    pub row: MatterRow,
    /// What is asked for.
    pub requirement: String,
    /// For an issue: which weak link it is.
    pub weak_link_kind: Option<WeakLink>,
    /// The decision or order that it rests on.
    pub basis: Option<String>,
    /// Remark of the office.
    pub remark: Option<String>,
    /// Co-operating departments.
    pub co_departments: Vec<CoDepartment>,
    /// The plan it belongs to.
    pub plan: Option<Ref>,
    /// Where it comes from.
    pub source: Option<Source>,
    /// The county's date in force.
    pub county_due_on: NaiveDate,
    /// The city's date, once set.
    pub city_due_on: Option<NaiveDate>,
    /// How often progress is reported.
    pub report_cycle: ReportCycle,
    /// Day of the month for monthly reports.
    pub report_day: Option<i32>,
    /// When the next report is due.
    pub next_report_due_on: Option<NaiveDate>,
    /// What the caller may do now.
    pub actions: Vec<Action>,
    /// What the caller could do now if a rule did not stand against it.
    pub blocked_actions: Vec<BlockedAction>,
    /// The same under its old name.
    #[schema(deprecated)]
    pub barred: Vec<BlockedAction>,
    /// The newest submission to the city; for the city the newest that left the county.
    pub escalation: Option<Escalation>,
    /// Every request for a new date, oldest first.
    pub extensions: Vec<Extension>,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it was handed over.
    pub issued_at: Option<DateTime<Utc>>,
    /// When the lead department signed for it.
    pub signed_at: Option<DateTime<Utc>>,
    /// When completion was claimed.
    pub claimed_at: Option<DateTime<Utc>>,
    /// When it was verified.
    pub verified_at: Option<DateTime<Utc>>,
    /// The leader who solved it on the spot.
    pub solved_by: Option<Ref>,
    /// When it was struck off.
    pub closed_at: Option<DateTime<Utc>>,
}

/// One matter in full.
pub async fn get(app: &App, ctx: &Ctx, id: MatterId) -> AppResult<Matter> {
    let db = app.store().read();
    let (row, parts) = load_visible(app, ctx, db, id).await?;
    compose(app, ctx, db, row, parts).await
}

/// Builds the full view without a visibility check; callers must have checked.
pub(super) async fn compose<C: ConnectionTrait>(
    app: &App,
    ctx: &Ctx,
    db: &C,
    row: entity::Model,
    parts: Vec<participant::Model>,
) -> AppResult<Matter> {
    let directory = app.directory().await?;
    let escalation = match row.escalation_status {
        Some(_) => {
            let scope = policy::visibility(&ctx.actor);
            escalation::query::newest(db, &directory, &scope, row.id).await?
        }
        None => None,
    };
    let extensions = extension::query::of_matter(db, &directory, row.id).await?;
    view(
        app,
        ctx,
        db,
        row,
        parts,
        MatterHistory {
            escalation,
            extensions,
        },
    )
    .await
}

/// Builds the view of a new matter without reading it again.
pub(super) async fn compose_new(
    app: &App,
    ctx: &Ctx,
    row: entity::Model,
    mut parts: Vec<participant::Model>,
) -> AppResult<Matter> {
    parts.sort_by_key(|part| (!part.is_lead, part.department_id));
    view(app, ctx, app.store().read(), row, parts, MatterHistory::default()).await
}

/// What a matter went through, as far as its page shows it.
#[derive(Default)]
struct MatterHistory {
    escalation: Option<Escalation>,
    extensions: Vec<Extension>,
}

async fn view<C: ConnectionTrait>(
    app: &App,
    ctx: &Ctx,
    db: &C,
    row: entity::Model,
    parts: Vec<participant::Model>,
    history: MatterHistory,
) -> AppResult<Matter> {
    let (directory, calendar) = (app.directory().await?, app.calendar().await?);
    let region = directory.region(row.region_id.into())?;
    let today = region.zone().local_date(app.now());
    let rules = facts::matter_facts(&row, &parts, &directory, region);
    let context = TransitionContext::of(&ctx.actor, today, &calendar);
    let actions = policy::abilities(&ctx.actor, &rules, &context);
    let blocked_actions: Vec<_> = policy::blocked_actions(&ctx.actor, &rules, &context)
        .into_iter()
        .map(|(action, rule)| BlockedAction { action, rule })
        .collect();
    let presenter = list_row::RowPresenter::of(&directory, &calendar, region, app.now());
    let co_departments = parts
        .iter()
        .filter(|part| !part.is_lead)
        .map(|part| {
            let Ref { id, name } = directory.department_ref(part.department_id);
            CoDepartment {
                id,
                name,
                part: part.part.0,
                signed_at: instant_opt(part.signed_at),
            }
        })
        .collect();
    let (scope, extension_pending) = (policy::visibility(&ctx.actor), row.extension_pending);
    Ok(Matter {
        requirement: row.requirement.clone(),
        weak_link_kind: row.weak_link_kind.map(Word::get),
        basis: row.basis.clone(),
        remark: row.remark.clone(),
        co_departments,
        plan: plan_ref(db, row.plan_id).await?,
        source: source_of(db, row.source_id).await?,
        county_due_on: row.due_on,
        city_due_on: row.city_due_on,
        report_cycle: row.report_cycle.0,
        report_day: row.report_day,
        next_report_due_on: row.next_report_due_on,
        actions,
        barred: blocked_actions.clone(),
        blocked_actions,
        escalation: history.escalation,
        extensions: history.extensions,
        created_at: instant(row.created_at),
        issued_at: instant_opt(row.issued_at),
        signed_at: instant_opt(row.signed_at),
        claimed_at: instant_opt(row.claimed_at),
        verified_at: instant_opt(row.verified_at),
        solved_by: row.solved_by.map(|leader| directory.person_ref(leader)),
        closed_at: instant_opt(row.closed_at),
        row: presenter.view(list_row::ListRow::from(row).read_by(&scope, extension_pending)),
    })
}

async fn plan_ref<C: ConnectionTrait>(db: &C, id: Option<Uuid>) -> AppResult<Option<Ref>> {
    let Some(id) = id else { return Ok(None) };
    let found = plan::entity::Entity::find_by_id(id).one(db).await?;
    Ok(found.map(|plan| Ref {
        id: plan.id,
        name: plan.title,
    }))
}

async fn source_of<C: ConnectionTrait>(db: &C, id: Option<Uuid>) -> AppResult<Option<Source>> {
    let Some(id) = id else { return Ok(None) };
    let Some(row) = source::entity::Entity::find_by_id(id).one(db).await? else {
        return Ok(None);
    };
    Ok(Some(Source {
        id: row.id.into(),
        kind: row.kind.0,
        title: row.title,
        document_number: row.document_number,
        dated_on: row.dated_on,
    }))
}
