//! Who is signed in. An access token lives for minutes; the refresh token behind it is changed
//! every time it is used, and one that comes back after it was changed ends the session.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::id::{SessionId, UserId};

pub mod command;
pub(crate) mod entity;
pub(crate) mod login;
pub mod query;
mod token;

/// How long another process's revocation may stay unseen.
const FRESH_FOR: TimeDelta = TimeDelta::seconds(2);
/// Entries before stale ones are thrown out.
const ROOM: usize = 4_096;
/// How often failures of names that nobody has are told, for each address they come from.
const TELL_STRANGERS_EVERY: TimeDelta = TimeDelta::minutes(1);
/// Characters of a user name that anybody could have.
const LONGEST_NAME: usize = 64;

/// What this process knows about sessions: who was let in within the last two seconds, and which
/// user names that do not exist were tried.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    slot: Mutex<Slot>,
}

#[derive(Debug, Default)]
struct Slot {
    /// Rises with every revocation, so that a read that began before it is not remembered after it.
    generation: u64,
    seen: HashMap<SessionId, (UserId, DateTime<Utc>)>,
    strangers: HashMap<String, Stranger>,
    /// By address.
    untold: HashMap<Option<String>, Untold>,
}

/// Failures of strangers from one address.
#[derive(Debug, Default)]
struct Untold {
    told_at: Option<DateTime<Utc>>,
    /// How many came since.
    failures: u32,
}

impl Untold {
    fn is_recent(&self, now: DateTime<Utc>) -> bool {
        self.told_at.is_some_and(|at| now - at < TELL_STRANGERS_EVERY)
    }
}

#[derive(Debug, Clone, Copy)]
struct Stranger {
    failures: i32,
    last: DateTime<Utc>,
    locked_until: Option<DateTime<Utc>>,
}

impl Cache {
    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the session was seen alive a moment ago, and otherwise the generation for [`Cache::seen`].
    fn find(&self, session: SessionId, user: UserId, now: DateTime<Utc>) -> Result<(), u64> {
        let slot = self.lock();
        match slot.seen.get(&session) {
            Some((owner, at)) if *owner == user && fresh(now, *at) => Ok(()),
            _ => Err(slot.generation),
        }
    }

    fn seen(&self, generation: u64, session: SessionId, user: UserId, now: DateTime<Utc>) {
        let mut slot = self.lock();
        if slot.generation != generation {
            return;
        }
        if slot.seen.len() >= ROOM {
            slot.seen.retain(|_, (_, at)| fresh(now, *at));
        }
        slot.seen.insert(session, (user, now));
    }

    /// Forgets everyone; revocations are rare and one look-up each brings the others back.
    pub(crate) fn forget(&self) {
        let mut slot = self.lock();
        slot.generation += 1;
        slot.seen.clear();
    }

    /// Until when a name that nobody has is locked, as a real one would be.
    fn stranger_locked_until(&self, name: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.lock()
            .strangers
            .get(name)?
            .locked_until
            .filter(|until| *until > now)
    }

    /// Counts a failure for a name that nobody has, and locks it like a real one.
    fn stranger_failed(&self, name: &str, now: DateTime<Utc>) {
        let mut slot = self.lock();
        if slot.strangers.len() >= ROOM {
            slot.strangers
                .retain(|_, stranger| now - stranger.last < login::LOCK_FOR);
        }
        if slot.strangers.len() >= ROOM {
            return;
        }
        let stranger = slot.strangers.entry(name.to_owned()).or_insert(Stranger {
            failures: 0,
            last: now,
            locked_until: None,
        });
        stranger.last = now;
        stranger.failures += 1;
        if stranger.failures >= login::MAX_FAILURES {
            stranger.failures = 0;
            stranger.locked_until = Some(now + login::LOCK_FOR);
        }
    }
}

impl Cache {
    /// Counts a failure that came from the address; those of more addresses than there is room for together.
    fn stranger_came_from(&self, address: Option<&str>, now: DateTime<Utc>) {
        let mut slot = self.lock();
        if slot.untold.len() >= ROOM {
            slot.untold
                .retain(|_, untold| untold.failures > 0 || untold.is_recent(now));
        }
        let (own, is_full) = (address.map(ToOwned::to_owned), slot.untold.len() >= ROOM);
        let address = own.filter(|_| !is_full);
        slot.untold.entry(address).or_default().failures += 1;
    }

    /// The failures whose time to be told has come, by address; they count as told then.
    fn strangers_to_tell(&self, now: DateTime<Utc>) -> Vec<(Option<String>, u32)> {
        let mut slot = self.lock();
        let due = slot
            .untold
            .iter_mut()
            .filter(|(_, untold)| untold.failures > 0 && !untold.is_recent(now));
        due.map(|(address, untold)| {
            untold.told_at = Some(now);
            (address.clone(), std::mem::take(&mut untold.failures))
        })
        .collect()
    }
}

fn fresh(now: DateTime<Utc>, at: DateTime<Utc>) -> bool {
    at <= now && now - at < FRESH_FOR
}
