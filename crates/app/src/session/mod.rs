//! Who is signed in. An access token lives for minutes; the refresh token behind it is changed
//! every time it is used, and one that comes back after it was changed ends the session.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::id::{SessionId, UserId};

use crate::error::{AppError, AppResult};

mod alarm;
pub mod attempts;
pub mod command;
pub mod device;
pub(crate) mod entity;
pub(crate) mod login;
pub mod query;
mod token;
mod unknown_login_audit;

/// How long another process's revocation may stay unseen, and an address's refusal is not looked up again.
const FRESH_FOR: TimeDelta = TimeDelta::seconds(2);
/// Entries of one kind before stale ones are thrown out.
const CAPACITY: usize = 4_096;
/// Characters of a user name that anybody could have.
const LONGEST_NAME: usize = 64;

/// What this process knows about sessions: who was let in within the last two seconds, and which addresses were
/// refused a sign-in.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    slot: Mutex<SessionEntries>,
}

#[derive(Debug, Default)]
struct SessionEntries {
    /// Rises with every revocation, so that a read that began before it is not remembered after it.
    generation: u64,
    seen: HashMap<SessionId, (UserId, DateTime<Utc>)>,
    /// When an address was refused, and until when it is to wait.
    refused: HashMap<String, (DateTime<Utc>, DateTime<Utc>)>,
}

impl Cache {
    fn lock(&self) -> MutexGuard<'_, SessionEntries> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the session was seen alive a moment ago, and otherwise the generation for [`Cache::seen`].
    fn find(&self, session: SessionId, user: UserId, now: DateTime<Utc>) -> Result<(), u64> {
        let slot = self.lock();
        match slot.seen.get(&session) {
            Some((owner, at)) if *owner == user && is_fresh(now, *at) => Ok(()),
            _ => Err(slot.generation),
        }
    }

    fn seen(&self, generation: u64, session: SessionId, user: UserId, now: DateTime<Utc>) {
        let mut slot = self.lock();
        if slot.generation != generation {
            return;
        }
        if slot.seen.len() >= CAPACITY {
            slot.seen.retain(|_, (_, at)| is_fresh(now, *at));
        }
        slot.seen.insert(session, (user, now));
    }

    /// Forgets everyone; revocations are rare and one look-up each brings the others back.
    pub(crate) fn forget(&self) {
        let mut slot = self.lock();
        slot.generation += 1;
        slot.seen.clear();
    }

    /// Refuses an address that was refused a moment ago, so that a flood is not even looked up. The table of attempts
    /// has the truth, and is asked again when the moment is over.
    fn refuse_known(&self, address: &str, now: DateTime<Utc>) -> AppResult<()> {
        match self.lock().refused.get(address) {
            Some((at, until)) if is_fresh(now, *at) && *until > now => Err(AppError::TooMany {
                seconds: (*until - now).num_seconds().max(1),
            }),
            _ => Ok(()),
        }
    }

    /// Remembers that an address was refused for so many seconds.
    fn refused(&self, address: &str, seconds: i64, now: DateTime<Utc>) {
        let mut slot = self.lock();
        if slot.refused.len() >= CAPACITY {
            slot.refused.retain(|_, (at, _)| is_fresh(now, *at));
        }
        if slot.refused.len() < CAPACITY {
            let until = now + TimeDelta::seconds(seconds);
            slot.refused.insert(address.to_owned(), (now, until));
        }
    }
}

fn is_fresh(now: DateTime<Utc>, at: DateTime<Utc>) -> bool {
    at <= now && now - at < FRESH_FOR
}
