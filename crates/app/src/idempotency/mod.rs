//! A write that comes twice under one key is done once; the second time repeats the first answer.
//!
//! Whoever takes a key holds it for a few seconds at a time and [`renew`]s it while it works. The write itself notes
//! in its own transaction that it was made ([`mark_written`]), so that afterwards everybody can tell: a key whose request
//! died without a note is free a few seconds later, and one with a note is never written again, whether or not the
//! answer was kept. A request that was frozen finds that it does not hold the key any more, and writes nothing.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::id::MatterId;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::error::{AppError, AppResult};
use crate::store::Tx;
use crate::unit_of_work::{Unrecorded, Work};
use crate::words::{instant, new_id};
use crate::{App, Ctx};

mod ended_requests;
pub(crate) mod entity;
mod held_key;

pub(crate) use ended_requests::EndedRequests;
pub(crate) use held_key::mark_written;
pub use held_key::{HeldKey, run_with_key};

/// How long an answer is kept.
const KEEP: TimeDelta = TimeDelta::hours(24);
/// How long a key is held without a renewal.
const LEASE: TimeDelta = TimeDelta::seconds(4);
/// How often that request renews it.
pub const RENEW_EVERY: Duration = Duration::from_secs(1);

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
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
    /// Nothing was written under it yet: do it [`run_with_key`] the key, then [`finish`] or [`release`].
    New(HeldKey),
    /// Done before: repeat this answer.
    Replay(StoredAnswer),
    /// Done before, but the answer was lost.
    Written {
        /// The matter that was written, when it was one.
        matter: Option<MatterId>,
    },
    /// Being done by another request at this moment.
    InProgress,
}

/// Takes the key for this request, or tells what became of the request that took it.
/// The hash covers method, path and body; the same key with another hash is refused.
pub async fn begin(app: &App, ctx: &Ctx, key: &str, request_hash: &str) -> AppResult<Begin> {
    let now = app.wall_now();
    let held = HeldKey {
        user: ctx.actor.user,
        key: key.to_owned(),
        holder: new_id(),
    };
    let work = Work::begin(app).await?;
    entity::Entity::delete_by_id((held.user.0, held.key.clone()))
        .filter(entity::Column::CreatedAt.lt((now - KEEP).timestamp_millis()))
        .exec(work.tx())
        .await?;
    let new_row = entity::ActiveModel {
        user_id: Set(held.user.0),
        idempotency_key: Set(held.key.clone()),
        request_hash: Set(request_hash.to_owned()),
        status: Set(None),
        etag: Set(None),
        location: Set(None),
        body: Set(None),
        created_at: Set(now.timestamp_millis()),
        holder: Set(Some(held.holder)),
        lease_until: Set(Some((now + LEASE).timestamp_millis())),
        written_at: Set(None),
        matter_id: Set(None),
    };
    let taken = OnConflict::columns([entity::Column::UserId, entity::Column::IdempotencyKey])
        .do_nothing()
        .to_owned();
    let inserted = entity::Entity::insert(new_row)
        .on_conflict(taken)
        .exec_without_returning(work.tx())
        .await?;
    if inserted > 0 {
        work.commit_unrecorded(Unrecorded::Answer).await?;
        return Ok(Begin::New(held));
    }
    let row = entity::Entity::find_by_id((held.user.0, held.key.clone()))
        .one(work.tx())
        .await?;
    // Released between the two statements (PostgreSQL only): the caller may simply try again.
    let Some(row) = row else {
        return Ok(Begin::InProgress);
    };
    let begun = if is_abandoned(app, &row, now) {
        take_over(work.tx(), held, &row, request_hash, now).await?
    } else if row.request_hash == request_hash {
        state_of(row)
    } else {
        return Err(AppError::IdempotencyMismatch);
    };
    work.commit_unrecorded(Unrecorded::Answer).await?;
    Ok(begun)
}

/// Holds the key for some seconds more; nothing happens where it is not held any more.
pub async fn renew(app: &App, held: &HeldKey) -> AppResult<()> {
    let until = app.wall_now() + LEASE;
    let work = Work::begin(app).await?;
    held.update(entity::ActiveModel {
        lease_until: Set(Some(until.timestamp_millis())),
        ..Default::default()
    })
    .filter(unwritten())
    .exec(work.tx())
    .await?;
    work.commit_unrecorded(Unrecorded::Answer).await?;
    Ok(())
}

/// Frees every key whose request has not written anything. For a process that knows that it is alone: the requests
/// that took them ended with the processes before it.
pub async fn release_all_unwritten(app: &App) -> AppResult<()> {
    let work = Work::begin(app).await?;
    entity::Entity::update_many()
        .set(entity::ActiveModel {
            lease_until: Set(Some(0)),
            ..Default::default()
        })
        .filter(unwritten())
        .exec(work.tx())
        .await?;
    work.commit_unrecorded(Unrecorded::Answer).await?;
    Ok(())
}

/// Stores the answer under the key.
pub async fn finish(app: &App, held: &HeldKey, answer: StoredAnswer) -> AppResult<()> {
    let work = Work::begin(app).await?;
    held.update(entity::ActiveModel {
        status: Set(Some(i32::from(answer.status))),
        etag: Set(answer.etag),
        location: Set(answer.location),
        body: Set(Some(answer.body)),
        ..Default::default()
    })
    .exec(work.tx())
    .await?;
    work.commit_unrecorded(Unrecorded::Answer).await?;
    Ok(())
}

/// Gives the key back, so that the caller may try again with it; not when something was written. Where the database
/// takes no writes at this moment, this process remembers that the request has ended.
pub async fn release(app: &App, held: &HeldKey) -> AppResult<()> {
    let released = remove(app, held).await;
    if released.is_err() {
        app.ended_requests().add(held.holder);
    }
    released
}

async fn remove(app: &App, held: &HeldKey) -> AppResult<()> {
    let work = Work::begin(app).await?;
    entity::Entity::delete_by_id((held.user.0, held.key.clone()))
        .filter(entity::Column::Holder.eq(held.holder))
        .filter(unwritten())
        .exec(work.tx())
        .await?;
    work.commit_unrecorded(Unrecorded::Answer).await?;
    Ok(())
}

/// Forgets answers older than a day; tells how many.
pub async fn sweep(app: &App) -> AppResult<u64> {
    let before = (app.wall_now() - KEEP).timestamp_millis();
    let work = Work::begin(app).await?;
    let gone = entity::Entity::delete_many()
        .filter(entity::Column::CreatedAt.lt(before))
        .exec(work.tx())
        .await?;
    work.commit_unrecorded(Unrecorded::Answer).await?;
    Ok(gone.rows_affected)
}

/// Nothing was written under the key yet.
fn unwritten() -> Condition {
    Condition::all()
        .add(entity::Column::Status.is_null())
        .add(entity::Column::WrittenAt.is_null())
}

/// Whether the request that took the key is gone without having written anything.
fn is_abandoned(app: &App, row: &entity::Model, now: DateTime<Utc>) -> bool {
    let lease_until = row.lease_until.map_or(instant(row.created_at) + LEASE, instant);
    let has_ended = lease_until <= now || app.ended_requests().has(row.holder);
    row.status.is_none() && row.written_at.is_none() && has_ended
}

async fn take_over(
    tx: &Tx,
    held: HeldKey,
    row: &entity::Model,
    request_hash: &str,
    now: DateTime<Utc>,
) -> AppResult<Begin> {
    let former = match row.holder {
        Some(holder) => entity::Column::Holder.eq(holder),
        None => entity::Column::Holder.is_null(),
    };
    // Said once more to the database: the former holder may be noting its write at this moment.
    let taken = entity::Entity::update_many()
        .set(entity::ActiveModel {
            request_hash: Set(request_hash.to_owned()),
            created_at: Set(now.timestamp_millis()),
            holder: Set(Some(held.holder)),
            lease_until: Set(Some((now + LEASE).timestamp_millis())),
            ..Default::default()
        })
        .filter(entity::Column::UserId.eq(held.user.0))
        .filter(entity::Column::IdempotencyKey.eq(held.key.as_str()))
        .filter(former)
        .filter(unwritten())
        .exec(tx)
        .await?;
    Ok(if taken.rows_affected > 0 {
        Begin::New(held)
    } else {
        Begin::InProgress
    })
}

fn state_of(row: entity::Model) -> Begin {
    let status = row.status.and_then(|status| u16::try_from(status).ok());
    match (status, row.written_at) {
        (Some(status), _) => Begin::Replay(StoredAnswer {
            status,
            etag: row.etag,
            location: row.location,
            body: row.body.unwrap_or_default(),
        }),
        (None, Some(_)) => Begin::Written {
            matter: row.matter_id.map(Into::into),
        },
        (None, None) => Begin::InProgress,
    }
}
