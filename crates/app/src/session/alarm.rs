//! The supervision office hears that accounts were locked and addresses refused: in one message, and not again within
//! the hour.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::id::{RegionId, UserId};
use duban_core::lang::OFFICE;
use duban_core::policy::hears_of_refused_sign_ins;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::attempts;
use super::attempts::entity::{Column, Entity, Model};
use crate::App;
use crate::directory::Directory;
use crate::error::AppResult;
use crate::key_value;
use crate::notification::sign_in::{self, Locked};
use crate::notification::{Kind, Severity};
use crate::outbox::Outgoing;
use crate::unit_of_work::{Unrecorded, Work};

/// The shortest time between two messages to a region's office.
const EVERY: TimeDelta = TimeDelta::hours(1);
/// Rows in one transaction.
const ROWS_PER_TRANSACTION: u64 = 2_000;
/// Key of the time of the last message.
const LAST_SENT_AT: &str = "sign_in.told_at";

/// Sends the messages that are due; returns their number.
pub(super) async fn send(app: &App, now: DateTime<Utc>) -> AppResult<u64> {
    let due = || {
        Entity::find()
            .filter(Column::AlarmAt.is_not_null())
            .order_by_asc(Column::Id)
            .limit(ROWS_PER_TRANSACTION)
    };
    if due().one(app.store().read()).await?.is_none() || !interval_has_passed(app, now).await? {
        return Ok(0);
    }
    let directory = app.directory().await?;
    let work = Work::begin(app).await?;
    let mut rows = due().lock(LockType::Update).all(work.tx()).await?;
    let messages = messages(&directory, &rows);
    for row in &mut rows {
        row.alarm_at = None;
    }
    attempts::write(work.tx(), rows).await?;
    let sent = messages.len() as u64;
    work.notify(messages).await?;
    key_value::set_in(work.tx(), app, LAST_SENT_AT, &now.timestamp_millis().to_string()).await?;
    work.commit_unrecorded(Unrecorded::Attempts).await?;
    Ok(sent)
}

async fn interval_has_passed(app: &App, now: DateTime<Utc>) -> AppResult<bool> {
    let Some(last) = key_value::get(app, LAST_SENT_AT).await? else {
        return Ok(true);
    };
    let ago = now.timestamp_millis() - key_value::parse_number(LAST_SENT_AT, &last)?;
    // A clock that was set back must not silence it for longer than it should be.
    Ok(ago < 0 || ago >= EVERY.num_milliseconds())
}

/// One message for each person of each office that is concerned: by its accounts, or by an address that is refused to
/// everybody.
fn messages(directory: &Directory, rows: &[Model]) -> Vec<Outgoing> {
    let addresses: Vec<&str> = rows
        .iter()
        .filter(|row| row.user_id.is_none())
        .filter_map(|row| row.address.as_deref())
        .collect();
    let mut regions: BTreeMap<RegionId, BTreeMap<UserId, Locked>> = BTreeMap::new();
    if !addresses.is_empty() {
        regions.extend(directory.regions().map(|region| (region.id, BTreeMap::new())));
    }
    for row in rows {
        let Some(person) = row.user_id.and_then(|user| directory.person(user)) else {
            continue;
        };
        let locked = regions.entry(person.region).or_default().entry(person.id);
        let locked = locked.or_insert_with(|| Locked::new(&person.name));
        locked.from.extend(row.address.clone());
    }
    let mut messages = Vec::new();
    for (region, accounts) in regions {
        let accounts: Vec<Locked> = accounts.into_values().collect();
        let text = sign_in::refused(OFFICE, &accounts, &addresses);
        let office = directory
            .people(region)
            .filter(|person| hears_of_refused_sign_ins(person.role));
        messages.extend(office.map(|person| Outgoing {
            recipient: person.id,
            region,
            kind: Kind::Info,
            severity: Severity::Yellow,
            matter: None,
            title: text.title.clone(),
            body: text.body.clone(),
            why: None,
            alert_id: None,
        }));
    }
    messages
}
