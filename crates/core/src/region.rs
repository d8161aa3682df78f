//! What a region decides for itself: its time zone and its numbers.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};

use crate::alert::{self, Rule};
pub use crate::fault::Fault;

/// A time zone as a fixed offset from UTC. China has had one zone without summer time since 1991.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    /// Minutes east of UTC.
    pub offset_minutes: i32,
}

impl Zone {
    /// Asia/Shanghai.
    pub const SHANGHAI: Self = Self {
        offset_minutes: 8 * 60,
    };

    /// The day on which an instant falls here.
    pub fn local_date(self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.offset()).date_naive()
    }

    /// The instant of a full hour of a local day; hours past 23 are taken as 23.
    pub fn instant_at(self, date: NaiveDate, hour: u32) -> DateTime<Utc> {
        let time = NaiveTime::from_hms_opt(hour.min(23), 0, 0).unwrap_or(NaiveTime::MIN);
        Utc.from_utc_datetime(&(date.and_time(time) - Duration::minutes(i64::from(self.offset_minutes))))
    }

    /// The first instant of a local day.
    pub fn day_start(self, date: NaiveDate) -> DateTime<Utc> {
        self.instant_at(date, 0)
    }

    fn offset(self) -> FixedOffset {
        FixedOffset::east_opt(self.offset_minutes * 60)
            .unwrap_or_else(|| FixedOffset::east_opt(0).expect("zero is an offset"))
    }
}

/// A region's numbers (可配置项); stored as one JSON value, missing fields take the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// A running matter is yellow from this many working days before its date.
    pub yellow_days: i32,
    /// Extensions that may be approved for one matter.
    pub extension_limit: u32,
    /// A supervisor may close.
    pub close_delegated: bool,
    /// Working days to sign for a matter.
    pub sign_days: i32,
    /// Working days to object to an assignment.
    pub objection_days: i32,
    /// Local hour at which alerts fire.
    pub alert_hour: u32,
    /// What fires when and to whom; the one place where its limits stand.
    pub ladder: Vec<Rule>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            yellow_days: 3,
            extension_limit: 2,
            close_delegated: true,
            sign_days: 1,
            objection_days: 3,
            alert_hour: 9,
            ladder: alert::default_rules(),
        }
    }
}

impl Settings {
    /// Checks every number and the ladder.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn validate(&self) -> Result<(), Vec<Fault>> {
        let ranges = [
            ("yellow_days", i64::from(self.yellow_days), 0..=30),
            ("extension_limit", i64::from(self.extension_limit), 0..=10),
            ("sign_days", i64::from(self.sign_days), 1..=30),
            ("objection_days", i64::from(self.objection_days), 0..=30),
            ("alert_hour", i64::from(self.alert_hour), 0..=23),
        ];
        let mut faults: Vec<Fault> = ranges
            .into_iter()
            .filter(|(_, value, range)| !range.contains(value))
            .map(|(field, _, range)| Fault::out_of_range(field, range))
            .collect();
        faults.extend(alert::faults(&self.ladder));
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}
