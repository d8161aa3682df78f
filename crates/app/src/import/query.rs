//! Reading uploads again: one with its rows, or all of a region, so that one can be found.

use std::collections::HashMap;

use duban_core::id::ImportId;
use duban_core::word::Status;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::command::permitted;
use super::entity::{Column, Entity, Model, StoredPreview};
use super::view::{ImportStatus, ImportSummary, ImportView};
use crate::column::Word;
use crate::error::{AppError, AppResult};
use crate::paging::{Page, PageRequest};
use crate::scope::Unscoped;
use crate::words::{Ref, instant, instant_opt};
use crate::{App, Ctx, matter, plan};

/// An upload of the caller's region.
pub async fn get(app: &App, ctx: &Ctx, id: ImportId) -> AppResult<ImportView> {
    permitted(ctx)?;
    find(app, ctx, id).await
}

pub(super) async fn find(app: &App, ctx: &Ctx, id: ImportId) -> AppResult<ImportView> {
    let row = Entity::find_by_id(id.0).one(app.store().read()).await?;
    let row = row
        .filter(|row| row.region_id == ctx.actor.region.0)
        .ok_or(AppError::NotFound)?;
    view(app, row).await
}

pub(super) async fn view(app: &App, row: Model) -> AppResult<ImportView> {
    let stored = StoredPreview::of(&row)?;
    let plan = match row.plan_id {
        Some(id) => {
            plan::entity::Entity::find_by_id(id)
                .one(app.store().read())
                .await?
        }
        None => None,
    };
    Ok(ImportView {
        id: row.id.into(),
        file_name: row.file_name,
        year: row.year,
        status: row.status.0,
        created_at: instant(row.created_at),
        applied_at: instant_opt(row.applied_at),
        task_count: row.task_count,
        issue_count: row.issue_count,
        warning_count: row.warning_count,
        error_count: row.error_count,
        plan: plan.map(|plan| Ref {
            id: plan.id,
            name: plan.title,
        }),
        rows: stored.rows,
        notes: stored.notes,
    })
}

/// The columns that the list shows: what was read of a ledger may be long and stays where it is.
#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    user_id: Uuid,
    file_name: String,
    year: i32,
    status: Word<ImportStatus>,
    task_count: i32,
    issue_count: i32,
    warning_count: i32,
    error_count: i32,
    created_at: i64,
    applied_at: Option<i64>,
}

/// A page of the uploads of the caller's region, newest first.
pub async fn list(app: &App, ctx: &Ctx, page: &PageRequest) -> AppResult<Page<ImportSummary>> {
    permitted(ctx)?;
    let limit = page.limit()?;
    let mut select = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::UserId,
            Column::FileName,
            Column::Year,
            Column::Status,
            Column::TaskCount,
            Column::IssueCount,
            Column::WarningCount,
            Column::ErrorCount,
            Column::CreatedAt,
            Column::AppliedAt,
        ])
        .filter(Column::RegionId.eq(ctx.actor.region.0));
    if let Some((at, id)) = page.key::<(i64, Uuid)>()? {
        let columns = Expr::tuple([Expr::col(Column::CreatedAt), Expr::col(Column::Id)]);
        select = select.filter(columns.lt(Expr::tuple([Expr::val(at), Expr::val(id)])));
    }
    let found = select
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(limit + 1)
        .into_model::<Row>()
        .all(app.store().read())
        .await?;
    let page = Page::cut(found, limit, |row| (row.created_at, row.id));
    let drafts = drafts(app.store().read(), page.items.iter().map(|row| row.id)).await?;
    let directory = app.directory().await?;
    let view = |row: Row| {
        Ok(ImportSummary {
            id: row.id.into(),
            file_name: row.file_name,
            year: row.year,
            status: row.status.0,
            uploaded_by: directory.person_ref(row.user_id),
            created_at: instant(row.created_at),
            applied_at: instant_opt(row.applied_at),
            task_count: row.task_count,
            issue_count: row.issue_count,
            warning_count: row.warning_count,
            error_count: row.error_count,
            drafts_left: drafts.get(&row.id).copied().unwrap_or(0),
        })
    };
    Ok(Page {
        items: page.items.into_iter().map(view).collect::<AppResult<_>>()?,
        next_cursor: page.next_cursor,
    })
}

/// How many matters of each upload are drafts.
async fn drafts<C: ConnectionTrait>(
    db: &C,
    imports: impl Iterator<Item = Uuid>,
) -> AppResult<HashMap<Uuid, i64>> {
    use matter::entity::Column as Matter;
    let counted: Vec<(Uuid, i64)> = matter::entity::Entity::find_unscoped(Unscoped::Counted)
        .select_only()
        .column(Matter::ImportId)
        .column_as(Matter::Id.count(), "drafts")
        .filter(Matter::ImportId.is_in(imports))
        .filter(Matter::Status.eq(Word(Status::Draft)))
        .group_by(Matter::ImportId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counted.into_iter().collect())
}
