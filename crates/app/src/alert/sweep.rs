//! The sweep: every matter whose time has come, in keyset batches until none is left. Its cost
//! follows the number of due steps, not the number of matters.
//!
//! A batch is one transaction: lock the matters, plan, insert what is new (alerts, slips, messages,
//! one event per matter), move `next_alert_at` on. Killed at any instruction it leaves nothing
//! behind and the next sweep does it again; on PostgreSQL workers skip each other's rows, on SQLite
//! they take turns.

use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{fire, write};
use crate::App;
use crate::error::AppResult;
use crate::matter::entity::{Column, Entity, Model};

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SweepReport {
    /// Matters looked at.
    pub matters: u64,
    /// Alert rows written, sent or superseded.
    pub fired: u64,
    /// Those among them that were put on their way.
    pub sent: u64,
    /// Transactions.
    pub batches: u64,
}

/// Where a batch ended: `next_alert_at` and id of its last matter.
type Key = (i64, Uuid);

/// Fires everything whose time has come at the product's present, `batch` matters at a time.
pub async fn sweep(app: &App, batch: u64) -> AppResult<SweepReport> {
    let now = app.now().timestamp_millis();
    let mut report = SweepReport::default();
    let mut after: Option<Key> = None;
    while any_due(app, now, after).await? {
        let tx = app.store().begin().await?;
        let matters = take(&tx, now, after, batch.max(1)).await?;
        let Some(last) = matters.last() else { break };
        after = Some((last.next_alert_at.unwrap_or(now), last.id));
        let planned = fire::plan(&tx, app, &matters).await?;
        let written = write::write(&tx, app, &matters, planned).await?;
        tx.commit().await?;
        report.batches += 1;
        report.matters += matters.len() as u64;
        report.fired += written.fired;
        report.sent += written.sent;
        if written.fired > 0 {
            app.changed();
        }
    }
    Ok(report)
}

/// A look that costs no write and no lock, so that an idle sweep disturbs nobody.
async fn any_due(app: &App, now: i64, after: Option<Key>) -> AppResult<bool> {
    let found: Option<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(due(now, after))
        .order_by_asc(Column::NextAlertAt)
        .order_by_asc(Column::Id)
        .into_tuple()
        .one(app.store().read())
        .await?;
    Ok(found.is_some())
}

async fn take(tx: &DatabaseTransaction, now: i64, after: Option<Key>, limit: u64) -> AppResult<Vec<Model>> {
    Ok(Entity::find()
        .filter(due(now, after))
        .order_by_asc(Column::NextAlertAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked)
        .all(tx)
        .await?)
}

fn due(now: i64, after: Option<Key>) -> Condition {
    let due = Condition::all().add(Column::NextAlertAt.lte(now));
    let Some((at, id)) = after else { return due };
    let twin = Condition::all()
        .add(Column::NextAlertAt.eq(at))
        .add(Column::Id.gt(id));
    due.add(Column::NextAlertAt.gte(at))
        .add(Condition::any().add(Column::NextAlertAt.gt(at)).add(twin))
}
