//! Firing what is due: the same batches, the same rules, the same rows.

use std::collections::{HashMap, HashSet};

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use duban_core::alert::{AlertFacts, DueStep, Recipient, Rule, default_rules, plan};
use duban_core::matter::light::ClockFacts;
use duban_core::region::Zone;
use sqlx::{QueryBuilder, Row as _, Transaction};
use uuid::Uuid;

use super::{Baseline, DUE, Db, Row, begin, write};
use crate::county::Unit;
use crate::{ALERT_HOUR, BATCH, OFFSET_MINUTES};

const KNOWN: &str = "SELECT DISTINCT matter_id, rule, step, cycle FROM alert WHERE matter_id IN (";

/// A matter of a batch, as much of it as is needed.
pub(super) struct Due {
    pub(super) id: Uuid,
    pub(super) number: String,
    pub(super) title: String,
    lead: Uuid,
    facts: AlertFacts,
}

/// A new step with its persons.
pub(super) struct Fired {
    pub(super) step: DueStep,
    pub(super) days: i32,
    pub(super) to: Vec<(Uuid, &'static str)>,
}

/// A matter with what it gets.
pub(super) struct Planned {
    pub(super) matter: Due,
    pub(super) fired: Vec<Fired>,
    pub(super) next_alert_at: Option<i64>,
}

/// Sweeps until nothing is due; gives the number of matters.
pub(crate) async fn sweep(url: &str, now: DateTime<Utc>) -> Result<u64> {
    let baseline = Baseline::open(url, now).await?;
    let rules = default_rules();
    let units: HashMap<Uuid, &Unit> = baseline
        .county
        .units
        .iter()
        .map(|unit| (unit.unit.id, unit))
        .collect();
    let mut swept = 0;
    loop {
        let mut tx = begin(&baseline.pools.write).await?;
        let rows = sqlx::query(DUE)
            .bind(now.timestamp_millis())
            .bind(BATCH)
            .fetch_all(&mut *tx)
            .await?;
        if rows.is_empty() {
            break;
        }
        swept += rows.len() as u64;
        let matters = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
        let mut fired_steps = fired_steps(&mut tx, &matters).await?;
        let planned = matters
            .into_iter()
            .map(|matter| plan_one(&baseline, &rules, &units, &mut fired_steps, matter))
            .collect::<Result<Vec<_>>>()?;
        write::write(&baseline, &mut tx, &planned).await?;
        tx.commit().await?;
    }
    baseline.pools.close().await;
    Ok(swept)
}

fn read(row: &Row) -> Result<Due> {
    let zone = Zone {
        offset_minutes: OFFSET_MINUTES,
    };
    let at = |column: usize| -> Result<Option<DateTime<Utc>>> {
        let millis: Option<i64> = row.try_get(column)?;
        Ok(millis.and_then(DateTime::from_timestamp_millis))
    };
    let day = |column: usize| -> Result<_> { Ok(at(column)?.map(|at| zone.local_date(at))) };
    let (status, stage): (String, String) = (row.try_get(4)?, row.try_get(5)?);
    let outcome: Option<String> = row.try_get(6)?;
    let clock = ClockFacts {
        status: status.parse()?,
        stage: stage.parse()?,
        outcome: outcome.as_deref().map(str::parse).transpose()?,
        due_on: row.try_get(7)?,
        city_due_on: row.try_get(8)?,
        stopped_on: row.try_get(9)?,
    };
    let handed_over = at(10)?;
    Ok(Due {
        id: row.try_get(0)?,
        number: row.try_get(1)?,
        title: row.try_get(2)?,
        lead: row.try_get(3)?,
        facts: AlertFacts {
            clock,
            signed: at(13)?.is_some(),
            started_at: handed_over.or(at(11)?).context("a matter without a beginning")?,
            due_cycle_started_at: at(12)?,
            sign_due_on: day(10)?,
            next_report_due_on: row.try_get(14)?,
            claimed_on: day(15)?,
            extension_requested_on: day(16)?,
            // The measured matters wait for no decision on a claim and for no submission.
            extension_decided_on: None,
            escalation_proposed_on: day(17)?,
            escalation_endorsed_on: None,
            escalation_submitted_on: day(18)?,
            closed_on: day(19)?,
        },
    })
}

type FiredSteps = HashMap<Uuid, HashSet<(String, i32, String)>>;

async fn fired_steps(tx: &mut Transaction<'static, Db>, matters: &[Due]) -> Result<FiredSteps> {
    let mut select = QueryBuilder::<Db>::new(KNOWN);
    let mut ids = select.separated(", ");
    for matter in matters {
        ids.push_bind(matter.id);
    }
    ids.push_unseparated(")");
    let mut fired_steps = FiredSteps::new();
    for row in select.build().fetch_all(&mut **tx).await? {
        let key = (row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
        fired_steps.entry(row.try_get(0)?).or_default().insert(key);
    }
    Ok(fired_steps)
}

fn plan_one(
    baseline: &Baseline,
    rules: &[Rule],
    units: &HashMap<Uuid, &Unit>,
    fired_steps: &mut FiredSteps,
    matter: Due,
) -> Result<Planned> {
    let zone = Zone {
        offset_minutes: OFFSET_MINUTES,
    };
    let plan = plan(
        rules,
        &matter.facts,
        &baseline.calendar,
        zone,
        ALERT_HOUR,
        baseline.now,
    );
    let mut fired = Vec::with_capacity(plan.due.len());
    for step in plan.due {
        let key = (step.rule.as_str().to_owned(), step.step, step.cycle.clone());
        if !fired_steps.entry(matter.id).or_default().insert(key) {
            continue;
        }
        let unit = units.get(&matter.lead).context("an unknown department")?;
        let person = |recipient: &Recipient| match recipient {
            Recipient::Handler => Ok((unit.handler, "handler")),
            Recipient::DepartmentHead => Ok((unit.head, "department_head")),
            other => bail!("the measured steps go to no {}", other.as_str()),
        };
        let to = step.recipients.iter().map(person).collect::<Result<_>>()?;
        let from = step.counted_from;
        let days = baseline.calendar.between(from, baseline.today);
        let days = if baseline.today > from { days.max(1) } else { days };
        fired.push(Fired { step, days, to });
    }
    let next_alert_at = plan.next_alert_at.map(|at| at.timestamp_millis());
    Ok(Planned {
        matter,
        fired,
        next_alert_at,
    })
}
