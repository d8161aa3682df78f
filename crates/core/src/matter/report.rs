//! When the next progress report is due (反馈频次).

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::calendar::Calendar;
use crate::word::ReportCycle;

/// The next nominal report date after a day: weekly the next Friday; every ten days the next 10th, 20th or last of the
/// month; monthly the given day or the last; quarterly the same in March, June, September and December. A day that a
/// month does not have becomes its last. Nothing for a matter without a cycle.
pub fn next_report_due(cycle: ReportCycle, after: NaiveDate, day_of_month: Option<u32>) -> Option<NaiveDate> {
    match cycle {
        ReportCycle::None => None,
        ReportCycle::Weekly => after
            .iter_days()
            .skip(1)
            .find(|day| day.weekday() == Weekday::Fri),
        ReportCycle::TenDays => [Some(10), Some(20), None]
            .iter()
            .find_map(|day| in_month(after, *day).filter(|due| *due > after))
            .or_else(|| in_month(next_month(after)?, Some(10))),
        ReportCycle::Monthly => first_after(after, day_of_month, |_| true),
        ReportCycle::Quarterly => first_after(after, day_of_month, |month| month % 3 == 0),
    }
}

/// The next report date after a day as it is asked for: the last working day on or before the nominal one, so that
/// nobody reports on a holiday and the month's report does not slip into the next.
pub fn next_report_on(
    cal: &Calendar,
    cycle: ReportCycle,
    after: NaiveDate,
    day_of_month: Option<u32>,
) -> Option<NaiveDate> {
    let mut nominal = next_report_due(cycle, after, day_of_month)?;
    loop {
        let due = cal.on_or_before(nominal);
        if due > after {
            return Some(due);
        }
        nominal = next_report_due(cycle, nominal, day_of_month)?;
    }
}

/// Whether a report given on a day answers the date by which one is expected. The first one of a span does, but it
/// must be at least as near to that date as to the last report that answered one: what comes sooner corrects or adds
/// to that report. So neither a late report's correction nor a timely one's takes the place of the next report.
pub fn answers(
    cal: &Calendar,
    cycle: ReportCycle,
    expected: NaiveDate,
    given_on: NaiveDate,
    last_answer_on: Option<NaiveDate>,
    day_of_month: Option<u32>,
) -> bool {
    let first_to_come = next_report_on(cal, cycle, given_on - Days::new(1), day_of_month);
    let is_first = first_to_come.is_none_or(|first| expected <= first);
    is_first && last_answer_on.is_none_or(|last| expected - given_on <= given_on - last)
}

fn first_after(after: NaiveDate, day: Option<u32>, fits: impl Fn(u32) -> bool) -> Option<NaiveDate> {
    let mut month = Some(after.with_day(1)?);
    while let Some(first) = month {
        let due = in_month(first, day)?;
        if fits(first.month()) && due > after {
            return Some(due);
        }
        month = next_month(first);
    }
    None
}

/// A day of the month that `date` lies in, at most its last; the last when none is named.
fn in_month(date: NaiveDate, day: Option<u32>) -> Option<NaiveDate> {
    let last = next_month(date)?.checked_sub_days(Days::new(1))?;
    date.with_day(day.unwrap_or(31).clamp(1, last.day()))
}

/// The first of the month after.
fn next_month(date: NaiveDate) -> Option<NaiveDate> {
    date.with_day(1)?.checked_add_months(Months::new(1))
}
