//! Which steps of a batch are new, and who is told. Reads only.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use duban_core::alert::{self, AlertOutcome, DueStep, Recipient, StepKey};
use duban_core::calendar::Calendar;
use duban_core::id::{RegionId, UserId};
use duban_core::matter::light;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entity::{Column, Entity};
use super::roster::{Assignment, Roster};
use crate::directory::Region;
use crate::error::{AppError, AppResult};
use crate::matter::entity::Model;
use crate::matter::facts;
use crate::scope::Unscoped;
use crate::store::Tx;
use crate::{App, region};

/// What a matter of the batch gets.
pub(super) struct Planned {
    /// New steps, oldest first.
    pub(super) fired: Vec<Fired>,
    /// When to look again.
    pub(super) next_alert_at: Option<DateTime<Utc>>,
}

/// A new step with the persons it goes to.
pub(super) struct Fired {
    pub(super) step: DueStep,
    /// Working days from the date counted from to today; the step's own where it was missed.
    pub(super) days: i32,
    pub(super) to: Vec<(UserId, Recipient)>,
    pub(super) outcome: AlertOutcome,
}

/// Plans each matter, in their order, and leaves out what has fired before.
pub(super) async fn plan(tx: &Tx, app: &App, matters: &[Model]) -> AppResult<Vec<Planned>> {
    let now = app.now();
    let (directory, calendar) = (app.directory().await?, app.calendar().await?);
    let regions = regions(tx, matters).await?;
    let mut rosters: HashMap<RegionId, Roster<'_>> = HashMap::new();
    let fired_steps = FiredSteps::load(tx, matters).await?;
    let mut planned = Vec::with_capacity(matters.len());
    for matter in matters {
        let region = regions
            .get(&matter.region_id)
            .ok_or_else(|| AppError::Corrupt(format!("matter {} has no region", matter.id)))?;
        let facts = facts::alert_facts(matter, region, &calendar);
        let plan = alert::plan(
            &region.settings.ladder,
            &facts,
            &calendar,
            region.zone(),
            region.settings.alert_hour,
            now,
        );
        let roster = rosters
            .entry(region.id)
            .or_insert_with(|| Roster::new(&directory, region.id));
        let assignment = Assignment {
            leader: matter.leader_id.into(),
            lead_department: matter.lead_department_id.into(),
        };
        let today = region.zone().local_date(now);
        let mut fired = Vec::new();
        for step in alert::unfired(plan.due, fired_steps.of(matter.id)) {
            let days = days(&step, &calendar, today);
            fired.push(with_recipients(step, days, roster, assignment));
        }
        planned.push(Planned {
            fired,
            next_alert_at: plan.next_alert_at,
        });
    }
    Ok(planned)
}

/// A step with its recipients. One that nobody can receive is kept under the responsible leader's
/// name, for the record and for the office's page.
fn with_recipients(step: DueStep, days: i32, roster: &Roster<'_>, assignment: Assignment) -> Fired {
    let mut to = roster.resolve(&step.recipients, assignment);
    let outcome = match (step.send, to.is_empty()) {
        (false, _) => AlertOutcome::Superseded,
        (true, false) => AlertOutcome::Sent,
        (true, true) => AlertOutcome::Undeliverable,
    };
    if to.is_empty() {
        let (rule, step) = (step.rule.as_str(), step.step);
        tracing::warn!(leader = %assignment.leader.0, rule, step, "an alert has nobody to go to");
        to.push((assignment.leader, Recipient::Leader));
    }
    Fired {
        step,
        days,
        to,
        outcome,
    }
}

/// The days to speak of, counted as the light counts them.
fn days(step: &DueStep, calendar: &Calendar, today: NaiveDate) -> i32 {
    if step.send {
        -light::left(today, step.counted_from, calendar)
    } else {
        step.step
    }
}

/// The regions with their ladders as this transaction sees them. The directory may be seconds old,
/// and a matter that was woken by a new ladder must not be planned with the old one.
async fn regions(tx: &Tx, matters: &[Model]) -> AppResult<HashMap<Uuid, Region>> {
    let ids: HashSet<Uuid> = matters.iter().map(|matter| matter.region_id).collect();
    let rows = region::entity::Entity::find()
        .filter(region::entity::Column::Id.is_in(ids))
        .all(tx)
        .await?;
    rows.into_iter()
        .map(|row| Ok((row.id, region::from_row(row)?)))
        .collect()
}

/// The steps that have fired before. A step fires once: a person who joins later gets the next one.
#[derive(Default)]
struct FiredSteps {
    of_matter: HashMap<Uuid, HashSet<StepKey>>,
    nothing: HashSet<StepKey>,
}

impl FiredSteps {
    async fn load(tx: &Tx, matters: &[Model]) -> AppResult<Self> {
        let rows: Vec<(Uuid, String, i32, String)> = Entity::find_unscoped(Unscoped::Worker)
            .select_only()
            .columns([Column::MatterId, Column::Rule, Column::Step, Column::Cycle])
            .distinct()
            .filter(Column::MatterId.is_in(matters.iter().map(|matter| matter.id)))
            .into_tuple()
            .all(tx)
            .await?;
        let mut fired_steps = Self::default();
        for (matter, rule, step, cycle) in rows {
            // A rule that this release does not know fires nothing.
            if let Ok(rule) = rule.parse() {
                fired_steps
                    .of_matter
                    .entry(matter)
                    .or_default()
                    .insert((rule, cycle, step));
            }
        }
        Ok(fired_steps)
    }

    fn of(&self, matter: Uuid) -> &HashSet<StepKey> {
        self.of_matter.get(&matter).unwrap_or(&self.nothing)
    }
}
