//! Alerts, slips and messages, each with one statement for the whole batch.

use anyhow::Result;
use duban_core::clock::{Clock, SystemClock};
use sqlx::{QueryBuilder, Transaction};
use uuid::Uuid;

use super::sweep::{Due, Fired};
use super::{Baseline, Db};

const ALERTS: &str = "INSERT INTO alert (id, region_id, matter_id, rule, rule_version, step, cycle, recipient_id, \
    recipient_role, outcome, slip_number, slip_color, why, due_at, fired_at) ";
const ONCE: &str = " ON CONFLICT (matter_id, rule, step, cycle, recipient_id) DO NOTHING";
const SLIPS: &str =
    "INSERT INTO urge_slip (id, region_id, matter_id, number, color, rule, step, cycle, text, issued_at) ";
const OUTBOX: &str = "INSERT INTO outbox (id, region_id, recipient_id, channel, payload, status, attempts, \
    next_attempt_at, created_at) ";

/// An alert's place in the batch.
pub(super) struct Alert<'a> {
    pub(super) id: Uuid,
    pub(super) matter: &'a Due,
    pub(super) fired: &'a Fired,
    pub(super) recipient: Uuid,
    pub(super) role: &'static str,
    pub(super) number: Option<&'a str>,
    pub(super) why: &'a str,
}

pub(super) struct Slip<'a> {
    pub(super) matter: &'a Due,
    pub(super) fired: &'a Fired,
    pub(super) number: &'a str,
    pub(super) body: &'a str,
}

pub(super) async fn insert(
    baseline: &Baseline,
    tx: &mut Transaction<'static, Db>,
    alerts: &[Alert<'_>],
    slips: &[Slip<'_>],
    messages: &[(Uuid, String)],
) -> Result<()> {
    let (region, now) = (baseline.county.region, baseline.now.timestamp_millis());
    if !alerts.is_empty() {
        let mut insert = QueryBuilder::<Db>::new(ALERTS);
        insert.push_values(alerts, |mut row, alert| {
            let step = &alert.fired.step;
            row.push_bind(alert.id)
                .push_bind(region)
                .push_bind(alert.matter.id)
                .push_bind(step.rule.as_str())
                .push_bind(i32::try_from(step.version).unwrap_or(i32::MAX))
                .push_bind(step.step)
                .push_bind(&step.cycle)
                .push_bind(alert.recipient)
                .push_bind(alert.role)
                .push_bind(outcome(alert.fired))
                .push_bind(alert.number)
                .push_bind(slip(alert.fired))
                .push_bind(alert.why)
                .push_bind(step.fire_at.timestamp_millis())
                .push_bind(now);
        });
        insert.push(ONCE);
        insert.build().execute(&mut **tx).await?;
    }
    if !slips.is_empty() {
        let mut insert = QueryBuilder::<Db>::new(SLIPS);
        insert.push_values(slips, |mut row, one| {
            let step = &one.fired.step;
            row.push_bind(Uuid::now_v7())
                .push_bind(region)
                .push_bind(one.matter.id)
                .push_bind(one.number)
                .push_bind(slip(one.fired))
                .push_bind(step.rule.as_str())
                .push_bind(step.step)
                .push_bind(&step.cycle)
                .push_bind(one.body)
                .push_bind(now);
        });
        insert.build().execute(&mut **tx).await?;
    }
    if !messages.is_empty() {
        let wall = SystemClock.now().timestamp_millis();
        let mut insert = QueryBuilder::<Db>::new(OUTBOX);
        insert.push_values(messages, |mut row, (recipient, payload)| {
            row.push_bind(Uuid::now_v7())
                .push_bind(region)
                .push_bind(*recipient)
                .push_bind("in_app")
                .push_bind(payload)
                .push_bind("pending")
                .push_bind(0_i32)
                .push_bind(wall)
                .push_bind(wall);
        });
        insert.build().execute(&mut **tx).await?;
    }
    Ok(())
}

/// The colour of the slip that really goes out.
pub(super) fn slip(fired: &Fired) -> Option<&'static str> {
    fired
        .step
        .slip
        .filter(|_| fired.step.send)
        .map(duban_core::word::SlipColor::as_str)
}

pub(super) fn outcome(fired: &Fired) -> &'static str {
    if fired.step.send { "sent" } else { "superseded" }
}
