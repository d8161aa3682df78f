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
pub mod strangers;
mod token;

/// How long another process's revocation may stay unseen.
const FRESH_FOR: TimeDelta = TimeDelta::seconds(2);
/// Entries of one kind before stale ones are thrown out.
const ROOM: usize = 4_096;
/// Characters of a user name that anybody could have.
const LONGEST_NAME: usize = 64;

/// What this process knows about sessions: who was let in within the last two seconds, and which
/// user names that do not exist were tried.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    slot: Mutex<Slot>,
    untold: strangers::Untold,
}

#[derive(Debug, Default)]
struct Slot {
    /// Rises with every revocation, so that a read that began before it is not remembered after it.
    generation: u64,
    seen: HashMap<SessionId, (UserId, DateTime<Utc>)>,
    strangers: HashMap<String, Stranger>,
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

fn fresh(now: DateTime<Utc>, at: DateTime<Utc>) -> bool {
    at <= now && now - at < FRESH_FOR
}
