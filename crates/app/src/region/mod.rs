//! Counties and cities, and what each office has set.

use duban_core::id::RegionId;
use sea_orm::sea_query::LockType;
use sea_orm::{EntityTrait, QuerySelect};

use crate::directory::Region;
use crate::error::{AppError, AppResult};
use crate::store::Tx;

pub mod command;
pub(crate) mod entity;
pub mod settings;
mod stored;

/// Reads a region's row.
pub(crate) fn from_row(row: entity::Model) -> AppResult<Region> {
    let settings = stored::read(&row.settings)
        .map_err(|error| AppError::Corrupt(format!("settings of region {}: {error}", row.code)))?;
    Ok(Region {
        id: row.id.into(),
        level: row.level.0,
        code: row.code,
        name: row.name,
        city: row.city_id.map(Into::into),
        city_on_system: row.city_on_system,
        offset_minutes: row.offset_minutes,
        settings,
    })
}

/// A region as this transaction sees it. The directory may be seconds old, which is too old to plan with.
pub(crate) async fn current(tx: &Tx, id: RegionId) -> AppResult<Region> {
    let row = entity::Entity::find_by_id(id.0)
        .one(tx)
        .await?
        .ok_or(AppError::NotFound)?;
    from_row(row)
}

/// The same with a shared lock: nobody changes the region until the transaction ends.
pub(crate) async fn get_for_share(tx: &Tx, id: RegionId) -> AppResult<Region> {
    let row = entity::Entity::find_by_id(id.0)
        .lock(LockType::Share)
        .one(tx)
        .await?
        .ok_or(AppError::NotFound)?;
    from_row(row)
}
