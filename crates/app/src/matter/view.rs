//! A matter as the outside sees it.

use chrono::{DateTime, NaiveDate, Utc};
use duban_core::id::{MatterId, SourceId};
use duban_core::matter::deadline::{DeadlineDay, PauseReason};
use duban_core::word::{
    Action, Blocker, CoPart, Holder, Light, MatterKind, Outcome, Resolution, SourceKind, Stage, Status,
    Urgency,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::words::Ref;

pub use super::detail::Matter;

/// A matter in a list.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MatterRow {
    /// Its id.
    pub id: MatterId,
    /// Its number, e.g. `督〔2023〕0012号`.
    pub number: String,
    /// Task or issue.
    pub kind: MatterKind,
    /// What it is about.
    pub title: String,
    /// The heading it stands under in its ledger.
    pub category: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// Whether the county or the city is responsible now.
    pub stage: Stage,
    /// At which level it was solved.
    pub resolution: Option<Resolution>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The light, derived from the active stage's clock.
    pub light: Light,
    /// Working days until the active date; negative when late; null while no clock counts.
    pub working_days_left: Option<i32>,
    /// Working days late by the date in force, 0 when on time. Once the clock has stopped, by the date in force at the
    /// stop: an extension approved later changes nothing.
    pub late_days: i32,
    /// Working days that were overdue before extensions were approved. An approval does not erase them.
    pub overdue_before: i32,
    /// How urgent it is.
    pub urgency: Urgency,
    /// The responsible leader.
    pub leader: Ref,
    /// The lead department.
    pub lead_department: Ref,
    /// The active stage's date; null while the city has not set one.
    pub due_on: Option<NaiveDate>,
    /// Of a draft whose date is not set yet: the working days that it gets from the day of the hand-over, which is
    /// not counted. `due_on` is provisional then: what the date would be if the draft was handed over on the day
    /// that it was written.
    pub due_in_working_days: Option<i32>,
    /// The date first set; never overwritten.
    pub original_due_on: NaiveDate,
    /// Progress last reported, in per cent.
    pub progress_percent: i32,
    /// Whose move it is.
    pub holder: Holder,
    /// The unit or person whose move it is, by name; null for nobody.
    pub holder_name: Option<String>,
    /// Changes with every change; goes into `If-Match`.
    pub version: i32,
}

/// A co-operating department and its part.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CoDepartment {
    /// The department.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// How far it is with its part.
    pub part: CoPart,
    /// When it signed for it.
    pub signed_at: Option<DateTime<Utc>>,
}

/// Where a matter comes from.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// What it is.
    pub kind: SourceKind,
    /// Its title.
    pub title: String,
    /// Document number, if it has one.
    pub document_number: Option<String>,
    /// Its date.
    pub dated_on: Option<NaiveDate>,
}

/// Something that is the caller's to do and closed for now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Barred)]
pub struct BlockedAction {
    /// What.
    pub action: Action,
    /// Why: the `rule` of the conflict that trying it would meet.
    pub rule: Blocker,
}

/// A matter after a batch action.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MatterVersion {
    /// The matter.
    pub id: MatterId,
    /// Its version now, or for a request the version that the caller saw.
    pub version: i32,
}

/// A progress report.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Report {
    /// Its id.
    pub id: Uuid,
    /// The department that reports.
    pub department: Ref,
    /// The person who wrote it.
    pub author: Ref,
    /// Progress in per cent.
    pub percent: i32,
    /// What was done.
    pub progress: String,
    /// What stands in the way.
    pub problems: Option<String>,
    /// What comes next.
    pub next_step: Option<String>,
    /// When it was given.
    pub created_at: DateTime<Utc>,
    /// The date it was due on, if the cycle asked for it.
    pub due_on: Option<NaiveDate>,
    /// Whether it came after that date.
    pub late: bool,
}

/// A span in which the county's clock stood still: the days after `from_on` up to and including `to_on`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PauseSpan {
    /// The day on which it began; the clock still counted it.
    pub from_on: NaiveDate,
    /// The day on which it ended, the last that was not counted; null while it lasts.
    pub to_on: Option<NaiveDate>,
    /// Why it stood still.
    pub reason: PauseReason,
}

/// Why a date is what it is, day by day.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Deadline {
    /// Whose clock counts.
    pub clock: Stage,
    /// The day before the first counted day.
    pub start_on: NaiveDate,
    /// The date in force; null while the city has not set one.
    pub due_on: Option<NaiveDate>,
    /// The date first set.
    pub original_due_on: NaiveDate,
    /// Today in the region.
    pub today: NaiveDate,
    /// Version of the calendar that was used.
    pub calendar_version: String,
    /// Working days left; negative when late.
    pub working_days_left: Option<i32>,
    /// Working days from the start to the date, pauses and overdue days aside.
    pub counted: i32,
    /// Working days on which the clock stood still.
    pub paused: i32,
    /// Working days that were overdue before extensions were approved; the strip shows them as overdue.
    pub overdue_before: i32,
    /// The strip was cut after 400 days; the numbers count them all.
    pub truncated: bool,
    /// The strip: each day as it was judged when it came.
    pub days: Vec<DeadlineDay>,
    /// The pauses.
    pub pauses: Vec<PauseSpan>,
    /// The same in one sentence, in the office's language.
    pub summary: String,
}
