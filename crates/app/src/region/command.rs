//! Setting regions up.

use duban_core::event::{EventData, RegionCreated, RegionLinked};
use duban_core::id::RegionId;
use duban_core::region::Settings;
use duban_core::text::clean;
use duban_core::word::RegionLevel;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{entity, stored};
use crate::App;
use crate::error::{AppError, AppResult, FieldError};
use crate::event::{self, NewEvent, Rule, head};
use crate::matter;
use crate::scope::Unscoped;
use crate::unit_of_work::Work;
use crate::words::new_id;

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
        match clean(text).chars().count() {
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
    let data = EventData::RegionCreated(RegionCreated {
        code: new.code.clone(),
        name: new.name.clone(),
        level: new.level,
    });
    let created = NewEvent::new(Rule::Setup, data);
    let row = entity::ActiveModel {
        id: Set(id),
        code: Set(new.code),
        name: Set(new.name),
        level: Set(new.level.into()),
        city_id: Set(new.city.map(Into::into)),
        city_on_system: Set(new.city_on_system),
        offset_minutes: Set(SHANGHAI_MINUTES),
        settings: Set(stored::write(&new.settings)?),
        settings_version: Set(1),
        created_at: Set(now),
    };
    let chain = head::ActiveModel {
        change_seq: Set(0),
        ..event::seal::sealed(app.audit_key(), id, 0, String::new())
    };
    let work = Work::begin(app).await?;
    entity::Entity::insert(row)
        .exec_without_returning(work.tx())
        .await?;
    head::Entity::insert(chain)
        .exec_without_returning(work.tx())
        .await?;
    let recorded = work.record(id.into(), created).await?;
    event::register::add(work.tx(), app, id).await?;
    work.commit(recorded).await?;
    app.directory_changed().await;
    Ok(id.into())
}

/// Puts a county that stands alone under its city. Part of setting a region up; no person stands behind it.
pub async fn link(app: &App, county: RegionId, city: RegionId, city_on_system: bool) -> AppResult<()> {
    let work = Work::begin(app).await?;
    // Matters before their region, like every other write to both.
    matter::entity::Entity::find_unscoped(Unscoped::Command)
        .select_only()
        .column(matter::entity::Column::Id)
        .filter(matter::entity::Column::RegionId.eq(county.0))
        .order_by_asc(matter::entity::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .into_tuple::<Uuid>()
        .all(work.tx())
        .await?;
    let row = entity::Entity::find_by_id(county.0)
        .lock(LockType::NoKeyUpdate)
        .one(work.tx())
        .await?
        .ok_or(AppError::NotFound)?;
    if row.city_id.is_some() {
        return Err(AppError::Conflict("linked_already"));
    }
    let data = EventData::RegionLinked(RegionLinked { city, city_on_system });
    let linked = NewEvent::new(Rule::Setup, data);
    let update = entity::ActiveModel {
        id: Set(county.0),
        city_id: Set(Some(city.0)),
        city_on_system: Set(city_on_system),
        ..Default::default()
    };
    entity::Entity::update(update).exec(work.tx()).await?;
    // A matter knows its city, so that the city's lists have an index. Who registers one holds the region meanwhile, so
    // that it is either here already or reads the city that was just written.
    matter::entity::Entity::update_many()
        .col_expr(matter::entity::Column::CityId, Expr::value(city.0))
        .filter(matter::entity::Column::RegionId.eq(county.0))
        .exec(work.tx())
        .await?;
    let recorded = work.record(county, linked).await?;
    work.commit(recorded).await?;
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
