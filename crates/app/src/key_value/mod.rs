//! Key-value pairs about the installation itself (table `app_state`): the demo's clock, the worker's heartbeat.

use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, QuerySelect};

use crate::App;
use crate::error::{AppError, AppResult};
use crate::unit_of_work::{Unrecorded, Work};

pub(crate) mod entity;
mod rows;

pub(crate) use rows::{parse_number, set_in};

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
    entity::Entity::insert(rows::row(app, key, &to.to_string()))
        .on_conflict(first)
        .exec_without_returning(work.tx())
        .await?;
    let kept = entity::Entity::find_by_id(key.to_owned())
        .lock_exclusive()
        .one(work.tx())
        .await?
        .ok_or_else(|| AppError::Internal(format!("{key} was written and is not there")))?;
    let kept = parse_number(key, &kept.value)?;
    if to > kept {
        set_in(work.tx(), app, key, &to.to_string()).await?;
    }
    work.commit_unrecorded(Unrecorded::Installation).await?;
    Ok(kept.max(to))
}
