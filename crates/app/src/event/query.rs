//! Reading the chain: a matter's timeline, or a region's audit trail.

use chrono::{DateTime, NaiveDate, Utc};
use duban_core::id::MatterId;
use duban_core::policy::{Permission, Scope, has_permission, visibility};
use duban_core::word::Role;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::word::is_business;
use super::{entity, private, refusal};
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
    pub action: String,
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
    pub action: Option<String>,
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
    let hidden = private::links(db, &scope, row.region_id, [id.0]).await?;
    let condition = Condition::all()
        .add_option((!hidden.is_empty()).then(|| entity::Column::Seq.is_not_in(hidden)))
        .add(entity::Column::RegionId.eq(row.region_id))
        .add(entity::Column::MatterId.eq(id.0))
        .add(entity::Column::Action.ne(refusal::ACTION));
    let mut told = read(app, condition, page, Words::Shown).await?;
    if !scope.reads_proposals() {
        for event in &mut told.items {
            private::without_proposals(event);
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
    let words = match visibility(&ctx.actor) {
        Scope::Nothing => Words::Hidden,
        _ => Words::Shown,
    };
    read(app, condition, page, words).await
}

/// Whether the texts of matters, plans and ledgers are part of what is read. Who did what and when can be judged
/// without knowing what a matter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    Shown,
    Hidden,
}

/// What stands for a text that is not shown.
const UNSHOWN: &str = "…";

/// Facts that are words of the rules and tell nothing of the content; those that end in
/// `_id`, `_ids`, `_on` and `_at` are ids and dates and not listed.
const FORMAL: &[&str] = &[
    "answer",
    "color",
    "escalation_status",
    "holder",
    "id",
    "kind",
    "number",
    "outcome",
    "part",
    "report_cycle",
    "resolution",
    "rule",
    "stage",
    "status",
    "step",
    "urgency",
    "weak_link_kind",
];

fn is_formal(field: &str) -> bool {
    FORMAL.contains(&field)
        || ["_id", "_ids", "_on", "_at"]
            .iter()
            .any(|end| field.ends_with(end))
}

/// Takes the texts out; that there was one stays visible.
fn without_words(fields: &mut Map<String, Value>) {
    for (field, value) in fields {
        if !is_formal(field) && !matches!(value, Value::Null | Value::Bool(_) | Value::Number(_)) {
            *value = Value::from(UNSHOWN);
        }
    }
}

async fn read(app: &App, condition: Condition, page: &PageRequest, words: Words) -> AppResult<Page<Event>> {
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
        .map(|row| view(&directory, row, words))
        .collect::<AppResult<_>>()?;
    Ok(Page {
        items,
        next_cursor: page.next_cursor,
    })
}

fn view(directory: &Directory, row: entity::Model, words: Words) -> AppResult<Event> {
    let map = |text: &str| {
        serde_json::from_str(text)
            .map_err(|error| AppError::Corrupt(format!("event {} of {}: {error}", row.seq, row.region_id)))
    };
    let (mut before, mut after) = (map(&row.before_json)?, map(&row.after_json)?);
    let hidden = words == Words::Hidden && is_business(&row.action);
    if hidden {
        without_words(&mut before);
        without_words(&mut after);
    }
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
        action: row.action,
        note: row.note.filter(|_| !hidden),
        before,
        after,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn trail_shows_formal_changes_to_auditors() {
        let counted = ["progress_percent", "extension_pending"];
        for (field, _) in matter::perform::TOLD {
            assert!(is_formal(field) || counted.contains(field), "{field}");
        }
    }

    #[test]
    fn trail_redacts_business_text_for_auditors() {
        for (action, field, value, shown) in [
            ("create", "title", json!("标题"), false),
            ("create", "leader_id", json!("018f"), true),
            ("escalation_propose", "ask", json!("请示"), false),
            ("alert", "told", json!(["张三"]), false),
            ("plan_created", "title", json!("开门红"), false),
            ("plan_created", "id", json!("018f"), true),
            ("plan_created", "targets", json!(5), true),
            ("import_previewed", "file_name", json!("台账.xlsx"), false),
            ("import_applied", "file_name", json!("台账.xlsx"), false),
            ("user_created", "username", json!("zhang.san"), true),
            ("settings_changed", "ladder", json!([]), true),
            ("region_created", "name", json!("师宗县"), true),
            ("department_created", "name", json!("县发展和改革局"), true),
            ("printed", "query", json!("leader=x"), true),
            ("login_failed", "address", json!("10.0.0.1"), true),
        ] {
            let row = entity::Model {
                region_id: Uuid::nil(),
                seq: 1,
                matter_id: None,
                actor_id: None,
                actor_role: None,
                for_id: None,
                rule: None,
                action: action.to_owned(),
                note: Some("依据".to_owned()),
                before_json: "{}".to_owned(),
                after_json: json!({ field: value }).to_string(),
                at: 0,
                mac: String::new(),
            };
            for (words, seen) in [(Words::Shown, true), (Words::Hidden, shown)] {
                let event = view(&Directory::default(), row.clone(), words).expect("an event");
                let told = &event.after[field];
                assert_eq!(*told == value, seen, "{action} {field} {words:?}: {told}");
            }
            let event = view(&Directory::default(), row, Words::Hidden).expect("an event");
            assert_eq!(event.note.is_some(), !is_business(action), "{action}");
        }
    }
}
