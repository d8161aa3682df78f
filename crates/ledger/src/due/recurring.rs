//! Dates that come back: `每月20日`, `每周五`.

use chrono::Datelike;
use duban_core::word::ReportCycle;

use super::{Due, DueError, Guess, LedgerSpan, last_day};
use crate::cycle::day_of_month;

/// A recurring date ends with the period: the matter is due on its last occurrence, and reports come
/// in between.
pub(super) fn recurring(text: &str, frame: &LedgerSpan) -> Result<Due, DueError> {
    let (from, to) = frame.period();
    if text.starts_with("每月") || text.starts_with("每个月") {
        let text = text.replacen("每个月", "每月", 1);
        let day = day_of_month(&text);
        if day.is_none() && text.chars().any(|c| c.is_ascii_digit()) {
            return Err(DueError::Unreadable);
        }
        let mut month = (to.year(), to.month());
        loop {
            let last = last_day(month.0, month.1).ok_or(DueError::OutsidePeriod)?;
            let on = day.and_then(|day| last.with_day(day)).unwrap_or(last);
            if on < from {
                return Err(DueError::OutsidePeriod);
            }
            if on <= to {
                let guess = Some(Guess::Monthly { day });
                return Ok(Due {
                    on,
                    guess,
                    cycle: Some(ReportCycle::Monthly),
                    report_day: day,
                });
            }
            month = if month.1 == 1 {
                (month.0 - 1, 12)
            } else {
                (month.0, month.1 - 1)
            };
        }
    }
    let cycles = [
        ("每周", ReportCycle::Weekly),
        ("每旬", ReportCycle::TenDays),
        ("每季", ReportCycle::Quarterly),
    ];
    let (_, cycle) = cycles
        .into_iter()
        .find(|(word, _)| text.starts_with(word))
        .ok_or(DueError::Unreadable)?;
    Ok(Due {
        on: to,
        guess: Some(Guess::Recurring),
        cycle: Some(cycle),
        report_day: None,
    })
}
