//! Working days: one row per day with a running count, so that "add n working days" is a look-up.
//!
//! A limit in working days counts from the day after its start (start not counted).

mod notice;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::word::words;

words! {
    /// What a calendar day is.
    DayKind {
        /// 工作日
        Workday = "workday",
        /// 周末
        Weekend = "weekend",
        /// 节假日
        Holiday = "holiday",
        /// 调休上班
        MakeUp = "make_up",
    }
}

impl DayKind {
    /// Whether the day counts as a working day.
    pub const fn is_working(self) -> bool {
        matches!(self, Self::Workday | Self::MakeUp)
    }
}

/// One day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayInfo {
    /// The day.
    pub date: NaiveDate,
    /// What it is.
    pub kind: DayKind,
    /// The holiday's name.
    pub name: Option<String>,
    /// Working days from the first row up to and including this one.
    pub number: i32,
    /// No notice has been published for this year yet; only the fixed holidays are known.
    pub provisional: bool,
}

/// Why a set of days is no calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// There is not a single day, or not a single year.
    #[error("the calendar is empty")]
    Empty,
    /// A day is missing or comes twice.
    #[error("the day after {after} is expected, {found} was found")]
    Gap {
        /// The last good day.
        after: NaiveDate,
        /// What followed it.
        found: NaiveDate,
    },
    /// The notices cannot be read.
    #[error("the notices cannot be read: {0}")]
    Unreadable(String),
}

/// The days of a range without gaps. Outside of it, Monday to Friday count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    version: String,
    days: Vec<DayInfo>,
    /// The working days in order: `working[n - 1]` has the running number n.
    working: Vec<NaiveDate>,
}

impl Calendar {
    /// The calendar that comes with the program: published notices for 2023 to 2026, ten provisional years after.
    pub fn shipped() -> Self {
        Self::from_notices(notice::SHIPPED_VERSION, notice::SHIPPED).expect("the shipped notices are tested")
    }

    /// Builds a calendar from stored rows; the running numbers are computed anew.
    ///
    /// # Errors
    /// When there is no day, or the days are not consecutive.
    pub fn from_days(version: String, mut days: Vec<DayInfo>) -> Result<Self, CalendarError> {
        if days.is_empty() {
            return Err(CalendarError::Empty);
        }
        for pair in days.windows(2) {
            if pair[0].date.succ_opt() != Some(pair[1].date) {
                return Err(CalendarError::Gap {
                    after: pair[0].date,
                    found: pair[1].date,
                });
            }
        }
        let mut working = Vec::with_capacity(days.len());
        let mut number = 0;
        for day in &mut days {
            if day.kind.is_working() {
                number += 1;
                working.push(day.date);
            }
            day.number = number;
        }
        Ok(Self {
            version,
            days,
            working,
        })
    }

    /// Builds a calendar from holiday notices (the form of `data/holidays.json`). The range begins in the December
    /// before the first year, because New Year's holiday may, and ends ten provisional years after the last.
    ///
    /// # Errors
    /// When the text is not of that form or names no year.
    pub fn from_notices(version: impl Into<String>, json: &str) -> Result<Self, CalendarError> {
        Self::from_days(version.into(), notice::days(json)?)
    }

    /// Which edition of the calendar this is; kept with everything computed from it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Every day, in order.
    pub fn days(&self) -> &[DayInfo] {
        &self.days
    }

    /// The row of a day; nothing outside the range.
    pub fn day(&self, date: NaiveDate) -> Option<&DayInfo> {
        let offset = (date - self.days.first()?.date).num_days();
        self.days.get(usize::try_from(offset).ok()?)
    }

    /// Whether a day counts.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        self.day(date)
            .map_or_else(|| is_weekday(date), |day| day.kind.is_working())
    }

    /// Whether a day's kind is a guess: its year's notice is not out, or it lies outside the range.
    pub fn is_provisional(&self, date: NaiveDate) -> bool {
        self.day(date).is_none_or(|day| day.provisional)
    }

    /// The `n`th working day after `date` (before it when `n` is negative). The start is not counted; `n = 0` is the
    /// date itself, working or not.
    pub fn add(&self, date: NaiveDate, n: i32) -> NaiveDate {
        if n == 0 {
            return date;
        }
        self.look_up(date, n).unwrap_or_else(|| self.walk(date, n))
    }

    /// Working days from `a` to `b`: those in (a, b], or, when `b` is earlier, minus those in [b, a). So
    /// `add(a, between(a, b)) == b` for every working day `b`.
    pub fn between(&self, a: NaiveDate, b: NaiveDate) -> i32 {
        if b >= a {
            self.count(a, b)
        } else {
            -self.count(before(b), before(a))
        }
    }

    /// The last working day on or before a date.
    pub fn on_or_before(&self, date: NaiveDate) -> NaiveDate {
        if self.is_working(date) {
            date
        } else {
            self.add(date, -1)
        }
    }

    /// Working days in (a, b], for a ≤ b.
    fn count(&self, a: NaiveDate, b: NaiveDate) -> i32 {
        if let (Some(from), Some(to)) = (self.day(a), self.day(b)) {
            return to.number - from.number;
        }
        let days = a.iter_days().skip(1).take_while(|day| *day <= b);
        i32::try_from(days.filter(|day| self.is_working(*day)).count()).unwrap_or(i32::MAX)
    }

    fn look_up(&self, date: NaiveDate, n: i32) -> Option<NaiveDate> {
        let day = self.day(date)?;
        let passed = if n < 0 && day.kind.is_working() {
            day.number
        } else {
            day.number + i32::from(n < 0)
        };
        let index = passed.checked_add(n)?.checked_sub(1)?;
        self.working.get(usize::try_from(index).ok()?).copied()
    }

    /// Day by day, for dates that leave the range; ends at the last day that can be written.
    fn walk(&self, date: NaiveDate, n: i32) -> NaiveDate {
        let mut at = date;
        let mut left = n.unsigned_abs();
        while left > 0 {
            let step = if n > 0 { at.succ_opt() } else { at.pred_opt() };
            let Some(day) = step else { return at };
            at = day;
            left -= u32::from(self.is_working(at));
        }
        at
    }
}

fn before(date: NaiveDate) -> NaiveDate {
    date.checked_sub_days(Days::new(1)).unwrap_or(date)
}

/// Whether a day would count if there were no holidays.
fn is_weekday(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}
