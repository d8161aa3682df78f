//! Reading the chain: a matter's timeline, or a region's audit trail.

use chrono::{DateTime, NaiveDate, Utc};
use duban_core::event::{EventKind, Redaction};
use duban_core::id::MatterId;
use duban_core::policy::{Permission, Scope, has_permission, visibility};
use duban_core::word::Role;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{denial, entity, redact_escalation};
use crate::directory::Directory;
use crate::error::{AppError, AppResult};
use crate::matter;
use crate::paging::{Page, PageRequest};
use crate::words::{Ref, instant, word_opt};
use crate::{App, Ctx};

/// Who did it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct EventActor {
    /// The account.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The role in which it was done.
    pub role: Option<Role>,
}

/// One link of the chain.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Event {
    /// Its place in the region's chain.
    pub seq: i64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The matter, if it is about one.
    pub matter_id: Option<MatterId>,
    /// The person; null when a rule did it or nobody is known.
    pub actor: Option<EventActor>,
    /// For whom it was done.
    pub on_behalf_of: Option<Ref>,
    /// The rule, when the worker did it.
    pub rule: Option<String>,
    /// What was done: an `Action` on the matter, or a `SystemEvent`.
    #[schema(value_type = String)]
    pub action: EventKind,
    /// The words that went with it; in the trail only for who may read matters.
    pub note: Option<String>,
    /// What it was before. In the trail of who may not read matters, the texts of matters, plans and ledgers stand as `…`.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    pub before: Map<String, Value>,
    /// What it is now, and the action's particulars.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    pub after: Map<String, Value>,
}

/// Which links of the trail are wanted.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the names are those of the query parameters")]
pub struct TrailFilter {
    pub matter: Option<Uuid>,
    pub actor: Option<Uuid>,
    pub action: Option<EventKind>,
    /// First day, in the region's zone.
    pub from: Option<NaiveDate>,
    /// Last day, in the region's zone.
    pub to: Option<NaiveDate>,
}

/// What happened to a matter, newest first.
pub async fn timeline(app: &App, ctx: &Ctx, id: MatterId, page: &PageRequest) -> AppResult<Page<Event>> {
    let db = app.store().read();
    let (row, _) = matter::query::load_visible(app, ctx, db, id).await?;
    let scope = visibility(&ctx.actor);
    let hidden = redact_escalation::hidden_links(db, &scope, row.region_id, [id.0]).await?;
    let condition = Condition::all()
        .add_option((!hidden.is_empty()).then(|| entity::Column::Seq.is_not_in(hidden)))
        .add(entity::Column::RegionId.eq(row.region_id))
        .add(entity::Column::MatterId.eq(id.0))
        .add(entity::Column::Action.ne(denial::KIND.as_str()));
    let mut told = read(app, condition, page, Redaction::Off).await?;
    if !scope.reads_proposals() {
        for event in &mut told.items {
            redact_escalation::redact_proposals(event);
        }
    }
    Ok(told)
}

/// The audit trail of the caller's region, newest first.
pub async fn trail(app: &App, ctx: &Ctx, filter: &TrailFilter, page: &PageRequest) -> AppResult<Page<Event>> {
    if !has_permission(&ctx.actor, Permission::ReadAuditTrail) {
        return Err(AppError::Forbidden);
    }
    let zone = app.directory().await?.region(ctx.actor.region)?.zone();
    let start = |day: NaiveDate| zone.day_start(day).timestamp_millis();
    let condition = Condition::all()
        .add(entity::Column::RegionId.eq(ctx.actor.region.0))
        .add_option(filter.matter.map(|matter| entity::Column::MatterId.eq(matter)))
        .add_option(filter.actor.map(|actor| entity::Column::ActorId.eq(actor)))
        .add_option(
            filter
                .action
                .as_ref()
                .map(|action| entity::Column::Action.eq(action.as_str())),
        )
        .add_option(filter.from.map(|day| entity::Column::At.gte(start(day))))
        .add_option(
            filter
                .to
                .and_then(|day| day.succ_opt())
                .map(|day| entity::Column::At.lt(start(day))),
        );
    let redaction = match visibility(&ctx.actor) {
        Scope::Nothing => Redaction::On,
        _ => Redaction::Off,
    };
    read(app, condition, page, redaction).await
}

async fn read(
    app: &App,
    condition: Condition,
    page: &PageRequest,
    redaction: Redaction,
) -> AppResult<Page<Event>> {
    let limit = page.limit()?;
    let mut select = entity::Entity::find().filter(condition);
    if let Some(seq) = page.key::<i64>()? {
        select = select.filter(entity::Column::Seq.lt(seq));
    }
    let found = select
        .order_by_desc(entity::Column::Seq)
        .limit(limit + 1)
        .all(app.store().read())
        .await?;
    let directory = app.directory().await?;
    let page = Page::cut(found, limit, |row| row.seq);
    let items = page
        .items
        .into_iter()
        .map(|row| view(&directory, row, redaction))
        .collect::<AppResult<_>>()?;
    Ok(Page {
        items,
        next_cursor: page.next_cursor,
    })
}

fn view(directory: &Directory, row: entity::Model, redaction: Redaction) -> AppResult<Event> {
    let map = |text: &str| {
        serde_json::from_str(text)
            .map_err(|error| AppError::Corrupt(format!("event {} of {}: {error}", row.seq, row.region_id)))
    };
    let (mut before, mut after) = (map(&row.before_json)?, map(&row.after_json)?);
    let kind = EventKind::from(row.action.as_str());
    redaction.apply(&kind, &mut before);
    redaction.apply(&kind, &mut after);
    let role = word_opt(row.actor_role.as_deref())?;
    let actor = row.actor_id.map(|id| {
        let Ref { id, name } = directory.person_ref(id);
        EventActor { id, name, role }
    });
    Ok(Event {
        seq: row.seq,
        at: instant(row.at),
        matter_id: row.matter_id.map(Into::into),
        actor,
        on_behalf_of: row.for_id.map(|id| directory.person_ref(id)),
        rule: row.rule,
        note: row.note.filter(|_| redaction.keeps_note(&kind)),
        action: kind,
        before,
        after,
    })
}
