//! Reading what fired.

use std::collections::HashMap;

use duban_core::alert::{AlertOutcome, RuleKey};
use duban_core::id::MatterId;
use duban_core::policy;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::entity::{Column, Entity, Model};
use super::view::{AlertView, Slip};
use crate::column::Word;
use crate::directory::Directory;
use crate::error::{AppError, AppResult};
use crate::event::redact_escalation;
use crate::paging::{Page, PageRequest};
use crate::scope::Unscoped;
use crate::words::{instant, instant_opt};
use crate::{App, Ctx, matter, notification};

/// Alerts of one matter on the overdue audit; a dozen steps to four people each. All of them are on the matter's page.
const SENT_SHOWN: u64 = 50;

/// What fired for a matter, newest first. A matter outside the caller's scope is not found.
pub async fn of_matter(app: &App, ctx: &Ctx, id: MatterId, page: &PageRequest) -> AppResult<Page<AlertView>> {
    let limit = page.limit()?;
    let key = page.key::<(i64, Uuid)>()?;
    let db = app.store().read();
    let scope = policy::visibility(&ctx.actor);
    matter::entity::Entity::find_by_id(&scope, id.0)
        .select_only()
        .column(matter::entity::Column::Id)
        .into_tuple::<Uuid>()
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    let submitted = || Column::Rule.is_not_in(redact_escalation::RULES.map(RuleKey::as_str));
    let mut filter = Condition::all()
        .add(Column::MatterId.eq(id.0))
        .add_option((!scope.reads_proposals()).then(submitted));
    if let Some((fired_at, id)) = key {
        let older_twin = Condition::all()
            .add(Column::FiredAt.eq(fired_at))
            .add(Column::Id.lt(id));
        filter = filter.add(Condition::any().add(Column::FiredAt.lt(fired_at)).add(older_twin));
    }
    let rows = with_reading(Entity::find_unscoped(Unscoped::Shown).filter(filter))
        .limit(limit + 1)
        .into_model::<AlertWithReading>()
        .all(db)
        .await?;
    let page = Page::cut(rows, limit, |row| (row.alert.fired_at, row.alert.id));
    let directory = app.directory().await?;
    Ok(page.map(|row| view(&directory, row)))
}

/// The newest of what was sent for a matter.
#[derive(Debug, Default)]
pub(crate) struct SentAlerts {
    /// Newest first.
    pub(crate) newest: Vec<AlertView>,
    /// Whether older ones were left out.
    pub(crate) more: bool,
}

/// What was sent for each of the matters, the newest [`SENT_SHOWN`] of each. The caller has checked that the actor may
/// see them.
pub(crate) async fn sent_of(app: &App, matters: &[Uuid]) -> AppResult<HashMap<Uuid, SentAlerts>> {
    let place = Expr::cust("ROW_NUMBER() OVER (PARTITION BY matter_id ORDER BY fired_at DESC, id DESC)");
    let placed = Query::select()
        .column(Column::Id)
        .expr_as(place, "place")
        .from(Entity)
        .and_where(Column::MatterId.is_in(matters.iter().copied()))
        .and_where(Column::Outcome.eq(Word(AlertOutcome::Sent)))
        .to_owned();
    let newest = Query::select()
        .column(Column::Id)
        .from_subquery(placed, "placed")
        .and_where(Expr::col("place").lte(SENT_SHOWN + 1))
        .to_owned();
    let rows = with_reading(Entity::find_unscoped(Unscoped::Shown).filter(Column::Id.in_subquery(newest)))
        .into_model::<AlertWithReading>()
        .all(app.store().read())
        .await?;
    let directory = app.directory().await?;
    let mut found: HashMap<Uuid, SentAlerts> = HashMap::new();
    for row in rows {
        let sent = found.entry(row.alert.matter_id).or_default();
        if sent.newest.len() < SENT_SHOWN as usize {
            sent.newest.push(view(&directory, row));
        } else {
            sent.more = true;
        }
    }
    Ok(found)
}

/// An alert and when the person who was told read it.
#[derive(FromQueryResult)]
struct AlertWithReading {
    #[sea_orm(nested)]
    alert: Model,
    read_at: Option<i64>,
}

/// Newest first, each with the time of its reading.
fn with_reading(alerts: Select<Entity>) -> Select<Entity> {
    use notification::entity as inbox;
    let read_at = Query::select()
        .expr(inbox::Column::ReadAt.max())
        .from(inbox::Entity)
        .and_where(Expr::col((inbox::Entity, inbox::Column::AlertId)).equals((Entity, Column::Id)))
        .to_owned();
    alerts
        .expr_as(Expr::SubQuery(None, Box::new(read_at.into())), "read_at")
        .order_by_desc(Column::FiredAt)
        .order_by_desc(Column::Id)
}

fn view(directory: &Directory, AlertWithReading { alert: row, read_at }: AlertWithReading) -> AlertView {
    let slip = match (row.slip_number, row.slip_color) {
        (Some(number), Some(color)) => Some(Slip {
            number,
            color: color.0,
        }),
        _ => None,
    };
    AlertView {
        id: row.id.into(),
        rule: row.rule.0,
        step: row.step,
        cycle: row.cycle,
        recipient: directory.person_ref(row.recipient_id),
        recipient_role: row.recipient_role.0,
        fired_at: instant(row.fired_at),
        outcome: row.outcome.0,
        slip,
        why: row.why,
        delivered_at: instant_opt(row.delivered_at),
        read_at: instant_opt(read_at),
    }
}
