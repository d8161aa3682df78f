//! Attempts to sign in, in one table for all processes. An attempt is counted before the password is looked at
//! ([`reserve`]) and given back when it was right ([`give_back`]), so that a crowd of guesses gets no further than one
//! after the other would. What is over a limit is refused before anything is written ([`check`]).

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use duban_core::id::UserId;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::error::{AppError, AppResult};
use crate::store::Tx;

mod bucket;
pub(super) mod entity;
mod sweep;

pub(crate) use bucket::{Bucket, network};
pub use sweep::{Swept, sweep};

use entity::{Column, Entity, Model};

/// Rows in one INSERT; far below SQLite's limit of bound values.
const ROWS_AT_ONCE: usize = 200;

/// An attempt that was counted and whose outcome is not known yet.
#[derive(Debug)]
pub(crate) struct Reserved {
    buckets: Vec<Bucket>,
    /// Failures in a row at the place that is counted most closely, this one among them.
    pub(crate) failures: i32,
    /// Whether they lock that place, if this is one.
    pub(crate) locks: bool,
}

/// Why an attempt is refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) error: AppError,
    /// Whether everything from the address is.
    pub(crate) is_of_address: bool,
}

/// Finds out whether a limit is reached, without writing.
pub(crate) async fn check(
    db: &impl ConnectionTrait,
    buckets: &[Bucket],
    now: DateTime<Utc>,
) -> AppResult<Option<Refusal>> {
    let rows = find(buckets).all(db).await?;
    Ok(buckets.iter().find_map(|bucket| {
        let row = rows.iter().find(|row| row.id == bucket.id)?;
        let error = bucket.take(row, now).err()?;
        Some(Refusal {
            error,
            is_of_address: bucket.is_address(),
        })
    }))
}

/// Counts an attempt in each of the buckets, or in none where one of them refuses it. The last one is the one that
/// counts most closely.
pub(crate) async fn reserve(tx: &Tx, buckets: Vec<Bucket>, now: DateTime<Utc>) -> AppResult<Reserved> {
    let mut fresh: Vec<Model> = buckets.iter().map(|bucket| bucket.empty(now)).collect();
    fresh.sort_by(|a, b| a.id.cmp(&b.id));
    let nothing = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert_many(fresh.into_iter().map(all_of))
        .on_conflict(nothing)
        .exec_without_returning(tx)
        .await?;
    let rows = lock(tx, &buckets).await?;
    let mut taken = Vec::with_capacity(buckets.len());
    for bucket in &buckets {
        let row = rows.iter().find(|row| row.id == bucket.id).ok_or_else(gone)?;
        taken.push(bucket.take(row, now)?);
    }
    let closest = taken.last().ok_or_else(gone)?;
    let (failures, locks) = (closest.failures, closest.locked_until.is_some());
    write(tx, taken).await?;
    Ok(Reserved {
        buckets,
        failures,
        locks,
    })
}

/// Takes back an attempt that succeeded.
pub(crate) async fn give_back(tx: &Tx, reserved: &Reserved) -> AppResult<()> {
    let rows = lock(tx, &reserved.buckets).await?;
    let back = reserved.buckets.iter().filter_map(|bucket| {
        // A row that an administrator has removed meanwhile needs nothing back.
        let row = rows.iter().find(|row| row.id == bucket.id)?;
        Some(bucket.give_back(row))
    });
    write(tx, back.collect()).await
}

/// Opens every lock of an account, wherever it was locked, and forgets its failures; tells in how many places there were any.
pub(crate) async fn unlock(tx: &Tx, user: UserId) -> AppResult<u64> {
    let gone = Entity::delete_many()
        .filter(Column::UserId.eq(user.0))
        .filter(Column::Failures.gt(0))
        .exec(tx)
        .await?;
    Ok(gone.rows_affected)
}

/// Until when each of these accounts is locked somewhere; those that are not locked are left out.
pub(crate) async fn locked_until(
    db: &impl ConnectionTrait,
    users: &[Uuid],
    now: DateTime<Utc>,
) -> AppResult<HashMap<Uuid, i64>> {
    let locked: Vec<(Option<Uuid>, Option<i64>)> = Entity::find()
        .select_only()
        .column(Column::UserId)
        .column_as(Column::LockedUntil.max(), "until")
        .filter(Column::UserId.is_in(users.iter().copied()))
        .filter(Column::LockedUntil.gt(now.timestamp_millis()))
        .group_by(Column::UserId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(locked
        .into_iter()
        .filter_map(|(user, until)| user.zip(until))
        .collect())
}

fn find(buckets: &[Bucket]) -> sea_orm::Select<Entity> {
    Entity::find().filter(Column::Id.is_in(buckets.iter().map(|bucket| bucket.id.as_str())))
}

/// In the order of their ids, so that no two transactions wait for each other.
pub(super) async fn lock(tx: &Tx, buckets: &[Bucket]) -> AppResult<Vec<Model>> {
    let rows = find(buckets).order_by_asc(Column::Id).lock(LockType::Update);
    Ok(rows.all(tx).await?)
}

/// Writes whole rows that the caller has locked.
pub(super) async fn write(tx: &Tx, rows: Vec<Model>) -> AppResult<()> {
    for part in rows.chunks(ROWS_AT_ONCE) {
        let newer = OnConflict::column(Column::Id)
            .update_columns(Column::iter())
            .to_owned();
        Entity::insert_many(part.iter().cloned().map(all_of))
            .on_conflict(newer)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

fn all_of(row: Model) -> entity::ActiveModel {
    row.into_active_model().reset_all()
}

fn gone() -> AppError {
    AppError::Internal("an attempt was counted and is not there".to_owned())
}
