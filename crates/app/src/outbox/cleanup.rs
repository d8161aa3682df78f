//! Delivered messages are kept for a month, for whoever asks what was sent; dead ones stay.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity};
use super::status::DONE;
use crate::App;
use crate::error::AppResult;
use crate::unit_of_work::{Unrecorded, Work};

/// 30 days, ms of the machine's clock.
const KEEP_MS: i64 = 30 * 24 * 3_600_000;

/// Deletes what was delivered long ago and tells how many rows that were.
pub async fn cleanup(app: &App) -> AppResult<u64> {
    let before = app.wall_now().timestamp_millis() - KEEP_MS;
    let work = Work::begin(app).await?;
    let deleted = Entity::delete_many()
        .filter(Column::Status.eq(DONE))
        .filter(Column::NextAttemptAt.lt(before))
        .exec(work.tx())
        .await?;
    work.commit_unrecorded(Unrecorded::Cleanup).await?;
    Ok(deleted.rows_affected)
}
