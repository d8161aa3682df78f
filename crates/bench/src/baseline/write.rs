//! The rows of a batch: alerts, slips, messages, links of the chain, the next look.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chrono::Datelike;
use serde::Serialize;
use sqlx::{QueryBuilder, Row as _, Transaction};
use uuid::Uuid;

use super::insert::{Alert, Slip, outcome, slip};
use super::sweep::{Due, Fired, Planned};
use super::{Baseline, Db, chain, insert};
use crate::text;

const RAISE: &str = "UPDATE number_counter SET last = last + $3 WHERE region_id = $1 AND kind = 'slip' AND year = $2 \
    RETURNING last";
const COUNTER: &str = "INSERT INTO number_counter (region_id, kind, year, last) VALUES ($1, 'slip', $2, $3)";
#[derive(Serialize)]
struct Payload<'a> {
    kind: &'static str,
    severity: &'static str,
    matter: (Uuid, &'a str, &'a str),
    title: &'a str,
    body: &'a str,
    why: &'a str,
    alert_id: Uuid,
    at: i64,
}

#[derive(Serialize)]
struct AlertDetails<'a> {
    rule: &'static str,
    version: u32,
    step: i32,
    cycle: &'a str,
    outcome: &'static str,
    slip: Option<&'a str>,
    recipients: Vec<Uuid>,
}

#[derive(Serialize)]
struct After<'a> {
    alerts: Vec<AlertDetails<'a>>,
}

/// The texts of a step.
struct StepText {
    number: Option<String>,
    why: String,
    title: String,
    body: String,
}

pub(super) async fn write(
    baseline: &Baseline,
    tx: &mut Transaction<'static, Db>,
    planned: &[Planned],
) -> Result<()> {
    let (region, now) = (baseline.county.region, baseline.now.timestamp_millis());
    let steps = || {
        planned
            .iter()
            .flat_map(|one| one.fired.iter().map(move |fired| (&one.matter, fired)))
    };
    let slips = steps().filter(|(_, fired)| slip(fired).is_some()).count();
    let mut numbers = numbers(baseline, tx, slips).await?.into_iter();
    let mut texts = Vec::new();
    for (matter, fired) in steps() {
        let number = match slip(fired) {
            Some(_) => Some(numbers.next().context("a slip without a number")?),
            None => None,
        };
        let (title, body) = text::alert(
            &fired.step,
            fired.days,
            &matter.number,
            &matter.title,
            number.as_deref(),
        );
        texts.push(StepText {
            number,
            why: text::why(&fired.step, fired.days),
            title,
            body,
        });
    }
    let (mut alerts, mut slips, mut links, mut messages) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut remaining = texts.iter();
    for Planned { matter, fired, .. } in planned.iter().filter(|one| !one.fired.is_empty()) {
        let mut details = Vec::with_capacity(fired.len());
        let mut newest = None;
        for fired in fired {
            let text = remaining.next().context("a step without text")?;
            let number = text.number.as_deref();
            for (recipient, role) in &fired.to {
                let id = Uuid::now_v7();
                alerts.push(Alert {
                    id,
                    matter,
                    fired,
                    recipient: *recipient,
                    role,
                    number,
                    why: &text.why,
                });
                if fired.step.send {
                    messages.push((*recipient, message(baseline, matter, fired, text, id)?));
                }
            }
            if let Some(number) = number {
                slips.push(Slip {
                    matter,
                    fired,
                    number,
                    body: &text.body,
                });
            }
            details.push(AlertDetails {
                rule: fired.step.rule.as_str(),
                version: fired.step.version,
                step: fired.step.step,
                cycle: &fired.step.cycle,
                outcome: outcome(fired),
                slip: number,
                recipients: fired.to.iter().map(|(id, _)| *id).collect(),
            });
            if fired.step.send || newest.is_none() {
                newest = Some((fired.step.rule.as_str(), text.why.clone()));
            }
        }
        let (rule, note) = newest.unzip();
        let after_json = serde_json::to_string(&After { alerts: details })?;
        links.push(chain::Link {
            matter: matter.id,
            actor: None,
            rule,
            action: "alert",
            note,
            after_json,
        });
    }
    insert::insert(baseline, tx, &alerts, &slips, &messages).await?;
    if !links.is_empty() {
        chain::append(tx, baseline.audit_key, region, now, &links).await?;
    }
    move_on(tx, planned).await
}

fn message(
    baseline: &Baseline,
    matter: &Due,
    fired: &Fired,
    text: &StepText,
    alert_id: Uuid,
) -> Result<String> {
    Ok(serde_json::to_string(&Payload {
        kind: "alert",
        severity: slip(fired).unwrap_or("yellow"),
        matter: (matter.id, &matter.number, &matter.title),
        title: &text.title,
        body: &text.body,
        why: &text.why,
        alert_id,
        at: baseline.now.timestamp_millis(),
    })?)
}

async fn numbers(
    baseline: &Baseline,
    tx: &mut Transaction<'static, Db>,
    count: usize,
) -> Result<Vec<String>> {
    let (step, year) = (i32::try_from(count)?, baseline.today.year());
    if step == 0 {
        return Ok(Vec::new());
    }
    let raised = sqlx::query(RAISE)
        .bind(baseline.county.region)
        .bind(year)
        .bind(step);
    let last = match raised.fetch_optional(&mut **tx).await? {
        Some(row) => row.try_get(0)?,
        None => {
            let first = sqlx::query(COUNTER)
                .bind(baseline.county.region)
                .bind(year)
                .bind(step);
            first.execute(&mut **tx).await?;
            step
        }
    };
    Ok((last - step + 1..=last)
        .map(|n| format!("催〔{year}〕{n:04}号"))
        .collect())
}

/// One statement for all matters that are looked at again at the same instant.
async fn move_on(tx: &mut Transaction<'static, Db>, planned: &[Planned]) -> Result<()> {
    let mut next: BTreeMap<Option<i64>, Vec<Uuid>> = BTreeMap::new();
    for one in planned {
        next.entry(one.next_alert_at).or_default().push(one.matter.id);
    }
    for (at, ids) in next {
        let mut update = QueryBuilder::<Db>::new("UPDATE matter SET next_alert_at = ");
        update.push_bind(at).push(" WHERE id IN (");
        let mut list = update.separated(", ");
        for id in ids {
            list.push_bind(id);
        }
        list.push_unseparated(")");
        update.build().execute(&mut **tx).await?;
    }
    Ok(())
}
