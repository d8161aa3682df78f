//! Rows of a list: only the columns that a row shows are read, because reading columns is what a
//! list costs.

use chrono::NaiveDate;
use duban_core::calendar::Calendar;
use duban_core::matter::light::{ClockFacts, late_days, light, working_days_left};
use duban_core::word::Holder;
use sea_orm::{FromQueryResult, QuerySelect, Select};
use uuid::Uuid;

use crate::directory::Directory;
use crate::error::AppResult;
use crate::matter::entity::{Column, Entity, Model};
use crate::matter::filter::NO_DATE;
use crate::matter::view::MatterRow;
use crate::words::{word, word_opt};

/// The columns of a row.
#[derive(Debug, FromQueryResult)]
pub(crate) struct ListRow {
    pub(crate) id: Uuid,
    pub(crate) number: String,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) category: Option<String>,
    pub(crate) status: String,
    pub(crate) stage: String,
    pub(crate) resolution: Option<String>,
    pub(crate) outcome: Option<String>,
    pub(crate) urgency: String,
    pub(crate) leader_id: Uuid,
    pub(crate) lead_department_id: Uuid,
    pub(crate) due_on: NaiveDate,
    pub(crate) original_due_on: NaiveDate,
    pub(crate) active_due_on: NaiveDate,
    pub(crate) stopped_on: Option<NaiveDate>,
    pub(crate) progress_percent: i32,
    pub(crate) holder: String,
    pub(crate) version: i32,
    pub(crate) created_at: i64,
}

/// Restricts a select to the columns of [`ListRow`].
pub(crate) fn only(select: Select<Entity>) -> Select<Entity> {
    select.select_only().columns([
        Column::Id,
        Column::Number,
        Column::Kind,
        Column::Title,
        Column::Category,
        Column::Status,
        Column::Stage,
        Column::Resolution,
        Column::Outcome,
        Column::Urgency,
        Column::LeaderId,
        Column::LeadDepartmentId,
        Column::DueOn,
        Column::OriginalDueOn,
        Column::ActiveDueOn,
        Column::StoppedOn,
        Column::ProgressPercent,
        Column::Holder,
        Column::Version,
        Column::CreatedAt,
    ])
}

impl From<Model> for ListRow {
    fn from(m: Model) -> Self {
        Self {
            id: m.id,
            number: m.number,
            kind: m.kind,
            title: m.title,
            category: m.category,
            status: m.status,
            stage: m.stage,
            resolution: m.resolution,
            outcome: m.outcome,
            urgency: m.urgency,
            leader_id: m.leader_id,
            lead_department_id: m.lead_department_id,
            due_on: m.due_on,
            original_due_on: m.original_due_on,
            active_due_on: m.active_due_on,
            stopped_on: m.stopped_on,
            progress_percent: m.progress_percent,
            holder: m.holder,
            version: m.version,
            created_at: m.created_at,
        }
    }
}

/// What turns rows into views: names, the calendar and today.
pub(crate) struct Lens<'a> {
    pub(crate) directory: &'a Directory,
    pub(crate) calendar: &'a Calendar,
    pub(crate) today: NaiveDate,
    pub(crate) yellow_days: i32,
}

impl Lens<'_> {
    /// The row as the outside sees it.
    pub(crate) fn view(&self, row: ListRow) -> AppResult<MatterRow> {
        let active = Some(row.active_due_on).filter(|date| *date != NO_DATE);
        let clock = ClockFacts {
            status: word(&row.status)?,
            stage: word(&row.stage)?,
            outcome: word_opt(row.outcome.as_deref())?,
            due_on: row.due_on,
            city_due_on: active,
            stopped_on: row.stopped_on,
        };
        Ok(MatterRow {
            id: row.id.into(),
            number: row.number,
            kind: word(&row.kind)?,
            title: row.title,
            category: row.category,
            status: clock.status,
            stage: clock.stage,
            resolution: word_opt(row.resolution.as_deref())?,
            outcome: clock.outcome,
            light: light(&clock, self.today, self.calendar, self.yellow_days),
            working_days_left: working_days_left(&clock, self.today, self.calendar),
            late_days: late_days(&clock, self.today, self.calendar),
            urgency: word(&row.urgency)?,
            leader: self.directory.person_ref(row.leader_id),
            lead_department: self.directory.department_ref(row.lead_department_id),
            due_on: active,
            original_due_on: row.original_due_on,
            progress_percent: row.progress_percent,
            holder: word::<Holder>(&row.holder)?,
            version: row.version,
        })
    }
}
