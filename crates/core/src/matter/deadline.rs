//! How a due date comes about, day by day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, DayKind};
use crate::word::words;

/// Days that an explanation shows at most.
pub const STRIP_CAP: usize = 400;

words! {
    /// Why the county's clock stands still.
    PauseReason {
        /// 市级办理
        CityStage = "city_stage",
        /// 中止
        Suspended = "suspended",
    }
    /// What a day of the strip is.
    StripKind {
        /// 起算日
        Start = "start",
        /// 计入
        Counted = "counted",
        /// 周末
        Weekend = "weekend",
        /// 节假日
        Holiday = "holiday",
        /// 调休上班
        MakeUp = "make_up",
        /// 暂停
        Paused = "paused",
        /// 延期
        Extended = "extended",
        /// 逾期
        Overdue = "overdue",
    }
}

/// A span in which the clock stands still: the days after `from_on` up to and including `to_on`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pause {
    /// The day on which it began.
    pub from_on: NaiveDate,
    /// The day on which it ended; open while it lasts.
    pub to_on: Option<NaiveDate>,
    /// Why.
    pub reason: PauseReason,
}

/// An approved extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extended {
    /// The date that was in force until the approval.
    pub from_due_on: NaiveDate,
    /// The day of the approval.
    pub decided_on: NaiveDate,
}

/// What an explanation looks at.
#[derive(Debug, Clone, Copy)]
pub struct DeadlineFacts<'a> {
    /// The day from which the limit counts; itself not counted.
    pub start_on: NaiveDate,
    /// The date that holds now.
    pub due_on: NaiveDate,
    /// The spans in which the clock stood still.
    pub pauses: &'a [Pause],
    /// The approved extensions, oldest first.
    pub extensions: &'a [Extended],
    /// The day on which the clock stopped.
    pub stopped_on: Option<NaiveDate>,
    /// The day of asking.
    pub today: NaiveDate,
}

/// One day of a deadline's explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeadlineDay {
    /// The day.
    pub date: NaiveDate,
    /// What the day counts as.
    pub kind: StripKind,
    /// Name of the holiday.
    pub name: Option<String>,
    /// Which working day it is, counted from the start.
    pub count: Option<i32>,
    /// Whether the year's holidays are not published yet.
    pub provisional: bool,
}

/// A due date explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// From the start to the due date, or to today or the stop where that is later.
    pub days: Vec<DeadlineDay>,
    /// Working days from the start to the date, pauses aside.
    pub counted: i32,
    /// Working days paused so far.
    pub paused: i32,
    /// Days off from the start to the date: weekends.
    pub weekends: i32,
    /// Days off from the start to the date: holidays.
    pub holidays: i32,
    /// Make-up days that count.
    pub make_ups: i32,
    /// The calendar used.
    pub calendar_version: String,
    /// The strip was cut after [`STRIP_CAP`] days.
    pub truncated: bool,
}

/// The due date after a pause: later by the working days in (from, to].
pub fn shift_after_pause(cal: &Calendar, due: NaiveDate, from: NaiveDate, to: NaiveDate) -> NaiveDate {
    cal.add(due, cal.between(from, to).max(0))
}

/// Explains a due date.
pub fn explain(cal: &Calendar, facts: &DeadlineFacts<'_>) -> Explanation {
    let end = facts.due_on.max(facts.stopped_on.unwrap_or(facts.today));
    let mut tally = Tally::default();
    let mut days = Vec::new();
    let mut truncated = false;
    for date in facts.start_on.iter_days().take_while(|date| *date <= end) {
        let day = strip_day(cal, facts, date, &mut tally);
        if days.len() < STRIP_CAP {
            days.push(day);
        } else {
            truncated = true;
        }
    }
    Explanation {
        days,
        counted: tally.counted,
        paused: tally.paused,
        weekends: tally.weekends,
        holidays: tally.holidays,
        make_ups: tally.make_ups,
        calendar_version: cal.version().to_owned(),
        truncated,
    }
}

/// The running counts of a strip.
#[derive(Default)]
struct Tally {
    counted: i32,
    paused: i32,
    late: i32,
    weekends: i32,
    holidays: i32,
    make_ups: i32,
}

fn strip_day(cal: &Calendar, facts: &DeadlineFacts<'_>, date: NaiveDate, tally: &mut Tally) -> DeadlineDay {
    let info = cal.day(date);
    let day_kind = info.map_or_else(
        || {
            if cal.is_working(date) {
                DayKind::Workday
            } else {
                DayKind::Weekend
            }
        },
        |day| day.kind,
    );
    let kind = kind(cal, facts, date, day_kind);
    let tick = |counter: &mut i32| {
        *counter += 1;
        Some(*counter)
    };
    let count = match kind {
        StripKind::Counted | StripKind::MakeUp | StripKind::Extended => {
            tally.late = 0;
            tally.make_ups += i32::from(day_kind == DayKind::MakeUp);
            tick(&mut tally.counted)
        }
        StripKind::Overdue => tick(&mut tally.late),
        StripKind::Paused => {
            tally.paused += i32::from(day_kind.is_working());
            None
        }
        StripKind::Weekend => {
            tally.weekends += i32::from(date <= facts.due_on);
            None
        }
        StripKind::Holiday => {
            tally.holidays += i32::from(date <= facts.due_on);
            None
        }
        StripKind::Start => None,
    };
    DeadlineDay {
        date,
        kind,
        name: info.and_then(|day| day.name.clone()),
        count,
        provisional: cal.is_provisional(date),
    }
}

/// Start and pause come first, then days off, then what a working day is counted as. A day is overdue by the date that
/// was in force on it: an approval or a pause that came later does not make it timely.
fn kind(cal: &Calendar, facts: &DeadlineFacts<'_>, date: NaiveDate, day_kind: DayKind) -> StripKind {
    let paused = |pause: &Pause| {
        let to = pause.to_on.or(facts.stopped_on).unwrap_or(facts.today);
        pause.from_on < date && date <= to
    };
    match day_kind {
        _ if date == facts.start_on => StripKind::Start,
        _ if facts.pauses.iter().any(paused) => StripKind::Paused,
        DayKind::Weekend => StripKind::Weekend,
        DayKind::Holiday => StripKind::Holiday,
        DayKind::Workday | DayKind::MakeUp if overdue(cal, facts, date) => StripKind::Overdue,
        DayKind::Workday | DayKind::MakeUp if extended(cal, facts, date) => StripKind::Extended,
        DayKind::MakeUp => StripKind::MakeUp,
        DayKind::Workday => StripKind::Counted,
    }
}

/// Whether the clock ran on a day and the date in force on it had passed. The day of an approval is still judged by the
/// date before.
fn overdue(cal: &Calendar, facts: &DeadlineFacts<'_>, date: NaiveDate) -> bool {
    if facts.stopped_on.is_some_and(|stop| stop < date) {
        return false;
    }
    let next_approval = facts
        .extensions
        .iter()
        .find(|extended| date <= extended.decided_on);
    let (limit, until) = next_approval.map_or((facts.due_on, None), |extended| {
        (extended.from_due_on, Some(extended.decided_on))
    });
    // The limit holds the pauses that began on that day or later; without them it is the date in force.
    let since: i32 = closed_pauses(facts)
        .filter(|(from, to)| date <= *from && until.is_none_or(|until| *to <= until))
        .map(|(from, to)| cal.between(from, to))
        .sum();
    date > cal.add(limit, -since)
}

/// Whether a day counts only because of an extension: it lies after the date before one, with the pauses since.
fn extended(cal: &Calendar, facts: &DeadlineFacts<'_>, date: NaiveDate) -> bool {
    facts.extensions.iter().any(|extended| {
        let from = closed_pauses(facts)
            .filter(|(from, _)| extended.decided_on <= *from)
            .fold(extended.from_due_on, |due, (from, to)| {
                shift_after_pause(cal, due, from, to)
            });
        from < date
    })
}

fn closed_pauses<'a>(facts: &DeadlineFacts<'a>) -> impl Iterator<Item = (NaiveDate, NaiveDate)> + use<'a> {
    facts
        .pauses
        .iter()
        .filter_map(|pause| pause.to_on.map(|to| (pause.from_on, to)))
}
