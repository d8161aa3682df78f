//! Counties and cities, and what each office has set.

use duban_core::region::Settings;

use crate::directory::Region;
use crate::error::{AppError, AppResult};
use crate::words::word;

pub mod command;
pub(crate) mod entity;

/// Reads a region's row.
pub(crate) fn from_row(row: entity::Model) -> AppResult<Region> {
    let settings: Settings = serde_json::from_str(&row.settings)
        .map_err(|error| AppError::Corrupt(format!("settings of region {}: {error}", row.code)))?;
    Ok(Region {
        id: row.id.into(),
        level: word(&row.level)?,
        code: row.code,
        name: row.name,
        city: row.city_id.map(Into::into),
        city_on_system: row.city_on_system,
        offset_minutes: row.offset_minutes,
        settings,
    })
}
