//! Why a matter's date is what it is, for one matter day by day and for a page of them in a sentence each.

use std::collections::HashMap;

use duban_core::calendar::Calendar;
use duban_core::id::MatterId;
use duban_core::lang::OFFICE;
use duban_core::matter::deadline::{DeadlineFacts, Extended, Pause, explain};
use duban_core::matter::light;
use duban_core::region::Zone;
use duban_core::say;
use duban_core::word::Stage;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::query::load_visible;
use super::view::{Deadline, PauseSpan};
use super::{entity, facts, list_row, pause};
use crate::directory::Directory;
use crate::error::AppResult;
use crate::scope::Unscoped;
use crate::words::instant;
use crate::{App, Ctx, escalation, extension};

/// Why the matter's date is what it is, day by day.
pub async fn deadline(app: &App, ctx: &Ctx, id: MatterId) -> AppResult<Deadline> {
    let db = app.store().read();
    let (row, _) = load_visible(app, ctx, db, id).await?;
    let (directory, calendar) = (app.directory().await?, app.calendar().await?);
    let mut history = DateHistory::of(db, &[row.id]).await?;
    history.explain(app, &directory, &calendar, &row)
}

/// The deadlines of matters in one sentence each. Who asks for them was shown the matters already.
pub(crate) async fn summaries(app: &App, matters: &[Uuid]) -> AppResult<HashMap<Uuid, String>> {
    let db = app.store().read();
    let (directory, calendar) = (app.directory().await?, app.calendar().await?);
    let rows = entity::Entity::find_unscoped(Unscoped::Shown)
        .filter(entity::Column::Id.is_in(matters.iter().copied()))
        .all(db)
        .await?;
    let mut history = DateHistory::of(db, matters).await?;
    rows.iter()
        .map(|row| {
            let told = history.explain(app, &directory, &calendar, row)?;
            Ok((row.id, told.summary))
        })
        .collect()
}

/// What moved the dates of some matters: as many questions to the database for one as for a page.
struct DateHistory {
    pauses: HashMap<Uuid, Vec<pause::Model>>,
    extensions: HashMap<Uuid, Vec<extension::entity::Model>>,
    submitted_at: HashMap<Uuid, i64>,
}

impl DateHistory {
    async fn of<C: ConnectionTrait>(db: &C, matters: &[Uuid]) -> AppResult<Self> {
        let found = pause::Entity::find_unscoped(Unscoped::Shown)
            .filter(pause::Column::MatterId.is_in(matters.iter().copied()))
            .order_by_asc(pause::Column::FromOn)
            .order_by_asc(pause::Column::Id)
            .all(db)
            .await?;
        let mut pauses: HashMap<Uuid, Vec<pause::Model>> = HashMap::new();
        for pause in found {
            pauses.entry(pause.matter_id).or_default().push(pause);
        }
        Ok(Self {
            pauses,
            extensions: extension::query::approved(db, matters).await?,
            submitted_at: escalation::query::submitted_at(db, matters).await?,
        })
    }

    fn explain(
        &mut self,
        app: &App,
        directory: &Directory,
        calendar: &Calendar,
        row: &entity::Model,
    ) -> AppResult<Deadline> {
        let zone = directory.region(row.region_id.into())?.zone();
        let today = zone.local_date(app.now());
        let clock = facts::clock_facts(row);
        let spans = self.pauses.remove(&row.id).unwrap_or_default();
        let (pauses, extensions, start_ms): (Vec<Pause>, Vec<Extended>, _) = match clock.stage {
            Stage::County => (
                spans.iter().map(facts::pause).collect(),
                self.extended(zone, row.id),
                row.issued_at.unwrap_or(row.created_at),
            ),
            Stage::City => {
                let submitted_at = self.submitted_at.get(&row.id).copied();
                (Vec::new(), Vec::new(), submitted_at.unwrap_or(row.created_at))
            }
        };
        let start_on = zone.local_date(instant(start_ms));
        let due_on = match clock.stage {
            Stage::County => Some(row.due_on),
            Stage::City => row.city_due_on,
        };
        let explained = explain(
            calendar,
            &DeadlineFacts {
                start_on,
                due_on: due_on.unwrap_or(today),
                pauses: &pauses,
                extensions: &extensions,
                stopped_on: row.stopped_on,
                today,
            },
        );
        let left = light::working_days_left(&clock, today, calendar);
        let summary = match list_row::from_hand_over(row.due_in_working_days, clock.status) {
            Some(days) => say!(OFFICE, "deadline.from_hand_over", days),
            None => facts::summary(
                OFFICE,
                row,
                &facts::SummaryFacts {
                    start_on,
                    due_on,
                    left,
                    today,
                    explained: &explained,
                },
            ),
        };
        Ok(Deadline {
            clock: clock.stage,
            start_on,
            due_on,
            original_due_on: row.original_due_on,
            today,
            calendar_version: calendar.version().to_owned(),
            working_days_left: left,
            counted: explained.counted,
            paused: explained.paused,
            overdue_before: row.overdue_before,
            truncated: explained.truncated,
            days: explained.days,
            pauses: spans.into_iter().map(span).collect(),
            summary,
        })
    }

    /// The approved extensions of a matter, oldest first.
    fn extended(&self, zone: Zone, matter: Uuid) -> Vec<Extended> {
        let approved = self.extensions.get(&matter).into_iter().flatten();
        approved
            .map(|row| Extended {
                from_due_on: row.from_due_on,
                decided_on: zone.local_date(instant(row.decided_at.unwrap_or(row.requested_at))),
            })
            .collect()
    }
}

fn span(pause: pause::Model) -> PauseSpan {
    PauseSpan {
        from_on: pause.from_on,
        to_on: pause.to_on,
        reason: pause.reason.0,
    }
}
