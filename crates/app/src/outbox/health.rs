//! How the worker is doing, for the office's page and for `/readyz`.

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::policy::{self, Permission};
use duban_core::word::Status;
use duban_core::worker::{StorageStatus, WorkerObservation, WorkerReason, WorkerStatus, judge};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::{Column, Entity};
use super::status::{DEAD, LEASED, PENDING};
use crate::column::Word;
use crate::error::{AppError, AppResult};
use crate::matter::entity as matter;
use crate::scope::Unscoped;
use crate::store::Trouble;
use crate::words::instant;
use crate::{App, Ctx, alert, key_value};

const HEARTBEAT: &str = "worker.heartbeat";
/// The heartbeat is no finer than this.
const BEAT_EVERY: TimeDelta = TimeDelta::seconds(4);

/// The worker as it looks from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkerHealth {
    /// The verdict.
    pub status: WorkerStatus,
    /// Why it is not `ok`; null when it is.
    pub reason: Option<WorkerReason>,
    /// Whether the database takes writes.
    pub storage: StorageStatus,
    /// How far the database's clock is ahead of this process's, in seconds; null when it is not known.
    pub clock_skew_seconds: Option<i64>,
    /// When a sweep last ended, by the machine's clock; null before the first.
    pub last_sweep_at: Option<DateTime<Utc>>,
    /// The product's time at that sweep; differs from the above only in a demo.
    pub last_sweep_product_at: Option<DateTime<Utc>>,
    /// The oldest step whose time has come and that has not fired, but for those of failing matters; null when there is
    /// none.
    pub oldest_due_at: Option<DateTime<Utc>>,
    /// Messages on their way.
    pub outbox_depth: u64,
    /// When the oldest of them was written; null when there is none.
    pub oldest_message_at: Option<DateTime<Utc>>,
    /// Messages that were given up after their last attempt.
    pub dead_letters: u64,
    /// Matters that the sweep could not handle and tries again later.
    pub failing_matters: u64,
    /// Alerts of matters still open that fired and had nobody to go to.
    pub undeliverable_alerts: u64,
}

#[derive(Serialize, Deserialize)]
struct Heartbeat {
    wall: DateTime<Utc>,
    product: DateTime<Utc>,
    /// How far the database's clock is ahead of that machine's; absent with the embedded engine.
    #[serde(default)]
    clock_skew_seconds: Option<i64>,
}

/// Notes that a sweep has just ended. A sweep that follows another closely is not worth a write.
pub async fn beat(app: &App) -> AppResult<()> {
    if let Some(last) = heartbeat(app).await? {
        let since = app.wall_now() - last.wall;
        if since >= TimeDelta::zero() && since < BEAT_EVERY {
            return Ok(());
        }
    }
    let beat = Heartbeat {
        wall: app.wall_now(),
        product: app.now(),
        clock_skew_seconds: clock_skew_seconds(app, None),
    };
    let beat = serde_json::to_string(&beat)
        .map_err(|error| AppError::Internal(format!("heartbeat as JSON: {error}")))?;
    key_value::set(app, HEARTBEAT, &beat).await
}

/// Whether nothing is due, no message waits for its first try and nothing is in anybody's hand: what happened up to
/// the product's present has had its consequences.
pub async fn idle(app: &App) -> AppResult<bool> {
    // Asked in this order: what fires leaves a message behind.
    if oldest_due(app).await?.is_some() {
        return Ok(false);
    }
    let due = Column::NextAttemptAt.lte(app.wall_now().timestamp_millis());
    let underway = Entity::find()
        .filter(Column::Status.eq(LEASED).or(Column::Status.eq(PENDING).and(due)))
        .count(app.store().read())
        .await?;
    Ok(underway == 0)
}

/// How the worker is doing. Carries no business content; a signed-in caller must have checked
/// [`Permission::ReadWorker`], see [`health_for`].
pub async fn health(app: &App) -> AppResult<WorkerHealth> {
    let db = app.store().read();
    let heartbeat = heartbeat(app).await?;
    let oldest_due_at = oldest_due(app).await?.map(instant);
    let (outbox_depth, oldest_message_at) = underway(app).await?;
    let wall = app.wall_now();
    let seen = WorkerObservation {
        wall,
        started_at: app.started_at(),
        last_sweep_at: heartbeat.as_ref().map(|beat| beat.wall),
        steps_wait: left_by_sweep(heartbeat.as_ref(), oldest_due_at),
        messages_wait: oldest_message_at.map_or(TimeDelta::zero(), |at| wall - at),
        dead_letters: Entity::find().filter(Column::Status.eq(DEAD)).count(db).await?,
        failing_matters: alert::failure::count(app).await?,
        storage: storage(app).await,
        clock_skew_seconds: clock_skew_seconds(app, heartbeat.as_ref()),
    };
    let (status, reason) = judge(&seen);
    Ok(WorkerHealth {
        status,
        reason,
        storage: seen.storage,
        clock_skew_seconds: seen.clock_skew_seconds,
        last_sweep_at: seen.last_sweep_at,
        last_sweep_product_at: heartbeat.as_ref().map(|beat| beat.product),
        oldest_due_at,
        outbox_depth,
        oldest_message_at,
        dead_letters: seen.dead_letters,
        failing_matters: seen.failing_matters,
        undeliverable_alerts: undeliverable(app).await?,
    })
}

/// How long the oldest step had been due when the last sweep ended. A step that became due since waits for the next
/// sweep, and whether that is late is judged by the heartbeat: in a demo the product's clock jumps ahead of it.
fn left_by_sweep(last: Option<&Heartbeat>, oldest_due_at: Option<DateTime<Utc>>) -> TimeDelta {
    match (last, oldest_due_at) {
        (Some(last), Some(due)) => last.product - due,
        _ => TimeDelta::zero(),
    }
}

/// Whether the store takes writes. One that is only busy takes them a moment later.
async fn storage(app: &App) -> StorageStatus {
    match app.readiness().await.trouble() {
        None | Some(Trouble::Busy) => StorageStatus::Ok,
        Some(Trouble::Full) => StorageStatus::Full,
        Some(Trouble::Away | Trouble::Replaced) => StorageStatus::Unavailable,
    }
}

/// How far the database's clock is ahead of this machine's or of the worker's, whichever is further off; the embedded
/// engine has no other clock.
fn clock_skew_seconds(app: &App, worker: Option<&Heartbeat>) -> Option<i64> {
    let store = app.store();
    let own = (!store.is_sqlite()).then(|| store.clock_skew_ms() / 1_000);
    let workers = worker.and_then(|beat| beat.clock_skew_seconds);
    own.into_iter().chain(workers).max_by_key(|seconds| seconds.abs())
}

/// How many messages are on their way, and when the oldest of them was written.
async fn underway(app: &App) -> AppResult<(u64, Option<DateTime<Utc>>)> {
    let (count, oldest): (i64, Option<i64>) = Entity::find()
        .select_only()
        .column_as(Column::Id.count(), "count")
        .column_as(Column::CreatedAt.min(), "oldest")
        .filter(Column::Status.is_in([PENDING, LEASED]))
        .into_tuple()
        .one(app.store().read())
        .await?
        .unwrap_or_default();
    Ok((u64::try_from(count).unwrap_or_default(), oldest.map(instant)))
}

/// The same for a person, who must be one of those that look after the installation.
pub async fn health_for(app: &App, ctx: &Ctx) -> AppResult<WorkerHealth> {
    if !policy::has_permission(&ctx.actor, Permission::ReadWorker) {
        return Err(AppError::Forbidden);
    }
    health(app).await
}

async fn undeliverable(app: &App) -> AppResult<u64> {
    let still_open = Query::select()
        .expr(Expr::val(1))
        .from(matter::Entity)
        .and_where(
            Expr::col((matter::Entity, matter::Column::Id))
                .equals((alert::entity::Entity, alert::entity::Column::MatterId)),
        )
        .and_where(matter::Column::Status.is_in(Status::OPEN.iter().copied().map(Word)))
        .to_owned();
    Ok(alert::entity::Entity::find_unscoped(Unscoped::Counted)
        // Written out, so that the partial index serves it.
        .filter(Expr::cust("outcome = 'undeliverable'"))
        .filter(Expr::exists(still_open))
        .count(app.store().read())
        .await?)
}

async fn heartbeat(app: &App) -> AppResult<Option<Heartbeat>> {
    let text = key_value::get(app, HEARTBEAT).await?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

async fn oldest_due(app: &App) -> AppResult<Option<i64>> {
    let oldest = matter::Entity::find_unscoped(Unscoped::Worker)
        .select_only()
        .column(matter::Column::NextAlertAt)
        .filter(matter::Column::NextAlertAt.lte(app.now().timestamp_millis()))
        .filter(alert::failure::ready(app))
        .order_by_asc(matter::Column::NextAlertAt);
    Ok(oldest.into_tuple().one(app.store().read()).await?)
}
