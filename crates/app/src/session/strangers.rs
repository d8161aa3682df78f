//! Failed sign-ins under names that nobody has: counted by the address they come from and told to the oldest region's
//! chain.
//!
//! What was typed is not kept: it may be a password in the wrong box. One event a minute and address tells how many
//! there were since the one before, because links of the chain stay for ever and anybody may try names.

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

/// How often failures are told, for each address they come from.
const EVERY: TimeDelta = TimeDelta::minutes(1);

/// Addresses whose failures are told in one transaction.
const AT_ONCE: u64 = 200;

/// Tells the failures of the address when their time has come. They were counted before the password was looked at.
pub(super) async fn failed(app: &App, address: &str) -> AppResult<()> {
    let now = app.wall_now();
    let bucket = Bucket::address(app.audit_key(), address);
    let work = Work::begin(app).await?;
    let mut rows = attempts::lock(work.tx(), std::slice::from_ref(&bucket)).await?;
    rows.retain(|row| row.untold > 0);
    let mut recorded = None;
    if rows.iter().any(|row| is_due(row, now)) {
        recorded = tell(&work, &mut rows, now).await?;
    }
    // Written in any case: the failure of a name that somebody has is written as well, and takes as long.
    attempts::write(work.tx(), rows).await?;
    work.commit_any(recorded, Unrecorded::Attempts).await?;
    Ok(())
}

/// Tells the failures of addresses that did not come back; says of how many addresses.
pub(super) async fn tell_due(app: &App, now: DateTime<Utc>) -> AppResult<u64> {
    let before = (now - EVERY).timestamp_millis();
    let due = || {
        Entity::find()
            .filter(Column::Untold.gt(0))
            .filter(Column::ToldAt.is_null().or(Column::ToldAt.lte(before)))
            .order_by_asc(Column::Id)
            .limit(AT_ONCE)
    };
    if due().one(app.store().read()).await?.is_none() {
        return Ok(0);
    }
    let work = Work::begin(app).await?;
    let mut rows = due().lock(LockType::Update).all(work.tx()).await?;
    let recorded = tell(&work, &mut rows, now).await?;
    let told = rows.len() as u64;
    attempts::write(work.tx(), rows).await?;
    work.commit_any(recorded, Unrecorded::Attempts).await?;
    Ok(told)
}

fn is_due(row: &Model, now: DateTime<Utc>) -> bool {
    row.told_at.is_none_or(|at| now - instant(at) >= EVERY)
}

/// One event for each of the rows, which count from the beginning afterwards.
async fn tell(work: &Work<'_>, rows: &mut [Model], now: DateTime<Utc>) -> AppResult<Option<Recorded>> {
    let oldest = region::entity::Entity::find()
        .order_by_asc(region::entity::Column::CreatedAt)
        .order_by_asc(region::entity::Column::Id)
        .one(work.tx())
        .await?;
    let event = |row: &Model| {
        let data = EventData::LoginFailed(LoginFailed {
            username: None,
            failures: row.untold,
            locked: None,
            address: row.address.clone().filter(|address| !address.is_empty()),
        });
        NewEvent::new(By::Nobody, data)
    };
    // Before anything is set up there is no chain, and nobody who could read it.
    let mut recorded = None;
    if let Some(oldest) = oldest {
        let events = rows.iter().map(event).collect();
        recorded = Some(work.record_all(oldest.id.into(), events).await?);
    }
    for row in rows {
        (row.untold, row.told_at) = (0, Some(now.timestamp_millis()));
    }
    Ok(recorded)
}
