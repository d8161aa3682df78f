//! Reading one's own inbox. Nobody can read another's: the reader is part of every condition.

use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entity::{Column, Entity};
use super::view::{NotificationView, from_row};
use crate::error::AppResult;
use crate::paging::{Page, PageRequest};
use crate::{App, Ctx};

/// Which notifications to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those that wait to be read.
    pub unread: bool,
}

/// The caller's inbox, newest first.
pub async fn list(
    app: &App,
    ctx: &Ctx,
    filter: Filter,
    page: &PageRequest,
) -> AppResult<Page<NotificationView>> {
    let limit = page.limit()?;
    let mut condition = Condition::all().add(Column::UserId.eq(ctx.actor.user.0));
    if filter.unread {
        condition = condition.add(Column::ReadAt.is_null());
    }
    if let Some((change_seq, id)) = page.key::<(i64, Uuid)>()? {
        let older_twin = Condition::all()
            .add(Column::ChangeSeq.eq(change_seq))
            .add(Column::Id.lt(id));
        condition = condition.add(
            Condition::any()
                .add(Column::ChangeSeq.lt(change_seq))
                .add(older_twin),
        );
    }
    let rows = Entity::find()
        .filter(condition)
        .order_by_desc(Column::ChangeSeq)
        .order_by_desc(Column::Id)
        .limit(limit + 1)
        .all(app.store().read())
        .await?;
    let page = Page::cut(rows, limit, |row| (row.change_seq, row.id));
    Ok(page.map(from_row))
}

/// How many lines of the caller's inbox wait to be read.
pub async fn count_unread(app: &App, ctx: &Ctx) -> AppResult<u64> {
    let mine = Entity::find()
        .filter(Column::UserId.eq(ctx.actor.user.0))
        .filter(Column::ReadAt.is_null());
    Ok(mine.count(app.store().read()).await?)
}
