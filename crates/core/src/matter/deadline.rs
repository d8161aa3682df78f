//! How a due date comes about, day by day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, DayKind};
use crate::matter::light;
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

/// What an explanation looks at.
#[derive(Debug, Clone, Copy)]
pub struct DeadlineFacts<'a> {
    /// The day from which the limit counts; itself not counted.
    pub start_on: NaiveDate,
    /// The date that holds now.
    pub due_on: NaiveDate,
    /// The date first set.
    pub original_due_on: NaiveDate,
    /// The spans in which the clock stood still.
    pub pauses: &'a [Pause],
    /// The date before the latest approved extension, shifted by pauses like the due date.
    pub extended_from: Option<NaiveDate>,
    /// The day on which the clock stopped.
    pub stopped_on: Option<NaiveDate>,
    /// The day of asking.
    pub today: NaiveDate,
}

/// One day of the strip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StripDay {
    /// The day.
    pub date: NaiveDate,
    /// What it is.
    pub kind: StripKind,
    /// The holiday's name.
    pub name: Option<String>,
    /// Which working day since the start; for overdue days which working day after the date.
    pub count: Option<i32>,
    /// The year's holidays are not published yet.
    pub provisional: bool,
}

/// A due date explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// From the start to the due date, or to today or the stop where that is later.
    pub days: Vec<StripDay>,
    /// Working days left, negative when late; as it stood when the clock stopped or was paused.
    pub working_days_left: i32,
    /// Working days from the start to the date, pauses aside.
    pub counted: i32,
    /// Working days paused so far.
    pub paused: i32,
    /// Working days between the date first set and the one that holds.
    pub moved: i32,
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
    let open_pause = facts.pauses.iter().find(|pause| pause.to_on.is_none());
    let as_of = facts
        .stopped_on
        .or(open_pause.map(|pause| pause.from_on))
        .unwrap_or(facts.today);
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
        working_days_left: light::left(as_of, facts.due_on, cal),
        counted: tally.counted,
        paused: tally.paused,
        moved: cal.between(facts.original_due_on, facts.due_on),
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
}

fn strip_day(cal: &Calendar, facts: &DeadlineFacts<'_>, date: NaiveDate, tally: &mut Tally) -> StripDay {
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
    let kind = kind(facts, date, day_kind);
    let tick = |counter: &mut i32| {
        *counter += 1;
        Some(*counter)
    };
    let count = match kind {
        StripKind::Counted | StripKind::MakeUp | StripKind::Extended => tick(&mut tally.counted),
        StripKind::Overdue => tick(&mut tally.late),
        StripKind::Paused => {
            tally.paused += i32::from(day_kind.is_working());
            None
        }
        StripKind::Start | StripKind::Weekend | StripKind::Holiday => None,
    };
    StripDay {
        date,
        kind,
        name: info.and_then(|day| day.name.clone()),
        count,
        provisional: info.is_none_or(|day| day.provisional),
    }
}

/// Start and pause come first, then days off, then what a working day is counted as.
fn kind(facts: &DeadlineFacts<'_>, date: NaiveDate, day_kind: DayKind) -> StripKind {
    let paused = |pause: &Pause| {
        let to = pause.to_on.or(facts.stopped_on).unwrap_or(facts.today);
        pause.from_on < date && date <= to
    };
    let extended = facts.extended_from.is_some_and(|from| from < date);
    match day_kind {
        _ if date == facts.start_on => StripKind::Start,
        _ if facts.pauses.iter().any(paused) => StripKind::Paused,
        DayKind::Weekend => StripKind::Weekend,
        DayKind::Holiday => StripKind::Holiday,
        DayKind::Workday | DayKind::MakeUp if date > facts.due_on => StripKind::Overdue,
        DayKind::Workday | DayKind::MakeUp if extended => StripKind::Extended,
        DayKind::MakeUp => StripKind::MakeUp,
        DayKind::Workday => StripKind::Counted,
    }
}
