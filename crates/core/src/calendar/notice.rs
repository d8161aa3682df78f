//! Reading the State Council's holiday notices into days.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::{CalendarError, DayInfo, DayKind, is_weekday};

/// The notices that come with the program (国务院办公厅, 2023 to 2026).
pub(super) const SHIPPED: &str = include_str!("../../data/holidays.json");
/// Their edition; raised when a day of the file changes.
pub(super) const SHIPPED_VERSION: &str = "cn-2023-2026.1";

/// How many years after the last notice are filled with the fixed holidays.
const PROVISIONAL_YEARS: i32 = 10;

#[derive(Deserialize)]
struct Notices {
    years: BTreeMap<String, Notice>,
    /// Holidays that stand in the holiday regulation with a fixed date, for years without a notice.
    #[serde(default)]
    fixed: Vec<Fixed>,
}

#[derive(Deserialize)]
struct Notice {
    holidays: Vec<Holiday>,
    make_up_workdays: Vec<NaiveDate>,
}

#[derive(Deserialize)]
struct Fixed {
    month: u32,
    day: u32,
    name: String,
}

#[derive(Deserialize)]
struct Holiday {
    name: String,
    from: NaiveDate,
    to: NaiveDate,
}

/// Every day from the December before the first notice to the last provisional year; running numbers are still 0.
pub(super) fn days(json: &str) -> Result<Vec<DayInfo>, CalendarError> {
    let notices: Notices = serde_json::from_str(json).map_err(unreadable)?;
    let mut years = Vec::new();
    let mut marked: BTreeMap<NaiveDate, (DayKind, Option<String>)> = BTreeMap::new();
    for (year, notice) in notices.years {
        years.push(year.parse::<i32>().map_err(unreadable)?);
        for holiday in notice.holidays {
            for day in holiday.from.iter_days().take_while(|day| *day <= holiday.to) {
                marked.insert(day, (DayKind::Holiday, Some(holiday.name.clone())));
            }
        }
        marked.extend(
            notice
                .make_up_workdays
                .into_iter()
                .map(|day| (day, (DayKind::MakeUp, None))),
        );
    }
    let (Some(&first), Some(&last)) = (years.iter().min(), years.iter().max()) else {
        return Err(CalendarError::Empty);
    };
    let start = NaiveDate::from_ymd_opt(first - 1, 12, 1).ok_or(CalendarError::Empty)?;
    let end = NaiveDate::from_ymd_opt(last + PROVISIONAL_YEARS, 12, 31).ok_or(CalendarError::Empty)?;
    let all = start.iter_days().take_while(|day| *day <= end).map(|date| {
        // The December before the first notice has no holiday of its own, so it is known as well.
        let provisional = !years.contains(&date.year()) && date.year() >= first;
        let (kind, name) = match marked.get(&date) {
            Some((kind, name)) => (*kind, name.clone()),
            None if provisional => fixed(date, &notices.fixed),
            None => ordinary(date),
        };
        DayInfo {
            date,
            kind,
            name,
            number: 0,
            provisional,
        }
    });
    Ok(all.collect())
}

fn fixed(date: NaiveDate, holidays: &[Fixed]) -> (DayKind, Option<String>) {
    holidays
        .iter()
        .find(|fixed| (date.month(), date.day()) == (fixed.month, fixed.day))
        .map_or_else(
            || ordinary(date),
            |fixed| (DayKind::Holiday, Some(fixed.name.clone())),
        )
}

fn ordinary(date: NaiveDate) -> (DayKind, Option<String>) {
    (
        if is_weekday(date) {
            DayKind::Workday
        } else {
            DayKind::Weekend
        },
        None,
    )
}

fn unreadable(error: impl std::fmt::Display) -> CalendarError {
    CalendarError::Unreadable(error.to_string())
}
