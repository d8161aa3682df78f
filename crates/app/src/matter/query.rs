//! Reading matters. Every list and count takes the caller's scope from the policy.

use std::collections::HashMap;

use duban_core::id::MatterId;
use duban_core::policy::{self, Scope};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde_json::Value;
use uuid::Uuid;

pub use super::deadline::deadline;
pub use super::detail::get;
pub use super::filter::{Filter, Sort};
pub(crate) use super::references::is_leader;
use super::view::{MatterRow, Report};
use super::{entity, facts, filter, list_row, participant, report};
use crate::error::{AppError, AppResult};
use crate::paging::{Page, PageRequest};
use crate::scope::Unscoped;
use crate::words::instant;
use crate::{App, Ctx, number};

/// A page of the matters that the caller may see.
pub async fn list(
    app: &App,
    ctx: &Ctx,
    filter: &Filter,
    sort: Sort,
    page: &PageRequest,
) -> AppResult<Page<MatterRow>> {
    permitted(ctx)?;
    let today = filter::FilterContext::of(app, ctx).await?;
    let limit = page.limit()?;
    let db = app.store().read();
    let scope = policy::visibility(&ctx.actor);
    let found = read(&scope, filter, &today, sort, page)?
        .limit(limit + 1)
        .into_model::<list_row::ListRow>()
        .all(db)
        .await?;
    let page = Page::cut(found, limit, |row| (sort.as_str(), key_of(sort, row), row.id));
    let (directory, calendar) = (app.directory().await?, app.calendar().await?);
    let own = directory.region(ctx.actor.region)?;
    let counties = counties(db, ctx, &page.items).await?;
    let mut items = Vec::with_capacity(page.items.len());
    for row in page.items {
        let (region, row) = match counties.get(&row.id) {
            Some((county, extension_pending)) => (
                directory.region((*county).into())?,
                row.read_by(&scope, *extension_pending),
            ),
            None => (own, row),
        };
        items.push(list_row::RowPresenter::of(&directory, &calendar, region, app.now()).view(row));
    }
    Ok(Page {
        items,
        next_cursor: page.next_cursor,
    })
}

/// The statement of a list, but for its length.
pub(super) fn read(
    scope: &Scope,
    filter: &Filter,
    today: &filter::FilterContext,
    sort: Sort,
    page: &PageRequest,
) -> AppResult<Select<entity::Entity>> {
    let select = list_row::only(entity::Entity::find(scope).filter(filter.condition(today)));
    let select = match page.key::<(String, Value, Uuid)>()? {
        // A cursor of another order would be read as a key of this one and give a wrong page.
        Some((of, ..)) if of != sort.as_str() => return Err(bad_cursor()),
        Some((_, key, id)) => select.filter(beyond(sort, &key, id)?),
        None => select,
    };
    Ok(select
        .order_by(sort.column(), sort.order())
        .order_by(entity::Column::Id, sort.order()))
}

/// For a city's list: whose each row is, because each county sets for itself how early yellow begins, and whether a
/// request for a new date waits, because a proposal is not the city's to read behind it.
async fn counties<C: ConnectionTrait>(
    db: &C,
    ctx: &Ctx,
    rows: &[list_row::ListRow],
) -> AppResult<HashMap<Uuid, (Uuid, bool)>> {
    if ctx.actor.counties.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<(Uuid, Uuid, bool)> = entity::Entity::find_unscoped(Unscoped::Shown)
        .select_only()
        .columns([
            entity::Column::Id,
            entity::Column::RegionId,
            entity::Column::ExtensionPending,
        ])
        .filter(entity::Column::Id.is_in(rows.iter().map(|row| row.id)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found
        .into_iter()
        .map(|(id, county, extension_pending)| (id, (county, extension_pending)))
        .collect())
}

/// How many matters the filter finds among those that the caller may see.
pub async fn count(app: &App, ctx: &Ctx, filter: &Filter) -> AppResult<u64> {
    permitted(ctx)?;
    let today = filter::FilterContext::of(app, ctx).await?;
    Ok(entity::Entity::find(&policy::visibility(&ctx.actor))
        .filter(filter.condition(&today))
        .count(app.store().read())
        .await?)
}

/// Who sees no matter at all is told so instead of being shown an empty list.
fn permitted(ctx: &Ctx) -> AppResult<()> {
    if policy::has_permission(&ctx.actor, policy::Permission::ReadLedgerLists) {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

fn key_of(sort: Sort, row: &list_row::ListRow) -> Value {
    match sort {
        Sort::DueAsc | Sort::DueDesc => row.active_due_on.to_string().into(),
        Sort::CreatedAsc | Sort::CreatedDesc => row.created_at.into(),
        Sort::Number => number::order(&row.number).into(),
    }
}

/// Rows after the key as one row value, which both engines answer from the index.
fn beyond(sort: Sort, key: &Value, id: Uuid) -> AppResult<Expr> {
    let key: sea_orm::Value = match sort {
        Sort::DueAsc | Sort::DueDesc => key
            .as_str()
            .and_then(|text| text.parse::<chrono::NaiveDate>().ok())
            .ok_or_else(bad_cursor)?
            .into(),
        Sort::CreatedAsc | Sort::CreatedDesc | Sort::Number => key.as_i64().ok_or_else(bad_cursor)?.into(),
    };
    let columns = Expr::tuple([Expr::col(sort.column()), Expr::col(entity::Column::Id)]);
    let seen = Expr::tuple([Expr::val(key), Expr::val(id)]);
    Ok(match sort.order() {
        sea_orm::Order::Desc => columns.lt(seen),
        _ => columns.gt(seen),
    })
}

fn bad_cursor() -> AppError {
    AppError::invalid("cursor", "invalid_cursor")
}

/// The matter's row and participants, if the caller may see it.
pub(crate) async fn load_visible<C: ConnectionTrait>(
    app: &App,
    ctx: &Ctx,
    db: &C,
    id: MatterId,
) -> AppResult<(entity::Model, Vec<participant::Model>)> {
    let row = entity::Entity::find_unscoped(Unscoped::Decided)
        .filter(entity::Column::Id.eq(id.0))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    let parts = participants(db, id.0).await?;
    let directory = app.directory().await?;
    let region = directory.region(row.region_id.into())?;
    let facts = facts::matter_facts(&row, &parts, &directory, region);
    if policy::can_see(&ctx.actor, &facts) {
        Ok((row, parts))
    } else {
        Err(AppError::NotFound)
    }
}

/// The departments that work on a matter, lead first.
pub(crate) async fn participants<C: ConnectionTrait>(
    db: &C,
    matter: Uuid,
) -> AppResult<Vec<participant::Model>> {
    Ok(participant::Entity::find_unscoped(Unscoped::Shown)
        .filter(participant::Column::MatterId.eq(matter))
        .order_by_desc(participant::Column::IsLead)
        .order_by_asc(participant::Column::DepartmentId)
        .all(db)
        .await?)
}

/// Progress reports of a matter, newest first.
pub async fn reports(app: &App, ctx: &Ctx, id: MatterId, page: &PageRequest) -> AppResult<Page<Report>> {
    let db = app.store().read();
    load_visible(app, ctx, db, id).await?;
    let limit = page.limit()?;
    let mut select = report::Entity::find_unscoped(Unscoped::Shown).filter(report::Column::MatterId.eq(id.0));
    if let Some((at, last)) = page.key::<(i64, Uuid)>()? {
        let columns = Expr::tuple([
            Expr::col(report::Column::CreatedAt),
            Expr::col(report::Column::Id),
        ]);
        select = select.filter(columns.lt(Expr::tuple([Expr::val(at), Expr::val(last)])));
    }
    let found = select
        .order_by_desc(report::Column::CreatedAt)
        .order_by_desc(report::Column::Id)
        .limit(limit + 1)
        .all(db)
        .await?;
    let directory = app.directory().await?;
    Ok(
        Page::cut(found, limit, |row| (row.created_at, row.id)).map(|row| Report {
            id: row.id,
            department: directory.department_ref(row.department_id),
            author: directory.person_ref(row.author_id),
            percent: row.percent,
            progress: row.progress,
            problems: row.problems,
            next_step: row.next_step,
            created_at: instant(row.created_at),
            due_on: row.due_on,
            late: row.late,
        }),
    )
}
