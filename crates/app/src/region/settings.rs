//! What an office has set for its region, read and replaced as a whole.

use chrono::{DateTime, Utc};
use duban_core::alert::RuleKey;
use duban_core::calendar::Calendar;
use duban_core::event::{Changes, EventData, SettingsChanged};
use duban_core::id::RegionId;
use duban_core::matter::light::holder_of_verified;
use duban_core::policy::{self, Permission};
use duban_core::region::Settings;
use duban_core::word::{Outcome, Status};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use super::{entity, stored};
use crate::column::Word;
use crate::directory::Region;
use crate::error::{AppError, AppResult, FieldError};
use crate::event::NewEvent;
use crate::matter::entity as matter;
use crate::scope::Unscoped;
use crate::store::Tx;
use crate::unit_of_work::Work;
use crate::{App, Ctx};

/// Settings with the version that a change must name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned {
    /// Rises with every change.
    pub version: i32,
    /// What is set.
    pub settings: Settings,
}

/// What the caller's office has set.
pub async fn get(app: &App, ctx: &Ctx) -> AppResult<Versioned> {
    require(ctx, Permission::ReadSettings)?;
    let row = entity::Entity::find_by_id(ctx.actor.region.0)
        .one(app.store().read())
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(Versioned {
        version: row.settings_version,
        settings: super::from_row(row)?.settings,
    })
}

/// Sets everything at once and has the alerts planned anew. `seen` is the version that the change was
/// made on. A rule whose steps differ gets the next version, whatever version was sent.
pub async fn update(app: &App, ctx: &Ctx, seen: i32, mut new: Settings) -> AppResult<Versioned> {
    require(ctx, Permission::EditSettings)?;
    new.validate()
        .map_err(|faults| AppError::Invalid(faults.into_iter().map(FieldError::from).collect()))?;
    let calendar = app.calendar().await?;
    let now = app.now();
    let work = Work::begin(app).await?;
    let region = at_version(work.tx(), ctx.actor.region, seen).await?;
    let old = &region.settings;
    raise_versions(old, &mut new, seen);
    if new == *old {
        return Ok(Versioned {
            version: seen,
            settings: new,
        });
    }
    let ahead = look_back_ahead(&region, &new, &calendar, now);
    let watched = watched(region.id, ahead);
    lock_watched(work.tx(), &watched).await?;
    // Matters before their region, like every other write to both; nobody may have been faster while they were waited for.
    lock_region(work.tx(), region.id, seen).await?;
    wake(work.tx(), watched, now).await?;
    if new.close_delegated != old.close_delegated {
        hand_over_verified(work.tx(), ctx.actor.region, &new).await?;
    }
    let update = entity::ActiveModel {
        id: Set(ctx.actor.region.0),
        settings: Set(stored::write(&new)?),
        settings_version: Set(seen + 1),
        ..Default::default()
    };
    entity::Entity::update(update).exec(work.tx()).await?;
    let event = changed(ctx, old, &new)?;
    let recorded = work.record(ctx.actor.region, event).await?;
    work.commit(recorded).await?;
    app.directory_changed().await;
    Ok(Versioned {
        version: seen + 1,
        settings: new,
    })
}

/// The region, if its settings are still those that the change was made on.
async fn at_version(tx: &Tx, region: RegionId, seen: i32) -> AppResult<Region> {
    let row = entity::Entity::find_by_id(region.0)
        .one(tx)
        .await?
        .ok_or(AppError::NotFound)?;
    if row.settings_version != seen {
        let current = row.settings_version;
        return Err(AppError::Stale { current });
    }
    super::from_row(row)
}

/// Locks the region's row. Not FOR UPDATE: rows that point at it may be written meanwhile.
async fn lock_region(tx: &Tx, region: RegionId, seen: i32) -> AppResult<()> {
    let row = entity::Entity::find_by_id(region.0)
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await?
        .ok_or(AppError::NotFound)?;
    match row.settings_version {
        current if current == seen => Ok(()),
        current => Err(AppError::Stale { current }),
    }
}

/// A rule that was off the ladder begins with the version of the settings, which none of its steps had before: no
/// rule changes more often than they do.
fn raise_versions(old: &Settings, new: &mut Settings, seen: i32) {
    for rule in &mut new.ladder {
        let before = old.ladder.iter().find(|before| before.key == rule.key);
        rule.version = match before {
            None => seen.unsigned_abs() + 1,
            Some(before) if before.steps == rule.steps => before.version,
            Some(before) => before.version + 1,
        };
    }
}

/// The matters of a region that the ladder watches: what is open, and what was achieved and closed so
/// lately that its look-back lies ahead.
fn watched(region: RegionId, closed_since: i64) -> Condition {
    let over = [Status::Closed, Status::Cancelled].map(Word);
    let achieved = Condition::all()
        .add(matter::Column::Status.eq(Word(Status::Closed)))
        .add(matter::Column::Outcome.eq(Word(Outcome::Achieved)))
        .add(matter::Column::ClosedAt.gte(closed_since));
    let watched = Condition::any()
        .add(matter::Column::Status.is_not_in(over))
        .add(achieved);
    Condition::all()
        .add(matter::Column::RegionId.eq(region.0))
        .add(watched)
}

/// Locks the matters in the order of their ids, like every write to several.
async fn lock_watched(tx: &Tx, watched: &Condition) -> AppResult<()> {
    matter::Entity::find_unscoped(Unscoped::Command)
        .select_only()
        .column(matter::Column::Id)
        .filter(watched.clone())
        .order_by_asc(matter::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .into_tuple::<Uuid>()
        .all(tx)
        .await?;
    Ok(())
}

/// The first instant of closing whose look-back, by the old or the new ladder, is still to come. What was
/// closed before has had its look-back, and a new rule does not reach back to it.
fn look_back_ahead(region: &Region, new: &Settings, calendar: &Calendar, now: DateTime<Utc>) -> i64 {
    let steps = region.settings.ladder.iter().chain(&new.ladder);
    let last = steps
        .filter(|rule| rule.key == RuleKey::LookBack)
        .flat_map(|rule| rule.steps.iter().map(|step| step.offset))
        .max();
    let Some(last) = last else { return i64::MAX };
    let zone = region.zone();
    let first_day = calendar.add(zone.local_date(now), -last);
    zone.day_start(first_day).timestamp_millis()
}

/// Has the sweep look at the matters at once. Asked anew which they are: while the locks were waited for, one may have
/// been registered and handed over by the old ladder.
async fn wake(tx: &Tx, watched: Condition, now: DateTime<Utc>) -> AppResult<()> {
    matter::Entity::update_many()
        .col_expr(matter::Column::NextAlertAt, Expr::val(now.timestamp_millis()))
        .filter(watched)
        .exec(tx)
        .await?;
    Ok(())
}

/// Who may close decides in whose hand the verified matters are.
async fn hand_over_verified(tx: &Tx, region: RegionId, new: &Settings) -> AppResult<()> {
    for by_leader in [false, true] {
        let holder = holder_of_verified(new.close_delegated, by_leader);
        let (verified_by, leader) = (Expr::col(matter::Column::VerifiedBy), matter::Column::LeaderId);
        let verifier = if by_leader {
            Condition::all().add(verified_by.equals(leader))
        } else {
            Condition::any()
                .add(verified_by.not_equals(leader))
                .add(matter::Column::VerifiedBy.is_null())
        };
        matter::Entity::update_many()
            .col_expr(matter::Column::Holder, Expr::val(Word(holder)))
            .filter(matter::Column::RegionId.eq(region.0))
            .filter(matter::Column::Status.eq(Word(Status::Verified)))
            .filter(verifier)
            .exec(tx)
            .await?;
    }
    Ok(())
}

fn changed(ctx: &Ctx, old: &Settings, new: &Settings) -> AppResult<NewEvent> {
    let mut changes = Changes::default();
    if let (Value::Object(old), Value::Object(new)) = (stored::value(old)?, stored::value(new)?) {
        for (name, after) in new {
            let before = old.get(&name).cloned().unwrap_or_default();
            changes.note_named(&name, before, after);
        }
    }
    let data = EventData::SettingsChanged(SettingsChanged { changes });
    Ok(NewEvent::new(&ctx.actor, data))
}

fn require(ctx: &Ctx, permission: Permission) -> AppResult<()> {
    if policy::has_permission(&ctx.actor, permission) {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}
