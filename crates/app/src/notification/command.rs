//! Marking one's own inbox as read. Reading changes no matter, so it is no link of the chain; who
//! read an alert, and when, stands with the alert.

use duban_core::id::NotificationId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity};
use crate::error::{AppError, AppResult};
use crate::unit_of_work::{Unrecorded, Work};
use crate::{App, Ctx};

/// Marks one line as read. The first time counts; another person's line is not found.
pub async fn read(app: &App, ctx: &Ctx, id: NotificationId) -> AppResult<()> {
    let found = Entity::find_by_id(id.0)
        .filter(Column::UserId.eq(ctx.actor.user.0))
        .one(app.store().read())
        .await?
        .ok_or(AppError::NotFound)?;
    if found.read_at.is_some() {
        return Ok(());
    }
    let work = Work::begin(app).await?;
    Entity::update_many()
        .col_expr(Column::ReadAt, app.now().timestamp_millis().into())
        .filter(Column::Id.eq(id.0))
        .filter(Column::ReadAt.is_null())
        .exec(work.tx())
        .await?;
    work.commit_unrecorded(Unrecorded::Inbox).await?;
    Ok(())
}

/// Marks every line of the caller's inbox as read.
pub async fn read_all(app: &App, ctx: &Ctx) -> AppResult<()> {
    let work = Work::begin(app).await?;
    Entity::update_many()
        .col_expr(Column::ReadAt, app.now().timestamp_millis().into())
        .filter(Column::UserId.eq(ctx.actor.user.0))
        .filter(Column::ReadAt.is_null())
        .exec(work.tx())
        .await?;
    work.commit_unrecorded(Unrecorded::Inbox).await?;
    Ok(())
}
