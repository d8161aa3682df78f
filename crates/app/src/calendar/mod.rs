//! The working calendar as the installation keeps it: one row per day.

use chrono::{Datelike, NaiveDate};
use duban_core::calendar::{Calendar, DayInfo, DayKind};
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::{AppError, AppResult};
use crate::unit_of_work::{Unrecorded, Work};
use crate::{App, Ctx};

pub(crate) mod entity;

/// One year of the calendar in force.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CalendarYear {
    /// Version of the calendar that the days belong to.
    pub version: String,
    /// Every day of the year, in order.
    pub days: Vec<CalendarDay>,
}

/// One day.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CalendarDay {
    /// The date.
    pub date: NaiveDate,
    /// Whether it is worked.
    pub kind: DayKind,
    /// Name of the holiday.
    pub name: Option<String>,
    /// Whether the State Council has not yet announced it.
    pub provisional: bool,
}

/// The calendar of the table; the shipped one while the table is empty.
pub async fn load(app: &App) -> AppResult<Calendar> {
    let rows = entity::Entity::find()
        .order_by_asc(entity::Column::Day)
        .all(app.store().read())
        .await?;
    let Some(version) = rows.last().map(|row| row.version.clone()) else {
        return Ok(Calendar::shipped());
    };
    let mut days = Vec::with_capacity(rows.len());
    for row in rows {
        days.push(DayInfo {
            date: row.day,
            kind: row.kind.0,
            name: row.name,
            number: row.number,
            provisional: row.provisional,
        });
    }
    Calendar::from_days(version, days).map_err(|error| AppError::Corrupt(format!("calendar: {error}")))
}

/// Writes the shipped calendar when the table is empty; leaves it alone otherwise.
pub async fn seed(app: &App) -> AppResult<()> {
    let work = Work::begin(app).await?;
    if entity::Entity::find().count(work.tx()).await? == 0 {
        let calendar = Calendar::shipped();
        let rows: Vec<_> = calendar
            .days()
            .iter()
            .map(|day| row(calendar.version(), day))
            .collect();
        for part in rows.chunks(500) {
            entity::Entity::insert_many(part.to_vec())
                .exec_without_returning(work.tx())
                .await?;
        }
    }
    work.commit_unrecorded(Unrecorded::Installation).await?;
    app.calendar_changed().await;
    Ok(())
}

/// One year, for everyone who is signed in.
pub async fn year(app: &App, _ctx: &Ctx, year: i32) -> AppResult<CalendarYear> {
    let calendar = app.calendar().await?;
    let days: Vec<CalendarDay> = calendar
        .days()
        .iter()
        .filter(|day| day.date.year() == year)
        .map(|day| CalendarDay {
            date: day.date,
            kind: day.kind,
            name: day.name.clone(),
            provisional: day.provisional,
        })
        .collect();
    if days.is_empty() {
        return Err(AppError::NotFound);
    }
    Ok(CalendarYear {
        version: calendar.version().to_owned(),
        days,
    })
}

fn row(version: &str, day: &DayInfo) -> entity::ActiveModel {
    entity::ActiveModel {
        day: Set(day.date),
        version: Set(version.to_owned()),
        kind: Set(day.kind.into()),
        name: Set(day.name.clone()),
        number: Set(day.number),
        provisional: Set(day.provisional),
    }
}
