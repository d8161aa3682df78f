//! Failed sign-ins are counted in this process's memory: per address and user name, which slows down
//! who tries passwords, and per address, which slows down who tries names. The account's own lock is
//! the application's.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Keys kept at most in each table; the oldest goes when a table is full.
const KEYS: usize = 10_000;

/// How many failures within which time make the caller wait.
struct Rule {
    failures: u32,
    window: TimeDelta,
}

const NAME: Rule = Rule {
    failures: 10,
    window: TimeDelta::minutes(1),
};
/// A whole office may stand behind one address.
const ADDRESS: Rule = Rule {
    failures: 60,
    window: TimeDelta::minutes(5),
};

#[derive(Debug, Default)]
pub(crate) struct LoginLimit {
    tables: Mutex<Tables>,
}

#[derive(Debug, Default)]
struct Tables {
    names: Table<(String, String)>,
    addresses: Table<String>,
}

impl LoginLimit {
    /// Seconds to wait before the next try, if any.
    pub(crate) fn wait(&self, address: &str, username: &str, now: DateTime<Utc>) -> Option<i64> {
        let tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        let name = tables.names.wait(&NAME, &key(address, username), now);
        name.max(tables.addresses.wait(&ADDRESS, &address.to_owned(), now))
    }

    /// Counts one failure.
    pub(crate) fn failed(&self, address: &str, username: &str, now: DateTime<Utc>) {
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        tables.names.failed(&NAME, key(address, username), now);
        tables.addresses.failed(&ADDRESS, address.to_owned(), now);
    }
}

/// Since when, and how many.
type Failures = (DateTime<Utc>, u32);

#[derive(Debug)]
struct Table<K> {
    failures: HashMap<K, Failures>,
}

impl<K> Default for Table<K> {
    fn default() -> Self {
        Self {
            failures: HashMap::new(),
        }
    }
}

impl<K: Eq + Hash + Clone> Table<K> {
    fn wait(&self, rule: &Rule, key: &K, now: DateTime<Utc>) -> Option<i64> {
        let (since, count) = self.failures.get(key)?;
        let left = (*since + rule.window - now).num_seconds();
        (*count >= rule.failures && left > 0).then_some(left)
    }

    fn failed(&mut self, rule: &Rule, key: K, now: DateTime<Utc>) {
        if self.failures.len() >= KEYS && !self.failures.contains_key(&key) {
            self.make_room(rule, now);
        }
        let entry = self.failures.entry(key).or_insert((now, 0));
        if now - entry.0 >= rule.window {
            *entry = (now, 0);
        }
        entry.1 += 1;
    }

    fn make_room(&mut self, rule: &Rule, now: DateTime<Utc>) {
        self.failures.retain(|_, (since, _)| now - *since < rule.window);
        if self.failures.len() >= KEYS {
            let oldest = self.failures.iter().min_by_key(|(_, (since, _))| *since);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                self.failures.remove(&oldest);
            }
        }
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
        assert_eq!(limit.wait("10.0.0.1", "ducha1", now + NAME.window), None);
    }

    #[test]
    fn fresh_names_do_not_help_an_address() {
        let limit = LoginLimit::default();
        let now = DateTime::UNIX_EPOCH;
        for at in 0..60 {
            assert_eq!(limit.wait("10.0.0.1", "new", now), None, "{at}");
            limit.failed("10.0.0.1", &format!("name-{at}"), now);
        }
        assert_eq!(limit.wait("10.0.0.1", "new", now), Some(300));
        assert_eq!(limit.wait("10.0.0.2", "new", now), None);
        assert_eq!(limit.wait("10.0.0.1", "new", now + ADDRESS.window), None);
    }

    #[test]
    fn a_full_table_forgets_the_oldest_and_nobody_else() {
        let limit = LoginLimit::default();
        let now = DateTime::UNIX_EPOCH;
        for _ in 0..10 {
            limit.failed("10.0.0.1", "ducha1", now + TimeDelta::seconds(1));
        }
        for at in 0..KEYS {
            let second = if at == 0 { 0 } else { 2 };
            limit.failed(&format!("host-{at}"), "x", now + TimeDelta::seconds(second));
        }
        let later = now + TimeDelta::seconds(2);
        assert!(limit.wait("10.0.0.1", "ducha1", later).is_some());
    }
}
