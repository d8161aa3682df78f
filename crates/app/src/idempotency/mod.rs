//! A write that comes twice under one key is done once; the second time repeats the first answer.
//!
//! A key whose request never ended (the process died in the middle) stays taken: nobody can tell
//! whether the write happened, and doing it twice would be worse than asking the caller to look.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::error::{AppError, AppResult};
use crate::{App, Ctx};

pub(crate) mod entity;

/// How long an answer is remembered.
const KEEP: TimeDelta = TimeDelta::hours(24);

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// HTTP status.
    pub status: u16,
    /// Version of what was written.
    pub etag: Option<String>,
    /// Where it can be read.
    pub location: Option<String>,
    /// The body.
    pub body: String,
}

/// What to do with a request that carries a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begin {
    /// Not seen before: do it, then [`finish`] or [`release`].
    New,
    /// Done before: repeat this answer.
    Replay(Stored),
    /// Being done by another request at this moment.
    InProgress,
}

/// Takes the key for this request, or tells what became of the request that took it.
/// The hash covers method, path and body; the same key with another hash is refused.
pub async fn begin(app: &App, ctx: &Ctx, key: &str, request_hash: &str) -> AppResult<Begin> {
    let now = app.wall_now();
    let user = ctx.actor.user.0;
    let tx = app.store().begin().await?;
    entity::Entity::delete_by_id((user, key.to_owned()))
        .filter(entity::Column::CreatedAt.lt((now - KEEP).timestamp_millis()))
        .exec(&tx)
        .await?;
    let fresh = entity::ActiveModel {
        user_id: Set(user),
        idempotency_key: Set(key.to_owned()),
        request_hash: Set(request_hash.to_owned()),
        status: Set(None),
        etag: Set(None),
        location: Set(None),
        body: Set(None),
        created_at: Set(now.timestamp_millis()),
    };
    let taken = OnConflict::columns([entity::Column::UserId, entity::Column::IdempotencyKey])
        .do_nothing()
        .to_owned();
    let inserted = entity::Entity::insert(fresh)
        .on_conflict(taken)
        .exec_without_returning(&tx)
        .await?;
    let row = entity::Entity::find_by_id((user, key.to_owned()))
        .one(&tx)
        .await?;
    tx.commit().await?;
    if inserted > 0 {
        return Ok(Begin::New);
    }
    // Released between the two statements (PostgreSQL only): the caller may simply try again.
    let Some(row) = row else {
        return Ok(Begin::InProgress);
    };
    if row.request_hash != request_hash {
        return Err(AppError::IdempotencyMismatch);
    }
    let Some(status) = row.status.and_then(|status| u16::try_from(status).ok()) else {
        return Ok(Begin::InProgress);
    };
    let (etag, location) = (row.etag, row.location);
    Ok(Begin::Replay(Stored {
        status,
        etag,
        location,
        body: row.body.unwrap_or_default(),
    }))
}

/// Remembers the answer.
pub async fn finish(app: &App, ctx: &Ctx, key: &str, answer: Stored) -> AppResult<()> {
    let tx = app.store().begin().await?;
    entity::Entity::update_many()
        .set(entity::ActiveModel {
            status: Set(Some(i32::from(answer.status))),
            etag: Set(answer.etag),
            location: Set(answer.location),
            body: Set(Some(answer.body)),
            ..Default::default()
        })
        .filter(entity::Column::UserId.eq(ctx.actor.user.0))
        .filter(entity::Column::IdempotencyKey.eq(key))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Gives the key back: nothing was written, so the caller may try again with it.
pub async fn release(app: &App, ctx: &Ctx, key: &str) -> AppResult<()> {
    let tx = app.store().begin().await?;
    entity::Entity::delete_by_id((ctx.actor.user.0, key.to_owned()))
        .filter(entity::Column::Status.is_null())
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets answers older than a day; tells how many.
pub async fn sweep(app: &App) -> AppResult<u64> {
    let before = (app.wall_now() - KEEP).timestamp_millis();
    let tx = app.store().begin().await?;
    let gone = entity::Entity::delete_many()
        .filter(entity::Column::CreatedAt.lt(before))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(gone.rows_affected)
}
