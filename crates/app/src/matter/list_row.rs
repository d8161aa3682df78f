//! Rows of a list: only the columns that a row shows are read, and each is read by its place, because
//! reading columns is what a list costs.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use duban_core::calendar::Calendar;
use duban_core::matter::light::{ClockFacts, late_days, light, working_days_left};
use duban_core::policy::{Scope, is_county_head};
use duban_core::word::{Holder, MatterKind, Outcome, Resolution, Stage, Status, UnknownWord, Urgency};
use sea_orm::{DbErr, FromQueryResult, QueryResult, QuerySelect, Select};
use sqlx::{ColumnIndex, Decode, Row, Type};
use uuid::Uuid;

use crate::column::Word;
use crate::directory::{Directory, Region};
use crate::matter::entity::{Column, Entity, Model};
use crate::matter::filter::NO_DATE;
use crate::matter::view::MatterRow;

/// The columns of a row.
#[derive(Debug)]
pub(crate) struct ListRow {
    pub(crate) id: Uuid,
    pub(crate) number: String,
    pub(crate) kind: MatterKind,
    pub(crate) title: String,
    pub(crate) category: Option<String>,
    pub(crate) status: Status,
    pub(crate) stage: Stage,
    pub(crate) resolution: Option<Resolution>,
    pub(crate) outcome: Option<Outcome>,
    pub(crate) urgency: Urgency,
    pub(crate) leader_id: Uuid,
    pub(crate) lead_department_id: Uuid,
    pub(crate) due_on: NaiveDate,
    pub(crate) due_in_working_days: Option<i32>,
    pub(crate) original_due_on: NaiveDate,
    pub(crate) active_due_on: NaiveDate,
    pub(crate) stopped_on: Option<NaiveDate>,
    pub(crate) progress_percent: i32,
    pub(crate) holder: Holder,
    pub(crate) version: i32,
    pub(crate) created_at: i64,
    pub(crate) stopped_due_on: Option<NaiveDate>,
    pub(crate) overdue_before: i32,
}

/// Restricts a select to the columns of [`ListRow`], in the order that [`read`] takes them.
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
        Column::StoppedDueOn,
        Column::OverdueBefore,
        Column::DueInWorkingDays,
    ])
}

impl FromQueryResult for ListRow {
    fn from_query_result(result: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let read = match (result.try_as_sqlite_row(), result.try_as_pg_row()) {
            (Some(row), _) => read(row),
            (_, Some(row)) => read(row),
            (None, None) => return Err(DbErr::Type("a row of an unknown engine".to_owned())),
        };
        read.map_err(|error| DbErr::Type(error.to_string()))
    }
}

/// Reads a row of [`only`]. Words are read where they lie and never copied.
fn read<'r, R>(row: &'r R) -> Result<ListRow, sqlx::Error>
where
    R: Row,
    usize: ColumnIndex<R>,
    &'r str: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
    NaiveDate: Decode<'r, R::Database> + Type<R::Database>,
    i32: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
{
    Ok(ListRow {
        id: row.try_get(0)?,
        number: row.try_get(1)?,
        kind: parse_word(row.try_get(2)?)?,
        title: row.try_get(3)?,
        category: row.try_get(4)?,
        status: parse_word(row.try_get(5)?)?,
        stage: parse_word(row.try_get(6)?)?,
        resolution: row.try_get::<Option<&str>, _>(7)?.map(parse_word).transpose()?,
        outcome: row.try_get::<Option<&str>, _>(8)?.map(parse_word).transpose()?,
        urgency: parse_word(row.try_get(9)?)?,
        leader_id: row.try_get(10)?,
        lead_department_id: row.try_get(11)?,
        due_on: row.try_get(12)?,
        original_due_on: row.try_get(13)?,
        active_due_on: row.try_get(14)?,
        stopped_on: row.try_get(15)?,
        progress_percent: row.try_get(16)?,
        holder: parse_word(row.try_get(17)?)?,
        version: row.try_get(18)?,
        created_at: row.try_get(19)?,
        stopped_due_on: row.try_get(20)?,
        overdue_before: row.try_get(21)?,
        due_in_working_days: row.try_get(22)?,
    })
}

fn parse_word<T: FromStr<Err = UnknownWord>>(text: &str) -> Result<T, sqlx::Error> {
    text.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

impl ListRow {
    /// The row as a scope reads it. Who does not read proposals is told that it is the department's move while the
    /// county thinks of asking the city, as if it did not.
    pub(crate) fn read_by(mut self, scope: &Scope, extension_pending: bool) -> Self {
        let county = self.status == Status::InProgress && self.stage == Stage::County;
        if county && !extension_pending && !scope.reads_proposals() {
            self.holder = Holder::LeadDepartment;
        }
        self
    }
}

impl From<Model> for ListRow {
    fn from(m: Model) -> Self {
        Self {
            id: m.id,
            number: m.number,
            kind: m.kind.0,
            title: m.title,
            category: m.category,
            status: m.status.0,
            stage: m.stage.0,
            resolution: m.resolution.map(Word::get),
            outcome: m.outcome.map(Word::get),
            urgency: m.urgency.0,
            leader_id: m.leader_id,
            lead_department_id: m.lead_department_id,
            due_on: m.due_on,
            original_due_on: m.original_due_on,
            active_due_on: m.active_due_on,
            stopped_on: m.stopped_on,
            progress_percent: m.progress_percent,
            holder: m.holder.0,
            version: m.version,
            created_at: m.created_at,
            stopped_due_on: m.stopped_due_on,
            overdue_before: m.overdue_before,
            due_in_working_days: m.due_in_working_days,
        }
    }
}

/// The working days that a matter gets from its hand-over, while that lies ahead.
pub(crate) fn from_hand_over(days: Option<i32>, status: Status) -> Option<i32> {
    days.filter(|_| matches!(status, Status::Draft | Status::PendingApproval))
}

/// What turns rows of a region into views: names, the calendar, today and how early yellow begins.
pub(crate) struct RowPresenter<'a> {
    directory: &'a Directory,
    region: &'a Region,
    calendar: &'a Calendar,
    today: NaiveDate,
    yellow_days: i32,
}

impl<'a> RowPresenter<'a> {
    pub(crate) fn of(
        directory: &'a Directory,
        calendar: &'a Calendar,
        region: &'a Region,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            directory,
            region,
            calendar,
            today: region.zone().local_date(now),
            yellow_days: region.settings.yellow_days,
        }
    }

    /// The row as the outside sees it.
    pub(crate) fn view(&self, row: ListRow) -> MatterRow {
        let holder_name = self.holder_name(&row);
        let active = Some(row.active_due_on).filter(|date| *date != NO_DATE);
        let clock = ClockFacts {
            status: row.status,
            stage: row.stage,
            outcome: row.outcome,
            due_on: row.stopped_due_on.unwrap_or(row.due_on),
            city_due_on: active,
            stopped_on: row.stopped_on,
        };
        MatterRow {
            id: row.id.into(),
            number: row.number,
            kind: row.kind,
            title: row.title,
            category: row.category,
            status: clock.status,
            stage: clock.stage,
            resolution: row.resolution,
            outcome: clock.outcome,
            light: light(&clock, self.today, self.calendar, self.yellow_days),
            working_days_left: working_days_left(&clock, self.today, self.calendar),
            late_days: late_days(&clock, self.today, self.calendar),
            overdue_before: row.overdue_before,
            urgency: row.urgency,
            leader: self.directory.person_ref(row.leader_id),
            lead_department: self.directory.department_ref(row.lead_department_id),
            due_on: active,
            due_in_working_days: from_hand_over(row.due_in_working_days, clock.status),
            original_due_on: row.original_due_on,
            progress_percent: row.progress_percent,
            holder: row.holder,
            holder_name,
            version: row.version,
        }
    }

    /// Who that is whose move it is. The city is named by its supervision office, which gives the matter to one of the
    /// city's departments.
    fn holder_name(&self, row: &ListRow) -> Option<String> {
        let office = |region| self.directory.office_of(region).map(|office| office.name.clone());
        match row.holder {
            Holder::LeadDepartment => Some(self.directory.department_ref(row.lead_department_id).name),
            Holder::Leader => Some(self.directory.person_ref(row.leader_id).name),
            Holder::SupervisionOffice => office(self.region.id),
            Holder::CountyHead => {
                let mut people = self.directory.people(self.region.id);
                let head = people.find(|person| is_county_head(person.role))?;
                Some(head.name.clone())
            }
            Holder::City => {
                let city = self.directory.region(self.region.city?).ok()?;
                office(city.id).or_else(|| Some(city.name.clone()))
            }
            Holder::Nobody => None,
        }
    }
}
