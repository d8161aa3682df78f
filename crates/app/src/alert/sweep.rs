//! The sweep: every matter whose time has come, in keyset batches until none is left. Its cost
//! follows the number of due steps, not the number of matters.
//!
//! A batch is one transaction: lock the matters, plan, insert what is new (alerts, slips, messages,
//! one event per matter), move `next_alert_at` on. Killed at any instruction it leaves nothing
//! behind and the next sweep does it again; on PostgreSQL workers skip each other's rows, on SQLite
//! they take turns. A batch that fails is done again matter by matter, so that one that cannot be
//! handled is put off alone and no other county waits for it.

use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::write::Written;
use super::{failure, fire, write};
use crate::App;
use crate::error::AppResult;
use crate::matter::entity::{Column, Entity, Model};
use crate::scope::Unscoped;
use crate::store::Tx;
use crate::unit_of_work::{Unrecorded, Work};

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
    /// Matters that could not be handled and were put off.
    pub failed: u64,
}

impl SweepReport {
    /// Adds what another sweep did.
    pub fn add(&mut self, other: Self) {
        self.matters += other.matters;
        self.fired += other.fired;
        self.sent += other.sent;
        self.batches += other.batches;
        self.failed += other.failed;
    }
}

/// Where a batch ended: `next_alert_at` and id of its last matter.
type Position = (i64, Uuid);

/// Fires every step that is due by the product's clock, `batch` matters at a time.
pub async fn sweep(app: &App, batch: u64) -> AppResult<SweepReport> {
    let now = app.now().timestamp_millis();
    let batch = batch.max(1);
    let mut report = SweepReport::default();
    let mut after: Option<Position> = None;
    while has_due(app, now, after).await? {
        let keys = match sweep_batch(app, due(app, now, after), batch, &mut report).await {
            Ok(keys) => keys,
            Err(error) => {
                tracing::debug!(%error, "sweeping one by one");
                one_by_one(app, now, after, batch, &mut report).await?
            }
        };
        let Some(last) = keys.last() else { break };
        after = Some(*last);
    }
    Ok(report)
}

/// The same matters, each in a transaction of its own. Only their keys are read together: a row
/// that cannot be read at all must not hide the others.
async fn one_by_one(
    app: &App,
    now: i64,
    after: Option<Position>,
    batch: u64,
    report: &mut SweepReport,
) -> AppResult<Vec<Position>> {
    let keys: Vec<Position> = Entity::find_unscoped(Unscoped::Worker)
        .select_only()
        .columns([Column::NextAlertAt, Column::Id])
        .filter(due(app, now, after))
        .order_by_asc(Column::NextAlertAt)
        .order_by_asc(Column::Id)
        .limit(batch)
        .into_tuple()
        .all(app.store().read())
        .await?;
    for (_, id) in &keys {
        if let Err(error) = sweep_one(app, now, *id, report).await {
            failure::note(app, *id, &error).await?;
            report.failed += 1;
        }
    }
    Ok(keys)
}

async fn sweep_one(app: &App, now: i64, id: Uuid, report: &mut SweepReport) -> AppResult<()> {
    let itself = due(app, now, None).add(Column::Id.eq(id));
    sweep_batch(app, itself, 1, report).await?;
    Ok(())
}

/// Handles the next of the matching matters in one transaction and returns their positions.
async fn sweep_batch(
    app: &App,
    matching: Condition,
    limit: u64,
    report: &mut SweepReport,
) -> AppResult<Vec<Position>> {
    let work = Work::begin(app).await?;
    let (matters, written) = match fire(&work, matching, limit).await {
        Ok(done) => done,
        Err(error) => {
            // Roll back before going on: a transaction that is only dropped keeps its rows locked for a moment
            // more on PostgreSQL, and the retry one by one would skip them.
            if let Err(lost) = work.rollback().await {
                tracing::debug!(error = %lost, "the sweep's transaction ended with its connection");
            }
            return Err(error);
        }
    };
    let (fired, sent) = (written.fired, written.sent);
    work.commit_any(written.recorded, Unrecorded::Nothing).await?;
    if !matters.is_empty() {
        report.batches += 1;
        report.matters += matters.len() as u64;
        report.fired += fired;
        report.sent += sent;
    }
    let key = |matter: &Model| matter.next_alert_at.map(|at| (at, matter.id));
    Ok(matters.iter().filter_map(key).collect())
}

/// Plans and writes what the matters need.
async fn fire(work: &Work<'_>, matching: Condition, limit: u64) -> AppResult<(Vec<Model>, Written)> {
    let (tx, app) = (work.tx(), work.app());
    let matters = take(tx, matching, limit).await?;
    if matters.is_empty() {
        return Ok((matters, Written::default()));
    }
    let planned = fire::plan(tx, app, &matters).await?;
    let written = write::write(work, &matters, planned).await?;
    failure::forget(tx, &matters).await?;
    Ok((matters, written))
}

/// Whether anything is due, without a write or a lock, so that an idle sweep blocks nobody.
async fn has_due(app: &App, now: i64, after: Option<Position>) -> AppResult<bool> {
    let found: Option<Uuid> = Entity::find_unscoped(Unscoped::Worker)
        .select_only()
        .column(Column::Id)
        .filter(due(app, now, after))
        .order_by_asc(Column::NextAlertAt)
        .order_by_asc(Column::Id)
        .into_tuple()
        .one(app.store().read())
        .await?;
    Ok(found.is_some())
}

async fn take(tx: &Tx, matching: Condition, limit: u64) -> AppResult<Vec<Model>> {
    Ok(Entity::find_unscoped(Unscoped::Worker)
        .filter(matching)
        .order_by_asc(Column::NextAlertAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked)
        .all(tx)
        .await?)
}

fn due(app: &App, now: i64, after: Option<Position>) -> Condition {
    let due = Condition::all()
        .add(Column::NextAlertAt.lte(now))
        .add(failure::ready(app));
    let Some((at, id)) = after else { return due };
    let twin = Condition::all()
        .add(Column::NextAlertAt.eq(at))
        .add(Column::Id.gt(id));
    due.add(Column::NextAlertAt.gte(at))
        .add(Condition::any().add(Column::NextAlertAt.gt(at)).add(twin))
}
