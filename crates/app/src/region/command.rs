//! Setting regions up, and what an office may set.

use duban_core::id::RegionId;
use duban_core::policy::{self, Duty};
use duban_core::region::Settings;
use duban_core::word::{RegionLevel, Status};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::entity;
use crate::error::{AppError, AppResult, FieldError};
use crate::event::{self, By, NewEvent, head};
use crate::words::new_id;
use crate::{App, Ctx, matter};

/// Asia/Shanghai: minutes east of Greenwich, without summer time since 1991.
const SHANGHAI_MINUTES: i32 = 480;

/// A region to be.
#[derive(Debug, Clone)]
pub struct NewRegion {
    /// Administrative code, unique.
    pub code: String,
    /// Its name.
    pub name: String,
    /// County or city.
    pub level: RegionLevel,
    /// The city above a county.
    pub city: Option<RegionId>,
    /// Whether that city works in this system itself.
    pub city_on_system: bool,
    /// What the office has set.
    pub settings: Settings,
}

impl NewRegion {
    /// A region on its own, with the usual settings.
    pub fn new(code: impl Into<String>, name: impl Into<String>, level: RegionLevel) -> Self {
        let settings = Settings::default();
        Self {
            code: code.into(),
            name: name.into(),
            level,
            city: None,
            city_on_system: false,
            settings,
        }
    }

    /// The same under a city that works in this system itself.
    #[must_use]
    pub fn under(self, city: RegionId) -> Self {
        Self {
            city: Some(city),
            city_on_system: true,
            ..self
        }
    }
}

/// Makes a region and the beginning of its chain of events.
pub async fn create(app: &App, new: NewRegion) -> AppResult<RegionId> {
    let mut errors = Vec::new();
    for (field, text, most) in [("code", &new.code, 12), ("name", &new.name, 50)] {
        match text.trim().chars().count() {
            0 => errors.push(FieldError::new(field, "required")),
            n if n > most => errors.push(FieldError::with(field, "too_long", most)),
            _ => {}
        }
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let id = new_id();
    let now = app.now().timestamp_millis();
    let mut created = NewEvent::new(By::Rule("setup".to_owned()), "region_created");
    created.after.insert("code".to_owned(), json!(new.code));
    created.after.insert("name".to_owned(), json!(new.name));
    created.after.insert("level".to_owned(), json!(new.level));
    let row = entity::ActiveModel {
        id: Set(id),
        code: Set(new.code),
        name: Set(new.name),
        level: Set(new.level.as_str().to_owned()),
        city_id: Set(new.city.map(Into::into)),
        city_on_system: Set(new.city_on_system),
        offset_minutes: Set(SHANGHAI_MINUTES),
        settings: Set(write(&new.settings)?),
        created_at: Set(now),
    };
    let chain = head::ActiveModel {
        region_id: Set(id),
        seq: Set(0),
        mac: Set(String::new()),
        change_seq: Set(0),
    };
    let tx = app.store().begin().await?;
    entity::Entity::insert(row).exec_without_returning(&tx).await?;
    head::Entity::insert(chain).exec_without_returning(&tx).await?;
    event::append(&tx, app.audit_key(), id.into(), now, vec![created]).await?;
    tx.commit().await?;
    app.directory_changed().await;
    Ok(id.into())
}

/// Puts a county that stands alone under its city. Part of setting a region up; no person stands behind it.
pub async fn link(app: &App, county: RegionId, city: RegionId, city_on_system: bool) -> AppResult<()> {
    let tx = app.store().begin().await?;
    let row = entity::Entity::find_by_id(county.0)
        .lock(LockType::NoKeyUpdate)
        .one(&tx)
        .await?
        .ok_or(AppError::NotFound)?;
    if row.city_id.is_some() {
        return Err(AppError::Conflict("linked_already"));
    }
    let mut linked = NewEvent::new(By::Rule("setup".to_owned()), "region_linked");
    linked.after.insert("city".to_owned(), json!(city));
    linked
        .after
        .insert("city_on_system".to_owned(), json!(city_on_system));
    let update = entity::ActiveModel {
        id: Set(county.0),
        city_id: Set(Some(city.0)),
        city_on_system: Set(city_on_system),
        ..Default::default()
    };
    entity::Entity::update(update).exec(&tx).await?;
    let now = app.now().timestamp_millis();
    event::append(&tx, app.audit_key(), county, now, vec![linked]).await?;
    tx.commit().await?;
    app.directory_changed().await;
    Ok(())
}

/// The region with this administrative code, if there is one.
pub async fn find_by_code(app: &App, code: &str) -> AppResult<Option<RegionId>> {
    let found = entity::Entity::find()
        .filter(entity::Column::Code.eq(code))
        .one(app.store().read())
        .await?;
    Ok(found.map(|row| row.id.into()))
}

/// What the caller's office has set.
pub async fn settings(app: &App, ctx: &Ctx) -> AppResult<Settings> {
    may(ctx, Duty::ReadSettings)?;
    let row = entity::Entity::find_by_id(ctx.actor.region.0)
        .one(app.store().read())
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(super::from_row(row)?.settings)
}

/// Sets everything at once and has every open matter's alerts planned anew. A rule whose steps
/// differ gets the next version, whatever version was sent.
pub async fn update_settings(app: &App, ctx: &Ctx, mut new: Settings) -> AppResult<Settings> {
    may(ctx, Duty::EditSettings)?;
    new.validate().map_err(|bad| {
        AppError::Invalid(
            bad.into_iter()
                .map(|(field, code)| field_error(field, &code))
                .collect(),
        )
    })?;
    let tx = app.store().begin().await?;
    let matters = lock_open_matters(&tx, ctx.actor.region).await?;
    // Not FOR UPDATE: rows that point at this region may be written meanwhile.
    let row = entity::Entity::find_by_id(ctx.actor.region.0)
        .lock(LockType::NoKeyUpdate)
        .one(&tx)
        .await?
        .ok_or(AppError::NotFound)?;
    let old = super::from_row(row)?.settings;
    for rule in &mut new.ladder {
        let before = old.ladder.iter().find(|before| before.key == rule.key);
        rule.version = match before {
            None => 1,
            Some(before) if before.steps == rule.steps => before.version,
            Some(before) => before.version + 1,
        };
    }
    if new == old {
        return Ok(old);
    }
    let now = app.now().timestamp_millis();
    for part in matters.chunks(500) {
        matter::entity::Entity::update_many()
            .col_expr(matter::entity::Column::NextAlertAt, Expr::val(now))
            .filter(matter::entity::Column::Id.is_in(part.iter().copied()))
            .exec(&tx)
            .await?;
    }
    let update = entity::ActiveModel {
        id: Set(ctx.actor.region.0),
        settings: Set(write(&new)?),
        ..Default::default()
    };
    entity::Entity::update(update).exec(&tx).await?;
    let event = changed(ctx, &old, &new)?;
    event::append(&tx, app.audit_key(), ctx.actor.region, now, vec![event]).await?;
    tx.commit().await?;
    app.directory_changed().await;
    app.changed();
    Ok(new)
}

/// The open matters of a region, locked in the order of their ids like every write to several.
async fn lock_open_matters(tx: &DatabaseTransaction, region: RegionId) -> AppResult<Vec<Uuid>> {
    let over = [Status::Closed.as_str(), Status::Cancelled.as_str()];
    let ids = matter::entity::Entity::find()
        .select_only()
        .column(matter::entity::Column::Id)
        .filter(matter::entity::Column::RegionId.eq(region.0))
        .filter(matter::entity::Column::Status.is_not_in(over))
        .order_by_asc(matter::entity::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .into_tuple::<Uuid>()
        .all(tx)
        .await?;
    Ok(ids)
}

fn changed(ctx: &Ctx, old: &Settings, new: &Settings) -> AppResult<NewEvent> {
    let mut event = NewEvent::new(By::from(&ctx.actor), "settings_changed");
    let (Value::Object(old), Value::Object(new)) = (value(old)?, value(new)?) else {
        return Ok(event);
    };
    for (field, after) in new {
        let before = old.get(&field).cloned().unwrap_or_default();
        if before != after {
            event.before.insert(field.clone(), before);
            event.after.insert(field, after);
        }
    }
    Ok(event)
}

/// The rules' codes are texts; those that the answer knows are passed on, any other is out of range.
fn field_error(field: String, code: &str) -> FieldError {
    const KNOWN: &[&str] = &["out_of_range", "duplicate", "not_rising", "empty"];
    match KNOWN.iter().find(|known| **known == code) {
        Some(known) => FieldError::new(field, known),
        None => FieldError::with(field, "out_of_range", code),
    }
}

fn may(ctx: &Ctx, duty: Duty) -> AppResult<()> {
    if policy::may(&ctx.actor, duty) {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

fn value(settings: &Settings) -> AppResult<Value> {
    serde_json::to_value(settings).map_err(|error| AppError::Internal(format!("settings as JSON: {error}")))
}

fn write(settings: &Settings) -> AppResult<String> {
    Ok(value(settings)?.to_string())
}
