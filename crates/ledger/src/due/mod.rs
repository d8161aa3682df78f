//! 办理时限: the many ways in which a due date is written.

use chrono::{Datelike, NaiveDate};
use duban_core::word::ReportCycle;

use super::numerals::digits_before_units;
use super::text::{key, normalise};

mod calendar_form;
mod found;
mod recurring;
#[cfg(test)]
mod tests;

use calendar_form::Form;
pub use found::first_date_in;
use recurring::recurring;

/// What the dialog said about the ledger as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerSpan {
    /// The year of dates that name none.
    pub year: i32,
    /// First and last day of the plan, if the ledger belongs to one.
    pub plan: Option<(NaiveDate, NaiveDate)>,
}

impl LedgerSpan {
    /// The span in which recurring dates fall: the plan's, or else the whole year.
    pub fn period(&self) -> (NaiveDate, NaiveDate) {
        let day = |month, day| NaiveDate::from_ymd_opt(self.year, month, day).unwrap_or_default();
        self.plan.unwrap_or_else(|| (day(1, 1), day(12, 31)))
    }
}

/// A due date as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The date.
    pub on: NaiveDate,
    /// Why it is a guess, if it is one.
    pub guess: Option<Guess>,
    /// The cycle that the text itself names (`每月20日`).
    pub cycle: Option<ReportCycle>,
    /// Day of the month of that cycle.
    pub report_day: Option<u32>,
}

/// Why a date is a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    /// `2月底前`, `3月`: the last calendar day of the month.
    EndOfMonth,
    /// `3月上旬`, `3月中旬`: the 10th, the 20th.
    PartOfMonth,
    /// `一季度`, `上半年`, `年底`: the last day of that span.
    EndOfSpan,
    /// `2月1日至3月5日`: the later date.
    RangeEnd,
    /// `3.25`, `23.3.31`: could mean something else.
    ShortForm,
    /// `每月20日`: the last such day of the period.
    Monthly {
        /// The day of the month; `None` is the last one.
        day: Option<u32>,
    },
    /// `每周五`, `每季度`: the end of the period.
    Recurring,
}

/// Why there is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueError {
    /// The cell is empty.
    Missing,
    /// A day that the calendar does not have, such as `2月30日`.
    NoSuchDay {
        /// The year it was read in.
        year: i32,
        /// The month as written.
        month: u32,
        /// The day as written.
        day: u32,
        /// The last day of that month, if there is such a month.
        last: Option<u32>,
    },
    /// `长期`, `持续推进`: no date can be told from it.
    OpenEnded,
    /// A recurring date of which none falls in the period.
    OutsidePeriod,
    /// Nothing that looks like a date.
    Unreadable,
}

/// Reads a due date written as text.
pub fn read(text: &str, frame: &LedgerSpan) -> Result<Due, DueError> {
    let text = plain(text);
    if text.is_empty() {
        return Err(DueError::Missing);
    }
    if text.starts_with('每') {
        return recurring(&text, frame);
    }
    let whole = calendar_form::parse(&text);
    if let (None, Some((start, end))) = (&whole, split_range(&text)) {
        return range(start, end, frame);
    }
    match whole {
        Some(form) => resolve(form, frame),
        None if is_open_ended(&text) => Err(DueError::OpenEnded),
        None => Err(DueError::Unreadable),
    }
}

/// The end of a range. One that names no year has its start's, or where that puts it before its start (`11月至2月`), the
/// year after.
fn range(start: &str, end: &str, frame: &LedgerSpan) -> Result<Due, DueError> {
    let end = calendar_form::parse(end).ok_or(DueError::Unreadable)?;
    let start = calendar_form::parse(start);
    let year = start.and_then(Form::year).unwrap_or(frame.year);
    let in_year = |form: Form, year| resolve(form, &LedgerSpan { year, ..*frame });
    let before_start = |due: &Due| {
        let begins = start.and_then(|start| match start {
            Form::Day { .. } => in_year(start, year).ok().map(|begins| begins.on),
            // A month begins on its first; the quarter or half that a span begins with is known by its end only.
            Form::Month { month, .. } => NaiveDate::from_ymd_opt(year, month, 1),
            Form::Span { .. } => None,
        });
        begins.is_some_and(|begins| due.on < begins)
    };
    let mut due = in_year(end, year)?;
    if end.year().is_none() && before_start(&due) {
        due = in_year(end, year + 1)?;
    }
    let dated = end.year().is_none() || start.and_then(Form::year).is_some();
    if dated && before_start(&due) {
        return Err(DueError::Unreadable);
    }
    Ok(Due {
        guess: Some(Guess::RangeEnd),
        ..due
    })
}

/// Reads a date that the sheet holds as a bare number: days since 1899-12-30, or `20230331`.
/// Numbers that would be no date of this century are not one.
pub fn from_number(number: f64) -> Option<NaiveDate> {
    if number.fract().abs() > f64::EPSILON && !(36_526.0..73_051.0).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded below")]
    let whole = if (0.0..100_000_000.0).contains(&number) {
        number as i64
    } else {
        return None;
    };
    match whole {
        36_526..=73_050 => {
            NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(whole.unsigned_abs()))
        }
        20_000_101..=20_991_231 => {
            let part = |by: i64, modulo: i64| u32::try_from(whole / by % modulo).ok();
            NaiveDate::from_ymd_opt(
                i32::try_from(whole / 10_000).ok()?,
                part(100, 100)?,
                part(1, 100)?,
            )
        }
        _ => None,
    }
}

/// The last day of a month.
pub fn last_day(year: i32, month: u32) -> Option<NaiveDate> {
    let (next_year, next_month) = if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    };
    NaiveDate::from_ymd_opt(next_year, next_month, 1)?.pred_opt()
}

/// The text without times, filler words and the words that only say "by".
fn plain(text: &str) -> String {
    let dated: Vec<String> = normalise(text)
        .split(' ')
        .filter(|part| !is_time(part))
        .map(str::to_owned)
        .collect();
    let mut text = digits_before_units(&key(&dated.concat()));
    for prefix in [
        "截止到",
        "截至",
        "截止",
        "务必于",
        "力争",
        "确保",
        "于",
        "在",
        "到",
    ] {
        text = text.strip_prefix(prefix).map_or(text.clone(), str::to_owned);
    }
    while let Some(shorter) = ["完成", "办结", "之前", "以前", "前", "止", "。"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
    {
        text = shorter.to_owned();
    }
    text
}

fn is_time(part: &str) -> bool {
    part.contains(':') && part.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
}

fn is_open_ended(text: &str) -> bool {
    let words = [
        "长期",
        "持续",
        "常态",
        "全程",
        "适时",
        "立即",
        "尽快",
        "及时",
        "随时",
        "待定",
        "按要求",
        "按计划",
    ];
    words.iter().any(|word| text.contains(word))
}

/// The two ends of a range. A hyphen only separates where it cannot belong to the dates.
fn split_range(text: &str) -> Option<(&str, &str)> {
    ["至", "~", "—", "–", "到"]
        .iter()
        .find_map(|sign| text.split_once(sign))
        .or_else(|| {
            let (start, end) = text.split_once('-')?;
            (text.contains(['.', '/', '月']) && !end.contains('-')).then_some((start, end))
        })
        .map(|(start, end)| (start, end.trim_start_matches('—')))
}

fn resolve(form: Form, frame: &LedgerSpan) -> Result<Due, DueError> {
    let in_year = |year: Option<i32>| year.unwrap_or(frame.year);
    let no_such = |year, month, day| DueError::NoSuchDay {
        year,
        month,
        day,
        last: last_day(year, month).map(|last| last.day()),
    };
    let (on, guess) = match form {
        Form::Day {
            year,
            month,
            day,
            short,
        } => {
            let year = in_year(year);
            let on = NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| no_such(year, month, day))?;
            (on, short.then_some(Guess::ShortForm))
        }
        Form::Month { year, month, part } => {
            let year = in_year(year);
            let last = last_day(year, month).ok_or_else(|| no_such(year, month, 1))?;
            match part {
                Some(day) => (last.with_day(day).unwrap_or(last), Some(Guess::PartOfMonth)),
                None => (last, Some(Guess::EndOfMonth)),
            }
        }
        Form::Span { year, last_month } => {
            let last = last_day(in_year(year), last_month).ok_or(DueError::Unreadable)?;
            (last, Some(Guess::EndOfSpan))
        }
    };
    Ok(Due {
        on,
        guess,
        cycle: None,
        report_day: None,
    })
}
