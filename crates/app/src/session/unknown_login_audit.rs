//! Records failed sign-ins under unknown user names in the chain of the oldest region, counted by network address.
//!
//! The name that was typed is not kept: it may be a password in the wrong box. At most one event a minute and address
//! gives the number of failures since the one before, because links of the chain stay for ever and anybody may try names.

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::event::{EventData, LoginFailed};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use super::attempts::entity::{Column, Entity, Model};
use super::attempts::{self, Bucket};
use crate::error::AppResult;
use crate::event::{By, NewEvent};
use crate::unit_of_work::{Recorded, Unrecorded, Work};
use crate::words::instant;
use crate::{App, region};

/// The shortest time between two events of one address.
const EVERY: TimeDelta = TimeDelta::minutes(1);

/// Addresses recorded in one transaction.
const ADDRESSES_PER_TRANSACTION: u64 = 200;

/// Records the failures of the address if `EVERY` has passed. They were counted before the password was checked.
pub(super) async fn record_if_due(app: &App, address: &str) -> AppResult<()> {
    let now = app.wall_now();
    let bucket = Bucket::address(app.audit_key(), address);
    let work = Work::begin(app).await?;
    let mut rows = attempts::lock(work.tx(), std::slice::from_ref(&bucket)).await?;
    rows.retain(|row| row.pending_failures > 0);
    let mut recorded = None;
    if rows.iter().any(|row| is_due(row, now)) {
        recorded = record_failures(&work, &mut rows, now).await?;
    }
    // Written even if nothing is recorded, so that the time taken does not tell whether the name exists.
    attempts::write(work.tx(), rows).await?;
    work.commit_any(recorded, Unrecorded::Attempts).await?;
    Ok(())
}

/// Records the failures of addresses that made no further attempt; returns the number of addresses.
pub(super) async fn record_due(app: &App, now: DateTime<Utc>) -> AppResult<u64> {
    let before = (now - EVERY).timestamp_millis();
    let due = || {
        Entity::find()
            .filter(Column::PendingFailures.gt(0))
            .filter(Column::RecordedAt.is_null().or(Column::RecordedAt.lte(before)))
            .order_by_asc(Column::Id)
            .limit(ADDRESSES_PER_TRANSACTION)
    };
    if due().one(app.store().read()).await?.is_none() {
        return Ok(0);
    }
    let work = Work::begin(app).await?;
    let mut rows = due().lock(LockType::Update).all(work.tx()).await?;
    let recorded = record_failures(&work, &mut rows, now).await?;
    let recorded_addresses = rows.len() as u64;
    attempts::write(work.tx(), rows).await?;
    work.commit_any(recorded, Unrecorded::Attempts).await?;
    Ok(recorded_addresses)
}

fn is_due(row: &Model, now: DateTime<Utc>) -> bool {
    row.recorded_at.is_none_or(|at| now - instant(at) >= EVERY)
}

/// Records one event for each row and resets its counter.
async fn record_failures(
    work: &Work<'_>,
    rows: &mut [Model],
    now: DateTime<Utc>,
) -> AppResult<Option<Recorded>> {
    let oldest = region::entity::Entity::find()
        .order_by_asc(region::entity::Column::CreatedAt)
        .order_by_asc(region::entity::Column::Id)
        .one(work.tx())
        .await?;
    let event = |row: &Model| {
        let data = EventData::LoginFailed(LoginFailed {
            username: None,
            failures: row.pending_failures,
            locked: None,
            address: row.address.clone().filter(|address| !address.is_empty()),
        });
        NewEvent::new(By::Nobody, data)
    };
    // Before the first region is set up there is no chain.
    let mut recorded = None;
    if let Some(oldest) = oldest {
        let events = rows.iter().map(event).collect();
        recorded = Some(work.record_all(oldest.id.into(), events).await?);
    }
    for row in rows {
        (row.pending_failures, row.recorded_at) = (0, Some(now.timestamp_millis()));
    }
    Ok(recorded)
}
