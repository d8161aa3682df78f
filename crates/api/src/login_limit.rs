//! Failed sign-ins are counted per address and user name, in this process's memory. The account's
//! own lock is the application's; this only slows down who tries many names or passwords.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Failures within one window after which the caller waits.
const FAILURES: u32 = 10;
/// How long failures count.
const WINDOW: TimeDelta = TimeDelta::minutes(1);
/// Keys kept at most; the table is emptied of old ones when it is full.
const KEYS: usize = 10_000;

/// Since when, and how many.
type Failures = (DateTime<Utc>, u32);

#[derive(Debug, Default)]
pub(crate) struct LoginLimit {
    failures: Mutex<HashMap<(String, String), Failures>>,
}

impl LoginLimit {
    /// Seconds to wait before the next try, if any.
    pub(crate) fn wait(&self, address: &str, username: &str, now: DateTime<Utc>) -> Option<i64> {
        let table = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, count) = table.get(&key(address, username))?;
        let left = (*since + WINDOW - now).num_seconds();
        (*count >= FAILURES && left > 0).then_some(left)
    }

    /// Counts one failure.
    pub(crate) fn failed(&self, address: &str, username: &str, now: DateTime<Utc>) {
        let mut table = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if table.len() >= KEYS {
            table.retain(|_, (since, _)| now - *since < WINDOW);
            if table.len() >= KEYS {
                table.clear();
            }
        }
        let entry = table.entry(key(address, username)).or_insert((now, 0));
        if now - entry.0 >= WINDOW {
            *entry = (now, 0);
        }
        entry.1 += 1;
    }
}

fn key(address: &str, username: &str) -> (String, String) {
    (
        address.to_owned(),
        username.chars().take(64).collect::<String>().to_lowercase(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_failures_in_a_minute_make_one_wait() {
        let limit = LoginLimit::default();
        let now = DateTime::UNIX_EPOCH;
        for _ in 0..9 {
            limit.failed("10.0.0.1", "ducha1", now);
        }
        assert_eq!(limit.wait("10.0.0.1", "ducha1", now), None);
        limit.failed("10.0.0.1", "Ducha1", now);
        assert_eq!(limit.wait("10.0.0.1", "ducha1", now), Some(60));
        assert_eq!(limit.wait("10.0.0.2", "ducha1", now), None);
        assert_eq!(limit.wait("10.0.0.1", "ducha2", now), None);
        assert_eq!(limit.wait("10.0.0.1", "ducha1", now + WINDOW), None);
    }
}
