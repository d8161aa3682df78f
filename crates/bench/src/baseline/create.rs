//! Registering a matter as a draft: number, row, participants, link of the chain.

use anyhow::Result;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{ETAG, LOCATION};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{QueryBuilder, Row as _, Transaction};
use uuid::Uuid;

use super::list::Ref;
use super::{Baseline, Db, Failure, Shared, begin, chain};

const RAISE: &str = "UPDATE number_counter SET last = last + 1 WHERE region_id = $1 AND kind = 'matter' AND year = $2 \
    RETURNING last";
const INSERT: &str = "INSERT INTO matter (id, region_id, city_id, number, number_order, kind, title, requirement, category, status, \
    stage, urgency, basis, remark, leader_id, lead_department_id, due_on, original_due_on, active_due_on, \
    report_cycle, progress_percent, is_open, ever_submitted, extension_pending, extensions_approved, holder, \
    version, created_by, created_at, updated_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'draft', 'county', $10, $11, $12, $13, $14, $15, $15, $15, $16, 0, TRUE, \
    FALSE, FALSE, 0, 'supervision_office', 1, $17, $18, $18)";
const PARTICIPANTS: &str = "INSERT INTO participant (matter_id, department_id, is_lead, part) ";
/// What a supervisor may do with a draft.
const ACTIONS: &[&str] = &["submit_for_approval", "issue", "solve_on_site", "edit"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMatter {
    kind: String,
    title: String,
    requirement: String,
    urgency: String,
    category: Option<String>,
    basis: Option<String>,
    leader_id: Uuid,
    lead_department_id: Uuid,
    co_department_ids: Vec<Uuid>,
    due_on: NaiveDate,
    report_cycle: String,
    remark: Option<String>,
}

#[derive(Serialize)]
struct CoDepartment {
    id: Uuid,
    name: String,
    part: &'static str,
    signed_at: Option<DateTime<Utc>>,
}

/// The answer; what a draft cannot have is always null.
#[derive(Serialize)]
struct Matter {
    id: Uuid,
    number: String,
    kind: String,
    title: String,
    category: Option<String>,
    status: &'static str,
    stage: &'static str,
    resolution: (),
    outcome: (),
    light: &'static str,
    working_days_left: (),
    late_days: i32,
    overdue_before: i32,
    urgency: String,
    leader: Ref,
    lead_department: Ref,
    due_on: NaiveDate,
    due_in_working_days: (),
    original_due_on: NaiveDate,
    progress_percent: i32,
    holder: &'static str,
    holder_name: (),
    version: i32,
    requirement: String,
    weak_link_kind: (),
    basis: Option<String>,
    remark: Option<String>,
    co_departments: Vec<CoDepartment>,
    plan: (),
    source: (),
    county_due_on: NaiveDate,
    city_due_on: (),
    report_cycle: String,
    report_day: (),
    next_report_due_on: (),
    actions: &'static [&'static str],
    blocked_actions: [(); 0],
    barred: [(); 0],
    escalation: (),
    extensions: [(); 0],
    created_at: DateTime<Utc>,
    issued_at: (),
    signed_at: (),
    claimed_at: (),
    verified_at: (),
    solved_by: (),
    closed_at: (),
}

#[derive(Serialize)]
struct Facts<'a> {
    number: &'a str,
    kind: &'a str,
    title: &'a str,
    requirement: &'a str,
    status: &'static str,
    leader_id: Uuid,
    lead_department_id: Uuid,
    due_on: NaiveDate,
    due_in_working_days: (),
    report_cycle: &'a str,
    basis: Option<&'a str>,
}

pub(super) async fn create(State(baseline): Shared, Json(new): Json<NewMatter>) -> Result<Response, Failure> {
    let id = Uuid::now_v7();
    let mut tx = begin(&baseline.pools.write).await?;
    let number = insert(&baseline, &mut tx, id, &new).await?;
    tx.commit().await?;
    let headers = [
        (ETAG, "\"1\"".to_owned()),
        (LOCATION, format!("/api/v1/matters/{id}")),
    ];
    Ok((
        StatusCode::CREATED,
        headers,
        Json(view(&baseline, id, number, new)),
    )
        .into_response())
}

/// Writes the rows and gives the number.
async fn insert(
    baseline: &Baseline,
    tx: &mut Transaction<'static, Db>,
    id: Uuid,
    new: &NewMatter,
) -> Result<String> {
    let (region, year) = (baseline.county.region, baseline.today.year());
    let last = sqlx::query(RAISE)
        .bind(region)
        .bind(year)
        .fetch_one(&mut **tx)
        .await?;
    let last = last.try_get::<i32, _>(0)?;
    let number = format!("督〔{year}〕{last:04}号");
    let now = baseline.now.timestamp_millis();
    sqlx::query(INSERT)
        .bind(id)
        .bind(region)
        .bind(baseline.county.city)
        .bind(&number)
        .bind(i64::from(year) * 1_000_000_000 + i64::from(last))
        .bind(&new.kind)
        .bind(&new.title)
        .bind(&new.requirement)
        .bind(&new.category)
        .bind(&new.urgency)
        .bind(&new.basis)
        .bind(&new.remark)
        .bind(new.leader_id)
        .bind(new.lead_department_id)
        .bind(new.due_on)
        .bind(&new.report_cycle)
        .bind(baseline.county.supervisor)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    let mut participants = QueryBuilder::<Db>::new(PARTICIPANTS);
    let departments = std::iter::once(&new.lead_department_id).chain(&new.co_department_ids);
    participants.push_values(departments.enumerate(), |mut row, (at, department)| {
        row.push_bind(id)
            .push_bind(*department)
            .push_bind(at == 0)
            .push_bind("pending");
    });
    participants.build().execute(&mut **tx).await?;
    let facts = Facts {
        number: &number,
        kind: &new.kind,
        title: &new.title,
        requirement: &new.requirement,
        status: "draft",
        leader_id: new.leader_id,
        lead_department_id: new.lead_department_id,
        due_on: new.due_on,
        due_in_working_days: (),
        report_cycle: &new.report_cycle,
        basis: new.basis.as_deref(),
    };
    let link = chain::Link {
        matter: id,
        actor: Some((baseline.county.supervisor, "supervisor")),
        rule: None,
        action: "create",
        note: None,
        after_json: serde_json::to_string(&facts)?,
    };
    chain::append(tx, baseline.audit_key, region, now, &[link]).await?;
    Ok(number)
}

fn view(baseline: &Baseline, id: Uuid, number: String, new: NewMatter) -> Matter {
    let named = |id: Uuid| Ref {
        id,
        name: baseline.names.get(&id).cloned().unwrap_or_default(),
    };
    let mut co = new.co_department_ids;
    co.sort_unstable();
    let part = |id| {
        let Ref { id, name } = named(id);
        CoDepartment {
            id,
            name,
            part: "pending",
            signed_at: None,
        }
    };
    Matter {
        id,
        number,
        kind: new.kind,
        title: new.title,
        category: new.category,
        status: "draft",
        stage: "county",
        resolution: (),
        outcome: (),
        light: "grey",
        working_days_left: (),
        late_days: 0,
        overdue_before: 0,
        urgency: new.urgency,
        leader: named(new.leader_id),
        lead_department: named(new.lead_department_id),
        due_on: new.due_on,
        due_in_working_days: (),
        original_due_on: new.due_on,
        progress_percent: 0,
        holder: "supervision_office",
        holder_name: (),
        version: 1,
        requirement: new.requirement,
        weak_link_kind: (),
        basis: new.basis,
        remark: new.remark,
        co_departments: co.into_iter().map(part).collect(),
        plan: (),
        source: (),
        county_due_on: new.due_on,
        city_due_on: (),
        report_cycle: new.report_cycle,
        report_day: (),
        next_report_due_on: (),
        actions: ACTIONS,
        blocked_actions: [],
        barred: [],
        escalation: (),
        extensions: [],
        created_at: baseline.now,
        issued_at: (),
        signed_at: (),
        claimed_at: (),
        verified_at: (),
        solved_by: (),
        closed_at: (),
    }
}
