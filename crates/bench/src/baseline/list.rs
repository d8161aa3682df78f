//! A page of a department's open matters by date.

use axum::Json;
use axum::extract::{Query, State};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use duban_core::matter::light::{ClockFacts, late_days, light, working_days_left};
use duban_core::word::{Light, Outcome};
use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use uuid::Uuid;

use super::{Baseline, Failure, Row, Shared};
use crate::YELLOW_DAYS;

const SELECT: &str = "SELECT m.id, m.number, m.kind, m.title, m.category, m.status, m.stage, m.resolution, \
    m.outcome, m.urgency, m.leader_id, l.name, m.lead_department_id, d.name, m.due_on, m.original_due_on, \
    m.active_due_on, m.stopped_on, m.progress_percent, m.holder, m.version, m.stopped_due_on, m.overdue_before, \
    m.due_in_working_days \
    FROM matter m JOIN user_account l ON l.id = m.leader_id JOIN department d ON d.id = m.lead_department_id \
    WHERE m.region_id = $1 AND m.lead_department_id = $2 AND m.is_open = $3 \
    ORDER BY m.active_due_on, m.id LIMIT $4";

#[derive(Deserialize)]
pub(super) struct Wanted {
    department: Uuid,
    open: bool,
    limit: i64,
}

#[derive(Serialize)]
pub(super) struct Page {
    items: Vec<MatterRow>,
    next_cursor: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Ref {
    pub(super) id: Uuid,
    pub(super) name: String,
}

#[derive(Serialize)]
struct MatterRow {
    id: Uuid,
    number: String,
    kind: String,
    title: String,
    category: Option<String>,
    status: String,
    stage: String,
    resolution: Option<String>,
    outcome: Option<String>,
    light: Light,
    working_days_left: Option<i32>,
    late_days: i32,
    overdue_before: i32,
    urgency: String,
    leader: Ref,
    lead_department: Ref,
    due_on: Option<NaiveDate>,
    due_in_working_days: Option<i32>,
    original_due_on: NaiveDate,
    progress_percent: i32,
    holder: String,
    holder_name: Option<String>,
    version: i32,
}

pub(super) async fn list(
    State(baseline): Shared,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Page>, Failure> {
    let limit = usize::try_from(wanted.limit)?;
    let rows = sqlx::query(SELECT)
        .bind(baseline.county.region)
        .bind(wanted.department)
        .bind(wanted.open)
        .bind(wanted.limit + 1)
        .fetch_all(&baseline.pools.read)
        .await?;
    let mut next_cursor = None;
    if rows.len() > limit && limit > 0 {
        let last = &rows[limit - 1];
        let key: (&str, NaiveDate, Uuid) = ("due_on", last.try_get(16)?, last.try_get(0)?);
        next_cursor = Some(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&key)?));
    }
    let items = rows
        .iter()
        .take(limit)
        .map(|row| view(&baseline, row))
        .collect::<Result<_, _>>()?;
    Ok(Json(Page { items, next_cursor }))
}

fn view(baseline: &Baseline, row: &Row) -> Result<MatterRow, Failure> {
    let (status, stage): (String, String) = (row.try_get(5)?, row.try_get(6)?);
    let outcome: Option<String> = row.try_get(8)?;
    let active: NaiveDate = row.try_get(16)?;
    let active = Some(active).filter(|date| *date < crate::NO_DATE);
    let clock = ClockFacts {
        status: status.parse()?,
        stage: stage.parse()?,
        outcome: outcome.as_deref().map(str::parse::<Outcome>).transpose()?,
        due_on: row
            .try_get::<Option<NaiveDate>, _>(21)?
            .map_or_else(|| row.try_get(14), Ok)?,
        city_due_on: active,
        stopped_on: row.try_get(17)?,
    };
    let leader = Ref {
        id: row.try_get(10)?,
        name: row.try_get(11)?,
    };
    let lead_department = Ref {
        id: row.try_get(12)?,
        name: row.try_get(13)?,
    };
    let holder: String = row.try_get(19)?;
    // The county of the measurements has no unit for its office.
    let holder_name = match holder.as_str() {
        "lead_department" => Some(lead_department.name.clone()),
        "leader" => Some(leader.name.clone()),
        _ => None,
    };
    Ok(MatterRow {
        id: row.try_get(0)?,
        number: row.try_get(1)?,
        kind: row.try_get(2)?,
        title: row.try_get(3)?,
        category: row.try_get(4)?,
        status,
        stage,
        resolution: row.try_get(7)?,
        outcome,
        light: light(&clock, baseline.today, &baseline.calendar, YELLOW_DAYS),
        working_days_left: working_days_left(&clock, baseline.today, &baseline.calendar),
        late_days: late_days(&clock, baseline.today, &baseline.calendar),
        overdue_before: row.try_get(22)?,
        urgency: row.try_get(9)?,
        leader,
        lead_department,
        due_on: active,
        due_in_working_days: row.try_get(21)?,
        original_due_on: row.try_get(15)?,
        progress_percent: row.try_get(18)?,
        holder,
        holder_name,
        version: row.try_get(20)?,
    })
}
