//! The worker's part: records failures that are due, sends alarms and deletes expired rows.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{Column, Entity};
use crate::App;
use crate::error::AppResult;
use crate::session::{alarm, unknown_login_audit};
use crate::unit_of_work::{Unrecorded, Work};

/// Rows that the table has at most after a sweep. A machine that hashes without a pause for a quarter of an hour
/// writes no more; above it the rows that end first go first, those that lock nothing before the others.
const MAX_ROWS: u64 = 200_000;
/// Rows in one DELETE.
const ROWS_PER_DELETE: u64 = 500;
/// Rows with failures that could not be recorded are kept no longer than this.
const MAX_AGE: TimeDelta = TimeDelta::days(2);

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Addresses whose failures under unknown names were recorded in the chain.
    pub recorded_addresses: u64,
    /// Messages to offices about locked accounts and refused addresses.
    pub messages: u64,
    /// Expired rows that were deleted.
    pub deleted: u64,
}

/// One sweep.
pub async fn sweep(app: &App) -> AppResult<Swept> {
    let now = app.wall_now();
    let recorded_addresses = unknown_login_audit::record_due(app, now).await?;
    let messages = alarm::send(app, now).await?;
    let mut deleted = 0;
    loop {
        let expired = Entity::find()
            .filter(Column::ExpiresAt.lte(now.timestamp_millis()))
            .filter(
                Column::PendingFailures
                    .eq(0)
                    .and(Column::AlarmAt.is_null())
                    .or(Column::ExpiresAt.lte((now - MAX_AGE).timestamp_millis())),
            )
            .order_by_asc(Column::ExpiresAt);
        match delete(app, expired).await? {
            0 => break,
            gone => deleted += gone,
        }
    }
    let mut rows = Entity::find().count(app.store().read()).await?;
    while rows > MAX_ROWS {
        let first = Entity::find()
            .order_by_asc(Column::LockedUntil.is_not_null())
            .order_by_asc(Column::ExpiresAt);
        let gone = delete(app, first).await?;
        if gone == 0 {
            break;
        }
        (deleted, rows) = (deleted + gone, rows.saturating_sub(gone));
    }
    Ok(Swept {
        recorded_addresses,
        messages,
        deleted,
    })
}

/// Deletes the first rows of the query. A row that was changed in the meantime stays.
async fn delete(app: &App, which: sea_orm::Select<Entity>) -> AppResult<u64> {
    let found = which.limit(ROWS_PER_DELETE).all(app.store().read()).await?;
    if found.is_empty() {
        return Ok(0);
    }
    let work = Work::begin(app).await?;
    let mut gone = 0;
    for part in found.chunks(100) {
        let same = part.iter().fold(sea_orm::Condition::any(), |any, row| {
            any.add(
                Column::Id
                    .eq(row.id.as_str())
                    .and(Column::ExpiresAt.eq(row.expires_at)),
            )
        });
        let deleted = Entity::delete_many().filter(same).exec(work.tx()).await?;
        gone += deleted.rows_affected;
    }
    work.commit_unrecorded(Unrecorded::Cleanup).await?;
    Ok(gone)
}
