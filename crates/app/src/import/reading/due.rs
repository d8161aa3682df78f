//! The due date of a row, and what to say about it.

use chrono::{Datelike, NaiveDate};
use duban_core::lang::OFFICE;
use duban_core::say;
use duban_ledger::due::{self, Due, DueError, Guess};
use duban_ledger::header::Column;
use duban_spreadsheet::Cell;

use super::line::{Findings, LedgerRow, RowContext};

/// Reads the due date; `None` when it was refused.
pub(super) fn read(line: &LedgerRow<'_>, context: &RowContext<'_>, findings: &mut Findings) -> Option<Due> {
    let text = line.text(Column::Due);
    let read = match line.cell(Column::Due) {
        Some(Cell::Date(date)) => plain(Some(*date)),
        Some(Cell::Number(number)) => plain(due::from_number(*number)),
        _ => due::read(&text, &context.frame),
    };
    let due = match read {
        Ok(due) => due,
        Err(error) => {
            let (code, message) = refusal(error, &text, line, context);
            findings.error(line, Column::Due, code, message);
            return None;
        }
    };
    let read_as = day_in_words(due.on, context);
    match due.guess {
        None => findings.read(line, Column::Due, read_as),
        Some(guess) => {
            let (code, message) = doubt(guess, &text, due.on);
            findings.guess(line, Column::Due, read_as, code, message);
        }
    }
    compare(due.on, line, context, findings);
    Some(due)
}

/// A real date cell; dates outside this century are typing errors or numbers that look like dates.
fn plain(date: Option<NaiveDate>) -> Result<Due, DueError> {
    let on = date
        .filter(|date| (2000..2100).contains(&date.year()))
        .ok_or(DueError::Unreadable)?;
    Ok(Due {
        on,
        guess: None,
        cycle: None,
        report_day: None,
    })
}

fn compare(on: NaiveDate, line: &LedgerRow<'_>, context: &RowContext<'_>, findings: &mut Findings) {
    let today = context.today;
    if on < today {
        let message = say!(OFFICE, "import.due_past", on, today);
        findings.warn(line, Column::Due, "due_past", message);
    }
    match context.frame.plan {
        Some((from, to)) if !(from..=to).contains(&on) => {
            let message = say!(OFFICE, "import.due_outside_plan", on, from, to);
            findings.warn(line, Column::Due, "due_outside_plan", message);
        }
        None if (on.year() - context.frame.year).abs() > 1 => {
            let message = say!(OFFICE, "import.due_unusual_year", on, year = context.frame.year);
            findings.warn(line, Column::Due, "due_unusual_year", message);
        }
        _ => {}
    }
}

fn day_in_words(on: NaiveDate, context: &RowContext<'_>) -> String {
    let weekday = on.weekday().number_from_monday();
    let weekday = say!(OFFICE, "import.weekday.{weekday}");
    if context.calendar.is_working(on) {
        say!(OFFICE, "import.day", on, weekday)
    } else {
        say!(OFFICE, "import.day_off", on, weekday)
    }
}

fn doubt(guess: Guess, text: &str, on: NaiveDate) -> (&'static str, String) {
    let by_day = say!(OFFICE, "import.due_guessed", text, on);
    match guess {
        Guess::EndOfMonth => (
            "due_end_of_month",
            say!(OFFICE, "import.due_end_of_month", text, on),
        ),
        Guess::PartOfMonth => ("due_part_of_month", by_day),
        Guess::EndOfSpan => (
            "due_end_of_span",
            say!(OFFICE, "import.due_end_of_span", text, on),
        ),
        Guess::RangeEnd => ("due_range_end", say!(OFFICE, "import.due_range_end", text, on)),
        Guess::ShortForm => ("due_short_form", by_day),
        Guess::Monthly { day } => {
            let day = day.map_or_else(
                || say!(OFFICE, "import.last_day"),
                |day| say!(OFFICE, "import.day_of_month", day),
            );
            ("due_monthly", say!(OFFICE, "import.due_monthly", text, day, on))
        }
        Guess::Recurring => ("due_recurring", say!(OFFICE, "import.due_recurring", text, on)),
    }
}

fn refusal(
    error: DueError,
    text: &str,
    line: &LedgerRow<'_>,
    context: &RowContext<'_>,
) -> (&'static str, String) {
    let year = context.frame.year;
    match error {
        DueError::Missing => {
            let hint = line.merged_hint(Column::Due);
            ("due_missing", say!(OFFICE, "import.due_missing", year, hint))
        }
        DueError::NoSuchDay {
            year,
            month,
            day,
            last: Some(last),
        } => (
            "due_no_such_day",
            say!(OFFICE, "import.due_no_such_day", year, month, day, last),
        ),
        DueError::NoSuchDay {
            month, last: None, ..
        } => (
            "due_no_such_day",
            say!(OFFICE, "import.due_no_such_month", month, year),
        ),
        DueError::OpenEnded => {
            let message = say!(OFFICE, "import.due_open_ended", text);
            ("due_open_ended", message)
        }
        DueError::OutsidePeriod => {
            let (from, to) = context.frame.period();
            (
                "due_outside_period",
                say!(OFFICE, "import.due_outside_period", text, from, to),
            )
        }
        DueError::Unreadable => {
            let message = say!(OFFICE, "import.due_unreadable", text, year);
            ("due_unreadable", message)
        }
    }
}
