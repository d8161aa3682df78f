//! Which matters a list shows, and in which order. The same filter serves list, count, counters and
//! the overdue audit, so that a number and the list behind it cannot differ.

mod condition;
mod fields;
mod parameters;

use std::str::FromStr;

use chrono::NaiveDate;
use duban_core::id::RegionId;
use duban_core::matter::light::{LightWindow, window};
use duban_core::policy;
use sea_orm::{ColumnTrait, Condition, Order};

pub(crate) use self::condition::{light_condition, overdue_condition};
pub use self::fields::{FILTERS, Filter, FilterField, Place};
use crate::App;
use crate::Ctx;
use crate::directory::Region;
use crate::error::{AppError, AppResult};
use crate::matter::entity::Column;

/// Stands in the due column where the active stage has no date yet; sorts last.
pub(crate) const NO_DATE: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(date) => date,
    None => NaiveDate::MAX,
};

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Earliest date first.
    #[default]
    DueAsc,
    /// Latest date first.
    DueDesc,
    /// Oldest first.
    CreatedAsc,
    /// Newest first.
    CreatedDesc,
    /// By number.
    Number,
}

impl FromStr for Sort {
    type Err = AppError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "due_on" => Ok(Self::DueAsc),
            "-due_on" => Ok(Self::DueDesc),
            "created_at" => Ok(Self::CreatedAsc),
            "-created_at" => Ok(Self::CreatedDesc),
            "number" => Ok(Self::Number),
            _ => Err(AppError::invalid("sort", "unknown_value")),
        }
    }
}

impl Sort {
    /// Its name, as a query says it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::DueAsc => "due_on",
            Self::DueDesc => "-due_on",
            Self::CreatedAsc => "created_at",
            Self::CreatedDesc => "-created_at",
            Self::Number => "number",
        }
    }

    pub(crate) const fn column(self) -> Column {
        match self {
            Self::DueAsc | Self::DueDesc => Column::ActiveDueOn,
            Self::CreatedAsc | Self::CreatedDesc => Column::CreatedAt,
            Self::Number => Column::NumberOrder,
        }
    }

    pub(crate) const fn order(self) -> Order {
        match self {
            Self::DueAsc | Self::CreatedAsc | Self::Number => Order::Asc,
            Self::DueDesc | Self::CreatedDesc => Order::Desc,
        }
    }
}

/// What the dates of a region make of the lights today.
#[derive(Debug, Clone)]
pub(crate) struct FilterContext {
    pub(crate) window: LightWindow,
    pub(crate) offset_minutes: i32,
    /// For a city: the window of each of its counties, whose office sets how early yellow begins.
    pub(crate) counties: Vec<(RegionId, LightWindow)>,
    /// Whether submissions that did not leave the county are the reader's.
    pub(crate) reads_proposals: bool,
}

impl FilterContext {
    pub(crate) async fn of(app: &App, ctx: &Ctx) -> AppResult<Self> {
        let directory = app.directory().await?;
        let calendar = app.calendar().await?;
        let region = directory.region(ctx.actor.region)?;
        let window_of = |region: &Region| {
            let date = region.zone().local_date(app.now());
            window(date, &calendar, region.settings.yellow_days)
        };
        let counties = ctx.actor.counties.iter();
        Ok(Self {
            window: window_of(region),
            offset_minutes: region.offset_minutes,
            counties: counties
                .map(|county| Ok((*county, window_of(directory.region(*county)?))))
                .collect::<AppResult<_>>()?,
            reads_proposals: policy::visibility(&ctx.actor).reads_proposals(),
        })
    }

    fn day_start_ms(&self, day: NaiveDate) -> i64 {
        day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis()
            - i64::from(self.offset_minutes) * 60_000
    }

    /// A condition on the window of the matter's own region.
    fn each(&self, of: impl Fn(&LightWindow) -> Condition) -> Condition {
        if self.counties.is_empty() {
            return of(&self.window);
        }
        let mut any = Condition::any();
        for (county, window) in &self.counties {
            any = any.add(of(window).add(Column::RegionId.eq(county.0)));
        }
        any
    }
}
