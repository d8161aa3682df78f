//! Small facts about the installation itself, by key: the demo's clock, the worker's heartbeat.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

use crate::App;
use crate::error::{AppError, AppResult};
use crate::work::{Unrecorded, Work};

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
    let work = Work::begin(app).await?;
    set_in(work.tx(), app, key, value).await?;
    work.commit_unrecorded(Unrecorded::Installation).await?;
    Ok(())
}

/// Raises the number under the key to this one where it is lower or not there; gives the one that stands there then.
/// It is compared under its lock, so that of two processes neither takes it back.
pub(crate) async fn raise(app: &App, key: &str, to: i64) -> AppResult<i64> {
    let work = Work::begin(app).await?;
    let first = OnConflict::column(entity::Column::Key).do_nothing().to_owned();
    entity::Entity::insert(row(app, key, &to.to_string()))
        .on_conflict(first)
        .exec_without_returning(work.tx())
        .await?;
    let kept = entity::Entity::find_by_id(key.to_owned())
        .lock_exclusive()
        .one(work.tx())
        .await?
        .ok_or_else(|| AppError::Internal(format!("{key} was written and is not there")))?;
    let kept = number(key, &kept.value)?;
    if to > kept {
        set_in(work.tx(), app, key, &to.to_string()).await?;
    }
    work.commit_unrecorded(Unrecorded::Installation).await?;
    Ok(kept.max(to))
}

/// The number that a value is.
pub(crate) fn number(key: &str, value: &str) -> AppResult<i64> {
    value
        .parse()
        .map_err(|error| AppError::Corrupt(format!("{key} {value:?}: {error}")))
}

fn row(app: &App, key: &str, value: &str) -> entity::ActiveModel {
    entity::ActiveModel {
        key: Set(key.to_owned()),
        value: Set(value.to_owned()),
        updated_at: Set(app.wall_now().timestamp_millis()),
    }
}

/// The same inside a transaction that writes other things too.
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
