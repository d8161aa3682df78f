//! The due date of a row, and what to say about it.

use chrono::{Datelike, NaiveDate};
use duban_core::ledger::due::{self, Due, DueError, Guess};
use duban_core::ledger::header::Column;

use super::grid::Cell;
use super::line::{Context, Findings, Line};

/// Reads the due date; `None` when it was refused.
pub(super) fn read(line: &Line<'_>, context: &Context<'_>, findings: &mut Findings) -> Option<Due> {
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

fn compare(on: NaiveDate, line: &Line<'_>, context: &Context<'_>, findings: &mut Findings) {
    let today = context.today;
    if on < today {
        let message = format!("时限{on}已过（今天{today}），交办后即为逾期。请核对日期和年份。");
        findings.warn(line, Column::Due, "due_past", message);
    }
    match context.frame.plan {
        Some((from, to)) if !(from..=to).contains(&on) => {
            let message = format!("时限{on}不在方案期限（{from}至{to}）内，请核对。");
            findings.warn(line, Column::Due, "due_outside_plan", message);
        }
        None if (on.year() - context.frame.year).abs() > 1 => {
            let message = format!("时限{on}与所选年份{}相差较远，请核对。", context.frame.year);
            findings.warn(line, Column::Due, "due_unusual_year", message);
        }
        _ => {}
    }
}

fn day_in_words(on: NaiveDate, context: &Context<'_>) -> String {
    let weekday = ["一", "二", "三", "四", "五", "六", "日"][on.weekday().num_days_from_monday() as usize];
    let rest = if context.calendar.is_working(on) {
        ""
    } else {
        "，非工作日"
    };
    format!("{on}（星期{weekday}{rest}）")
}

fn doubt(guess: Guess, text: &str, on: NaiveDate) -> (&'static str, String) {
    let by_day = format!("“{text}”按{on}读取，请核对。");
    match guess {
        Guess::EndOfMonth => (
            "due_end_of_month",
            format!("“{text}”按当月最后一天{on}读取，请核对。"),
        ),
        Guess::PartOfMonth => ("due_part_of_month", by_day),
        Guess::EndOfSpan => ("due_end_of_span", format!("“{text}”按最后一天{on}读取，请核对。")),
        Guess::RangeEnd => ("due_range_end", format!("“{text}”按截止日{on}读取，请核对。")),
        Guess::ShortForm => ("due_short_form", by_day),
        Guess::Monthly { day } => {
            let day = day.map_or("最后一天".to_owned(), |day| format!("{day}日"));
            (
                "due_monthly",
                format!("“{text}”读作每月{day}反馈进展，办结时限为期限内最后一次，即{on}，请核对。"),
            )
        }
        Guess::Recurring => (
            "due_recurring",
            format!("“{text}”读作定期反馈，办结时限为期末{on}，请核对。"),
        ),
    }
}

fn refusal(error: DueError, text: &str, line: &Line<'_>, context: &Context<'_>) -> (&'static str, String) {
    let year = context.frame.year;
    match error {
        DueError::Missing => {
            let hint = line.merged_hint(Column::Due);
            (
                "due_missing",
                format!("时限为空。请填写日期，如{year}-03-31。{hint}"),
            )
        }
        DueError::NoSuchDay {
            year,
            month,
            day,
            last: Some(last),
        } => (
            "due_no_such_day",
            format!("{year}年{month}月没有{day}日，最后一天是{last}日。请改为实际日期。"),
        ),
        DueError::NoSuchDay {
            month, last: None, ..
        } => (
            "due_no_such_day",
            format!("没有{month}月。请改为实际日期，如{year}-03-31。"),
        ),
        DueError::OpenEnded => {
            let advice = "请填写办结日期；需要经常反馈的，另在反馈频次栏写明频次。";
            ("due_open_ended", format!("“{text}”不是具体日期。{advice}"))
        }
        DueError::OutsidePeriod => {
            let (from, to) = context.frame.period();
            (
                "due_outside_period",
                format!("{from}至{to}之间没有“{text}”。请改为具体日期。"),
            )
        }
        DueError::Unreadable => {
            let forms = format!("请写成{year}-03-31、3月31日或3月底前。");
            ("due_unreadable", format!("“{text}”读不出日期。{forms}"))
        }
    }
}
