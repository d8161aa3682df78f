//! Who works on which rows. A lease is a transaction of its own, so that a worker that dies leaves
//! its rows behind with an end date, and a row that kills its worker is counted before it does.

use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entity::{Column, Entity, Model};
use super::status::{DEAD, LEASED, PENDING};
use crate::App;
use crate::error::AppResult;
use crate::unit_of_work::{Unrecorded, Work};
use crate::words::new_id;

/// How long a worker may take for one batch, ms of the machine's clock.
pub(super) const LEASE_MS: i64 = 60_000;
/// After so many attempts, which is after eleven hours, a message is a dead letter.
pub(super) const ATTEMPTS: i32 = 22;

/// What a worker has in hand.
#[derive(Debug, Default)]
pub(super) struct Lease {
    /// The rows that are its own until the lease ends.
    pub(super) rows: Vec<Model>,
    /// Rows given up because no worker that had them came back.
    pub(super) dead: u64,
}

/// Leases up to `limit` rows whose time has come, oldest first. Abandoned leases are taken over.
/// Every lease counts as an attempt, and a row whose attempts are used up was with workers that died of
/// it: it becomes a dead letter.
pub(super) async fn take(app: &App, worker: &str, limit: u64) -> AppResult<Lease> {
    let wall = app.wall_now().timestamp_millis();
    let open = || {
        Entity::find()
            .filter(Column::Status.is_in([PENDING, LEASED]))
            .filter(Column::NextAttemptAt.lte(wall))
    };
    let any: Option<Uuid> = open()
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .one(app.store().read())
        .await?;
    if any.is_none() {
        return Ok(Lease::default());
    }
    let work = Work::begin(app).await?;
    let rows = open()
        .order_by_asc(Column::NextAttemptAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(work.tx())
        .await?;
    let (spent, mut rows): (Vec<Model>, Vec<Model>) =
        rows.into_iter().partition(|row| row.attempts >= ATTEMPTS);
    if !spent.is_empty() {
        Entity::update_many()
            .col_expr(Column::Status, DEAD.into())
            .col_expr(Column::LastError, "no worker came back with it".into())
            .filter(Column::Id.is_in(spent.iter().map(|row| row.id)))
            .exec(work.tx())
            .await?;
    }
    let until = wall + LEASE_MS;
    Entity::update_many()
        .col_expr(Column::Status, LEASED.into())
        .col_expr(Column::LeaseBy, worker.into())
        .col_expr(Column::LeaseUntil, until.into())
        // An abandoned lease becomes due by itself.
        .col_expr(Column::NextAttemptAt, until.into())
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(work.tx())
        .await?;
    work.commit_unrecorded(Unrecorded::Lease).await?;
    for row in &spent {
        tracing::error!(message = %row.id, attempts = row.attempts, "message given up: no worker came back with it");
    }
    for row in &mut rows {
        row.attempts += 1;
    }
    Ok(Lease {
        rows,
        dead: spent.len() as u64,
    })
}

/// Takes an attempt back from rows that were leased and not tried; they come again when the lease ends.
pub(super) async fn untried(app: &App, worker: &str, rows: &[Model]) -> AppResult<()> {
    let work = Work::begin(app).await?;
    Entity::update_many()
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1))
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .filter(Column::Status.eq(LEASED))
        .filter(Column::LeaseBy.eq(worker))
        .exec(work.tx())
        .await?;
    work.commit_unrecorded(Unrecorded::Lease).await?;
    Ok(())
}

/// A name that no other worker has; goes into the leases.
pub fn worker_name() -> String {
    format!("worker-{}", new_id())
}
