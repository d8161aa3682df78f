//! Failed sign-ins under names that nobody has: counted by the address they come from, in the memory of the process
//! that took them, and told to the oldest region's chain.
//!
//! What was typed is not kept: it may be a password in the wrong box. One event a minute and address tells how many
//! there were since the one before, because links of the chain stay for ever and anybody may try names.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;

use super::ROOM;
use crate::error::AppResult;
use crate::event::{self, By, NewEvent};
use crate::{App, region};

/// How often failures are told, for each address they come from.
const EVERY: TimeDelta = TimeDelta::minutes(1);

/// By address.
type Counts = HashMap<Option<String>, Count>;

/// The failures that stand in no chain yet.
#[derive(Debug, Default)]
pub(crate) struct Untold(Mutex<Counts>);

#[derive(Debug, Default)]
struct Count {
    told_at: Option<DateTime<Utc>>,
    /// How many came since.
    failures: u32,
}

impl Count {
    fn is_recent(&self, now: DateTime<Utc>) -> bool {
        self.told_at.is_some_and(|at| now - at < EVERY)
    }
}

impl Untold {
    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a failure that came from the address; those of more addresses than there is room for together.
    pub(super) fn count(&self, address: Option<&str>, now: DateTime<Utc>) {
        let mut counts = self.lock();
        if counts.len() >= ROOM {
            counts.retain(|_, count| count.failures > 0 || count.is_recent(now));
        }
        let own = address.map(ToOwned::to_owned);
        let has_room = counts.len() < ROOM || counts.contains_key(&own);
        counts.entry(own.filter(|_| has_room)).or_default().failures += 1;
    }

    /// Takes out failures that are to be told now.
    fn take(&self, which: Which, now: DateTime<Utc>) -> Taken<'_> {
        let mut counts = self.lock();
        let due = counts
            .iter_mut()
            .filter(|(_, count)| count.failures > 0 && (which == Which::All || !count.is_recent(now)));
        let taken = due.map(|(address, count)| {
            let told_at = count.told_at.replace(now);
            let failures = std::mem::take(&mut count.failures);
            (address.clone(), Count { told_at, failures })
        });
        Taken {
            counts: taken.collect(),
            from: self,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    /// Of addresses that were not told of within the last minute.
    Due,
    /// Every one.
    All,
}

/// Failures on their way to the chain. What is left in it when it is dropped was not told, whether the database failed
/// or the caller hung up, and is given back.
#[derive(Debug)]
struct Taken<'a> {
    counts: Vec<(Option<String>, Count)>,
    from: &'a Untold,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let mut counts = self.from.lock();
        for (address, taken) in self.counts.drain(..) {
            let count = counts.entry(address).or_default();
            count.failures += taken.failures;
            count.told_at = taken.told_at;
        }
    }
}

/// Tells the failures whose time has come. Asked by a timer of every process that takes sign-ins, so that those of an
/// address that does not come back are told as well.
pub async fn tell(app: &App) -> AppResult<()> {
    let now = app.wall_now();
    leave(app, app.session_cache().untold.take(Which::Due, now)).await
}

/// Tells all of them, before the process that counted them ends.
pub async fn tell_all(app: &App) -> AppResult<()> {
    leave(app, app.session_cache().untold.take(Which::All, app.wall_now())).await
}

async fn leave(app: &App, mut taken: Taken<'_>) -> AppResult<()> {
    if taken.counts.is_empty() {
        return Ok(());
    }
    let tx = app.store().begin().await?;
    let oldest = region::entity::Entity::find()
        .order_by_asc(region::entity::Column::CreatedAt)
        .order_by_asc(region::entity::Column::Id)
        .one(&tx)
        .await?;
    let Some(oldest) = oldest else { return Ok(()) };
    let event = |(address, count): &(Option<String>, Count)| {
        let mut event = NewEvent::new(By::Nobody, "login_failed");
        event.after.insert("username".to_owned(), json!(null));
        event.after.insert("failures".to_owned(), json!(count.failures));
        event.after.insert("address".to_owned(), json!(address));
        event
    };
    let events = taken.counts.iter().map(event).collect();
    let at = app.now().timestamp_millis();
    event::append(&tx, app.audit_key(), oldest.id.into(), at, events).await?;
    tx.commit().await?;
    taken.counts.clear();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_counted_keeps_its_count_when_there_is_no_room_for_others() {
        let (untold, now) = (Untold::default(), DateTime::UNIX_EPOCH);
        for at in 0..ROOM {
            untold.count(Some(&at.to_string()), now);
        }
        for address in ["7", "late", "later", "7"] {
            untold.count(Some(address), now);
        }
        let mut taken = untold.take(Which::Due, now);
        let failures = |address: Option<&str>| {
            let mut counts = taken.counts.iter();
            let found = counts.find(|(own, _)| own.as_deref() == address);
            found.map(|(_, count)| count.failures)
        };
        for (address, count) in [
            (Some("7"), Some(3)),
            (Some("8"), Some(1)),
            (Some("late"), None),
            (None, Some(2)),
        ] {
            assert_eq!(failures(address), count, "{address:?}");
        }
        taken.counts.clear();
        drop(taken);
        assert!(
            untold.take(Which::All, now).counts.is_empty(),
            "all of it is told"
        );
    }
}
