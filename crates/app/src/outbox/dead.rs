//! Dead letters: messages that were given up. They stay until somebody has mended the cause and sends them again.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity};
use super::status::{DEAD, PENDING};
use crate::App;
use crate::error::AppResult;
use crate::unit_of_work::{Unrecorded, Work};

/// Puts every dead letter back in line with all its attempts, due at once; tells how many those were.
pub async fn retry_dead(app: &App) -> AppResult<u64> {
    let work = Work::begin(app).await?;
    let back = Entity::update_many()
        .col_expr(Column::Status, PENDING.into())
        .col_expr(Column::Attempts, 0.into())
        .col_expr(Column::NextAttemptAt, app.wall_now().timestamp_millis().into())
        .filter(Column::Status.eq(DEAD))
        .exec(work.tx())
        .await?;
    work.commit_unrecorded(Unrecorded::Lease).await?;
    // No message is new, but the worker sleeps.
    app.changed();
    Ok(back.rows_affected)
}
