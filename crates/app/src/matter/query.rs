//! Reading matters. Every list and count takes the caller's scope from the policy.

use duban_core::id::MatterId;
use duban_core::matter::deadline::{DeadlineFacts, Pause, PauseReason, explain};
use duban_core::policy;
use duban_core::word::Stage;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::Value;
use uuid::Uuid;

pub use super::filter::{Filter, Sort};
pub(crate) use super::known::is_leader;
use super::view::{Deadline, DeadlineDay, MatterRow, PauseSpan, Report};
pub use super::whole::get;
use super::{entity, facts, filter, participant, pause, report, rows};
use crate::error::{AppError, AppResult};
use crate::extension;
use crate::paging::{Page, PageRequest};
use crate::words::{instant, word};
use crate::{App, Ctx, escalation, scope};

/// A page of the matters that the caller may see.
pub async fn list(
    app: &App,
    ctx: &Ctx,
    filter: &Filter,
    sort: Sort,
    page: &PageRequest,
) -> AppResult<Page<MatterRow>> {
    permitted(ctx)?;
    let today = filter::Today::of(app, ctx).await?;
    let limit = page.limit()?;
    let mut select = rows::only(
        entity::Entity::find()
            .filter(scope::matters(&policy::visibility(&ctx.actor)))
            .filter(filter.condition(&today)),
    );
    if let Some(key) = page.key::<(Value, Uuid)>()? {
        select = select.filter(beyond(sort, key)?);
    }
    let found = select
        .order_by(sort.column(), sort.order())
        .order_by(entity::Column::Id, sort.order())
        .limit(limit + 1)
        .into_model::<rows::ListRow>()
        .all(app.store().read())
        .await?;
    let page = Page::cut(found, limit, |row| (key_of(sort, row), row.id));
    let (directory, calendar) = (app.directory().await?, app.calendar().await?);
    let yellow_days = directory.region(ctx.actor.region)?.settings.yellow_days;
    let lens = rows::Lens {
        directory: &directory,
        calendar: &calendar,
        today: today.date,
        yellow_days,
    };
    Ok(page.map(|row| lens.view(row)))
}

/// How many matters the filter finds among those that the caller may see.
pub async fn count(app: &App, ctx: &Ctx, filter: &Filter) -> AppResult<u64> {
    permitted(ctx)?;
    let today = filter::Today::of(app, ctx).await?;
    Ok(entity::Entity::find()
        .filter(scope::matters(&policy::visibility(&ctx.actor)))
        .filter(filter.condition(&today))
        .count(app.store().read())
        .await?)
}

/// Who sees no matter at all is told so instead of being shown an empty list.
fn permitted(ctx: &Ctx) -> AppResult<()> {
    if policy::may(&ctx.actor, policy::Duty::ReadLedgerLists) {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

fn key_of(sort: Sort, row: &rows::ListRow) -> Value {
    match sort {
        Sort::DueAsc | Sort::DueDesc => row.active_due_on.to_string().into(),
        Sort::CreatedAsc | Sort::CreatedDesc => row.created_at.into(),
        Sort::Number => row.number.clone().into(),
    }
}

/// Rows after the key as one row value, which both engines answer from the index.
fn beyond(sort: Sort, (key, id): (Value, Uuid)) -> AppResult<Expr> {
    let bad = || AppError::invalid("cursor", "invalid_cursor");
    let key: sea_orm::Value = match sort {
        Sort::DueAsc | Sort::DueDesc => key
            .as_str()
            .and_then(|text| text.parse::<chrono::NaiveDate>().ok())
            .ok_or_else(bad)?
            .into(),
        Sort::CreatedAsc | Sort::CreatedDesc => key.as_i64().ok_or_else(bad)?.into(),
        Sort::Number => key.as_str().ok_or_else(bad)?.into(),
    };
    let columns = Expr::tuple([Expr::col(sort.column()), Expr::col(entity::Column::Id)]);
    let seen = Expr::tuple([Expr::val(key), Expr::val(id)]);
    Ok(match sort.order() {
        sea_orm::Order::Desc => columns.lt(seen),
        _ => columns.gt(seen),
    })
}

/// The matter's row and participants, if the caller may see it.
pub(crate) async fn load_visible<C: ConnectionTrait>(
    app: &App,
    ctx: &Ctx,
    db: &C,
    id: MatterId,
) -> AppResult<(entity::Model, Vec<participant::Model>)> {
    let row = entity::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    let parts = participants(db, id.0).await?;
    let directory = app.directory().await?;
    let facts = facts::matter_facts(&row, &parts, directory.region(row.region_id.into())?)?;
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
    Ok(participant::Entity::find()
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
    let mut select = report::Entity::find().filter(report::Column::MatterId.eq(id.0));
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

/// Why the matter's date is what it is, day by day.
pub async fn deadline(app: &App, ctx: &Ctx, id: MatterId) -> AppResult<Deadline> {
    let db = app.store().read();
    let (row, _) = load_visible(app, ctx, db, id).await?;
    let (directory, calendar) = (app.directory().await?, app.calendar().await?);
    let zone = directory.region(row.region_id.into())?.zone();
    let today = zone.local_date(app.now());
    let clock = facts::clock_facts(&row)?;
    let spans = pauses(db, row.id).await?;
    let pauses: Vec<Pause> = if clock.stage == Stage::City {
        Vec::new()
    } else {
        spans.iter().map(facts::pause).collect::<AppResult<_>>()?
    };
    let start_ms = match clock.stage {
        Stage::County => row.issued_at.unwrap_or(row.created_at),
        Stage::City => escalation::query::submitted_at(db, row.id)
            .await?
            .unwrap_or(row.created_at),
    };
    let start_on = zone.local_date(instant(start_ms));
    let (due_on, extensions) = match clock.stage {
        Stage::County => (
            Some(row.due_on),
            extension::query::approved(db, zone, row.id).await?,
        ),
        Stage::City => (row.city_due_on, Vec::new()),
    };
    let explained = explain(
        &calendar,
        &DeadlineFacts {
            start_on,
            due_on: due_on.unwrap_or(today),
            original_due_on: row.original_due_on,
            pauses: &pauses,
            extensions: &extensions,
            stopped_on: row.stopped_on,
            stopped_due_on: row.stopped_due_on,
            today,
        },
    );
    let left = duban_core::matter::light::working_days_left(&clock, today, &calendar);
    let summary = facts::summary(
        &row,
        &facts::Told {
            start_on,
            due_on,
            left,
            today,
            explained: &explained,
        },
    );
    let days: Vec<DeadlineDay> = explained
        .days
        .into_iter()
        .map(|day| DeadlineDay {
            date: day.date,
            kind: day.kind,
            name: day.name,
            count: day.count,
            provisional: day.provisional,
        })
        .collect();
    Ok(Deadline {
        clock: clock.stage,
        start_on,
        due_on,
        original_due_on: row.original_due_on,
        today,
        calendar_version: calendar.version().to_owned(),
        working_days_left: left,
        counted: explained.counted,
        paused: explained.paused,
        overdue_before: row.overdue_before,
        truncated: explained.truncated,
        days,
        pauses: spans
            .into_iter()
            .map(|span| {
                let reason = pause_reason(&span.reason)?;
                Ok(PauseSpan {
                    from_on: span.from_on,
                    to_on: span.to_on,
                    reason,
                })
            })
            .collect::<AppResult<_>>()?,
        summary,
    })
}

pub(crate) async fn pauses<C: ConnectionTrait>(db: &C, matter: Uuid) -> AppResult<Vec<pause::Model>> {
    Ok(pause::Entity::find()
        .filter(pause::Column::MatterId.eq(matter))
        .order_by_asc(pause::Column::FromOn)
        .order_by_asc(pause::Column::Id)
        .all(db)
        .await?)
}

/// The reason of a pause as the rules know it.
pub(crate) fn pause_reason(text: &str) -> AppResult<PauseReason> {
    word(text)
}
