//! Writes rows inside a given transaction.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::entity;
use crate::App;
use crate::error::{AppError, AppResult};

/// Parses a value as a number.
pub(crate) fn parse_number(key: &str, value: &str) -> AppResult<i64> {
    value
        .parse()
        .map_err(|error| AppError::Corrupt(format!("{key} {value:?}: {error}")))
}

pub(super) fn row(app: &App, key: &str, value: &str) -> entity::ActiveModel {
    entity::ActiveModel {
        key: Set(key.to_owned()),
        value: Set(value.to_owned()),
        updated_at: Set(app.wall_now().timestamp_millis()),
    }
}

/// Writes the value under the key as part of a larger transaction.
pub(crate) async fn set_in(db: &impl ConnectionTrait, app: &App, key: &str, value: &str) -> AppResult<()> {
    let newer = OnConflict::column(entity::Column::Key)
        .update_columns([entity::Column::Value, entity::Column::UpdatedAt])
        .to_owned();
    entity::Entity::insert(row(app, key, value))
        .on_conflict(newer)
        .exec_without_returning(db)
        .await?;
    Ok(())
}
