//! Small facts about the installation itself, by key: the demo's clock, the worker's heartbeat.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::App;
use crate::error::AppResult;

pub(crate) mod entity;

/// The value under the key, if there is one.
pub async fn get(app: &App, key: &str) -> AppResult<Option<String>> {
    let row = entity::Entity::find_by_id(key.to_owned())
        .one(app.store().read())
        .await?;
    Ok(row.map(|row| row.value))
}

/// Writes the value under the key, whatever was there.
pub async fn set(app: &App, key: &str, value: &str) -> AppResult<()> {
    let tx = app.store().begin().await?;
    set_in(&tx, app, key, value).await?;
    tx.commit().await?;
    Ok(())
}

/// The same inside a transaction that writes other things too.
pub(crate) async fn set_in(db: &impl ConnectionTrait, app: &App, key: &str, value: &str) -> AppResult<()> {
    let row = entity::ActiveModel {
        key: Set(key.to_owned()),
        value: Set(value.to_owned()),
        updated_at: Set(app.wall_now().timestamp_millis()),
    };
    let newer = OnConflict::column(entity::Column::Key)
        .update_columns([entity::Column::Value, entity::Column::UpdatedAt])
        .to_owned();
    entity::Entity::insert(row)
        .on_conflict(newer)
        .exec_without_returning(db)
        .await?;
    Ok(())
}
