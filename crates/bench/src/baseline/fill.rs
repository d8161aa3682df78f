//! Matters to measure on. Nothing is random: both sides and every run get the same.

use anyhow::{Context, Result};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use duban_core::calendar::Calendar;
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{Db, begin, county, open};
use crate::Content;
use crate::county::{County, Unit};

const MATTERS: &str = "INSERT INTO matter (id, region_id, city_id, number, number_order, kind, title, requirement, category, status, \
    stage, urgency, leader_id, lead_department_id, due_on, original_due_on, active_due_on, stopped_on, \
    report_cycle, progress_percent, is_open, ever_submitted, extension_pending, extensions_approved, holder, \
    version, next_alert_at, created_by, created_at, issued_at, handed_over_at, due_set_at, signed_at, updated_at) ";
const PARTICIPANTS: &str = "INSERT INTO participant (matter_id, department_id, is_lead, part) ";
const COUNTER: &str =
    "INSERT INTO number_counter (region_id, kind, year, last) VALUES ($1, 'matter', $2, $3)";
const ROWS_PER_INSERT: usize = 250;

/// One row, as far as rows differ.
struct Draw<'a> {
    id: Uuid,
    n: usize,
    lead: &'a Unit,
    co: &'a Unit,
    leader: Uuid,
    status: &'static str,
    holder: &'static str,
    due_on: NaiveDate,
    created_at: i64,
    /// Since when the date stands.
    due_set_at: Option<i64>,
    next_alert_at: Option<i64>,
}

/// Writes `count` matters.
pub(crate) async fn fill(url: &str, content: Content, count: usize, now: DateTime<Utc>) -> Result<()> {
    let county = county::read(url).await?;
    let pools = open(url).await?;
    let today = crate::today(now);
    let draws: Vec<Draw<'_>> = match content {
        Content::Mixed => (0..count).map(|n| mixed(&county, n, today, now)).collect(),
        Content::Due => {
            let dates = due_dates(today).context("no date is due today")?;
            (0..count)
                .map(|n| due(&county, n, dates[n % dates.len()], now))
                .collect()
        }
    };
    let mut tx = begin(&pools.write).await?;
    for part in draws.chunks(ROWS_PER_INSERT) {
        matters(&county, part).build().execute(&mut *tx).await?;
        let mut participants = QueryBuilder::<Db>::new(PARTICIPANTS);
        let parts = part
            .iter()
            .flat_map(|draw| [(draw.id, draw.lead, true), (draw.id, draw.co, false)]);
        participants.push_values(parts, |mut row, (matter, unit, is_lead)| {
            row.push_bind(matter)
                .push_bind(unit.unit.id)
                .push_bind(is_lead)
                .push_bind("pending");
        });
        participants.build().execute(&mut *tx).await?;
    }
    let counter = sqlx::query(COUNTER).bind(county.region).bind(today.year());
    counter.bind(i32::try_from(count)?).execute(&mut *tx).await?;
    tx.commit().await?;
    pools.close().await;
    Ok(())
}

fn matters(county: &County, part: &[Draw<'_>]) -> QueryBuilder<Db> {
    let mut insert = QueryBuilder::<Db>::new(MATTERS);
    insert.push_values(part, |mut row, draw| {
        let closed = draw.status == "closed";
        let handed_over = (draw.status != "draft").then_some(draw.created_at);
        let signed = handed_over.filter(|_| draw.status != "issued");
        row.push_bind(draw.id)
            .push_bind(county.region)
            .push_bind(county.city)
            .push_bind(format!("督〔2023〕{:04}号", draw.n + 1))
            .push_bind(2_023_000_000_001_i64 + i64::try_from(draw.n).unwrap_or(0))
            .push_bind(if draw.n.is_multiple_of(4) { "issue" } else { "task" })
            .push_bind(format!("关于推进一季度第{}项重点工作任务落实情况的督办事项", draw.n + 1))
            .push_bind("对照工作方案逐项核实进度，列出未完成事项的原因、责任人和完成时限，每周报送进展，遇到问题及时提请研究。")
            .push_bind("工业经济")
            .push_bind(draw.status)
            .push_bind("county")
            .push_bind("normal")
            .push_bind(draw.leader)
            .push_bind(draw.lead.unit.id)
            .push_bind(draw.due_on)
            .push_bind(draw.due_on)
            .push_bind(draw.due_on)
            .push_bind(closed.then_some(draw.due_on))
            .push_bind("none")
            .push_bind(i32::from(closed) * 100)
            .push_bind(!closed)
            .push_bind(false)
            .push_bind(false)
            .push_bind(0_i32)
            .push_bind(draw.holder)
            .push_bind(1_i32)
            .push_bind(draw.next_alert_at)
            .push_bind(county.supervisor)
            .push_bind(draw.created_at)
            .push_bind(handed_over)
            .push_bind(handed_over)
            .push_bind(draw.due_set_at)
            .push_bind(signed)
            .push_bind(draw.created_at);
    });
    insert
}

/// The n-th matter of a county's everyday: four in five are open, their dates lie in one year.
fn mixed(county: &County, n: usize, today: NaiveDate, now: DateTime<Utc>) -> Draw<'_> {
    let (status, holder) = match (n / county.units.len()) % 10 {
        0 => ("draft", "supervision_office"),
        1 | 2 => ("issued", "lead_department"),
        8 | 9 => ("closed", "nobody"),
        _ => ("in_progress", "lead_department"),
    };
    let far = TimeDelta::days(i64::try_from(n * 7919 % 365).unwrap_or(0) - 50);
    let open = matches!(status, "issued" | "in_progress");
    Draw {
        status,
        holder,
        due_on: today + far,
        next_alert_at: open.then(|| (now + TimeDelta::days(1) + far.abs()).timestamp_millis()),
        due_set_at: None,
        ..plain(county, n, now - TimeDelta::days(60))
    }
}

/// The n-th matter of which one step is due now, and no other.
fn due(county: &County, n: usize, due_on: NaiveDate, now: DateTime<Utc>) -> Draw<'_> {
    Draw {
        status: "in_progress",
        holder: "lead_department",
        due_on,
        // Set today before the hour of the alerts, so that the steps of the days before are none.
        due_set_at: Some((now - TimeDelta::hours(3)).timestamp_millis()),
        next_alert_at: Some((now - TimeDelta::hours(1)).timestamp_millis()),
        ..plain(county, n, now - TimeDelta::days(60))
    }
}

/// The dates of which T-3 and T+1 of the usual ladder are today.
fn due_dates(today: NaiveDate) -> Option<[NaiveDate; 2]> {
    let calendar = Calendar::shipped();
    let dates = [calendar.add(today, 3), calendar.add(today, -1)];
    (calendar.add(dates[0], -3) == today && calendar.add(dates[1], 1) == today).then_some(dates)
}

fn plain(county: &County, n: usize, created: DateTime<Utc>) -> Draw<'_> {
    let units = &county.units;
    Draw {
        id: Uuid::now_v7(),
        n,
        lead: &units[n % units.len()],
        co: &units[(n + 5) % units.len()],
        leader: county.leaders[n % county.leaders.len()].id,
        status: "draft",
        holder: "supervision_office",
        due_on: NaiveDate::MIN,
        created_at: created.timestamp_millis(),
        due_set_at: None,
        next_alert_at: None,
    }
}
