//! Writing a batch: alerts, slips, messages, events and the next look, with a handful of statements
//! however many matters there are.

use std::collections::BTreeMap;

use duban_core::alert::AlertOutcome;
use duban_core::event::{AlertStep, Alerted, EventData};
use duban_core::lang::OFFICE;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::entity::{self, Column};
use super::fire::{Fired, Planned};
use super::slip;
use crate::column::Word;
use crate::directory;
use crate::error::{AppError, AppResult};
use crate::event::{NewEvent, Rule};
use crate::matter::entity as matter;
use crate::notification::{Kind, text};
use crate::number::{self, NumberKind};
use crate::outbox::Outgoing;
use crate::store::Tx;
use crate::unit_of_work::{Recorded, Work};
use crate::words::new_id;

/// Rows in one INSERT; far below SQLite's limit of bound values.
const ROWS_PER_INSERT: usize = 500;

/// What was written.
#[derive(Default)]
pub(super) struct Written {
    pub(super) fired: u64,
    pub(super) sent: u64,
    /// Where an event was left.
    pub(super) recorded: Option<Recorded>,
}

#[derive(Default)]
struct Rows {
    alerts: Vec<entity::ActiveModel>,
    slips: Vec<slip::ActiveModel>,
    messages: Vec<Outgoing>,
    events: Vec<NewEvent>,
}

/// Writes what the plan says, region by region in one order, so that no two workers wait for each
/// other's counters and chains.
pub(super) async fn write(
    work: &Work<'_>,
    matters: &[matter::Model],
    planned: Vec<Planned>,
) -> AppResult<Written> {
    let (tx, app) = (work.tx(), work.app());
    let now = app.now();
    let directory = app.directory().await?;
    let mut next: BTreeMap<Option<i64>, Vec<Uuid>> = BTreeMap::new();
    let mut regions: BTreeMap<Uuid, Vec<(&matter::Model, Vec<Fired>)>> = BTreeMap::new();
    for (matter, plan) in matters.iter().zip(planned) {
        let at = plan.next_alert_at.map(|at| at.timestamp_millis());
        next.entry(at).or_default().push(matter.id);
        if !plan.fired.is_empty() {
            regions
                .entry(matter.region_id)
                .or_default()
                .push((matter, plan.fired));
        }
    }
    let mut written = Written::default();
    for (region, fired) in regions {
        let region = directory.region(region.into())?;
        let year = text::year(region.zone().local_date(now));
        let steps = fired.iter().flat_map(|(_, steps)| steps);
        let slips = steps.filter(|fired| slip_color(fired).is_some()).count();
        let numbers = number::next(tx, region.id, NumberKind::Slip, year, slips).await?;
        let rows = rows(region, now.timestamp_millis(), fired, numbers)?;
        written.fired += rows.alerts.len() as u64;
        written.sent += rows.messages.len() as u64;
        insert_alerts(tx, rows.alerts).await?;
        insert(tx, rows.slips).await?;
        work.notify(rows.messages).await?;
        let recorded = work
            .record_at(region.id, now.timestamp_millis(), rows.events)
            .await?;
        written.recorded = Some(recorded);
    }
    // Not a change of the matter: its version stays, so that nobody's edit becomes stale by it.
    for (at, ids) in next {
        matter::Entity::update_many()
            .col_expr(matter::Column::NextAlertAt, at.into())
            .filter(matter::Column::Id.is_in(ids))
            .exec(tx)
            .await?;
    }
    Ok(written)
}

/// The colour of the slip that really goes out: a step that is not sent chases nobody.
fn slip_color(fired: &Fired) -> Option<duban_core::word::SlipColor> {
    fired.step.slip.filter(|_| fired.outcome == AlertOutcome::Sent)
}

fn rows(
    region: &directory::Region,
    now: i64,
    fired: Vec<(&matter::Model, Vec<Fired>)>,
    numbers: Vec<String>,
) -> AppResult<Rows> {
    let mut numbers = numbers.into_iter();
    let mut rows = Rows::default();
    for (matter, steps) in fired {
        let mut alerts = Vec::with_capacity(steps.len());
        let mut named_after = None;
        for fired in steps {
            let why = text::why(OFFICE, &fired.step, fired.days);
            let number = match slip_color(&fired) {
                Some(_) => Some(
                    numbers
                        .next()
                        .ok_or_else(|| AppError::Internal("slip number".to_owned()))?,
                ),
                None => None,
            };
            alerts.push(AlertStep {
                rule: fired.step.rule,
                version: fired.step.version,
                step: fired.step.step,
                cycle: fired.step.cycle.clone(),
                outcome: fired.outcome,
                slip: number.clone(),
                recipients: fired.to.iter().map(|(user, _)| *user).collect(),
            });
            // The event is named after what was sent; the last one is the newest.
            if fired.step.send || named_after.is_none() {
                named_after = Some((fired.step.rule, why.clone()));
            }
            step_rows(&mut rows, region, now, matter, &fired, number, &why);
        }
        if let Some((rule, why)) = named_after {
            let event = NewEvent::new(Rule::Ladder(rule), EventData::Alert(Alerted { alerts }));
            rows.events
                .push(event.about(matter.id.into()).with_note(Some(why)));
        }
    }
    Ok(rows)
}

/// The rows of one step: an alert for each person, a message for each when it is sent, one slip.
fn step_rows(
    rows: &mut Rows,
    region: &directory::Region,
    now: i64,
    matter: &matter::Model,
    fired: &Fired,
    number: Option<String>,
    why: &str,
) {
    let step = &fired.step;
    let color = slip_color(fired);
    let text = text::alert(
        OFFICE,
        step,
        fired.days,
        &matter.number,
        &matter.title,
        number.as_deref(),
    );
    for (user, role) in &fired.to {
        let id = new_id();
        let row = entity::Model {
            id,
            region_id: region.id.0,
            matter_id: matter.id,
            rule: step.rule.into(),
            rule_version: i32::try_from(step.version).unwrap_or(i32::MAX),
            step: step.step,
            cycle: step.cycle.clone(),
            recipient_id: user.0,
            recipient_role: (*role).into(),
            outcome: fired.outcome.into(),
            slip_number: number.clone(),
            slip_color: color.map(Word),
            why: why.to_owned(),
            due_at: step.fire_at.timestamp_millis(),
            fired_at: now,
            delivered_at: None,
        };
        rows.alerts.push(row.into_active_model().reset_all());
        if fired.outcome == AlertOutcome::Sent {
            rows.messages.push(Outgoing {
                recipient: *user,
                region: region.id,
                kind: Kind::Alert,
                severity: text::severity(step),
                matter: Some((matter.id.into(), matter.number.clone(), matter.title.clone())),
                title: text.title.clone(),
                body: text.body.clone(),
                why: Some(why.to_owned()),
                alert_id: Some(id.into()),
            });
        }
    }
    if let (Some(number), Some(color)) = (number, color) {
        rows.slips.push(slip::ActiveModel {
            id: Set(new_id()),
            region_id: Set(region.id.0),
            matter_id: Set(matter.id),
            number: Set(number),
            color: Set(color.into()),
            rule: Set(Some(step.rule.into())),
            step: Set(Some(step.step)),
            cycle: Set(Some(step.cycle.clone())),
            text: Set(text.body),
            issued_by: Set(None),
            issued_at: Set(now),
        });
    }
}

/// Inserts the alerts. The matters are locked and their steps were checked, so that every row must be
/// new; if one is not, another worker was at it and this batch is undone.
async fn insert_alerts(tx: &Tx, mut rows: Vec<entity::ActiveModel>) -> AppResult<()> {
    let key = [
        Column::MatterId,
        Column::Rule,
        Column::Step,
        Column::Cycle,
        Column::RecipientId,
    ];
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(ROWS_PER_INSERT));
        let expected = rows.len() as u64;
        let inserted = entity::Entity::insert_many(rows)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
        if inserted != expected {
            return Err(AppError::Conflict("alert_fired_twice"));
        }
        rows = rest;
    }
    Ok(())
}

async fn insert<A>(tx: &Tx, mut rows: Vec<A>) -> AppResult<()>
where
    A: ActiveModelTrait + Send,
{
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(ROWS_PER_INSERT));
        A::Entity::insert_many(rows).exec_without_returning(tx).await?;
        rows = rest;
    }
    Ok(())
}
