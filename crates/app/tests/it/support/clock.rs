//! A clock that a test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::clock::Clock;

use super::START;

/// A clock that a test moves.
#[derive(Debug)]
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn starting() -> Arc<Self> {
        let start: DateTime<Utc> = START.parse().expect("an instant");
        Arc::new(Self(AtomicI64::new(start.timestamp_millis())))
    }

    pub(crate) fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }

    /// Moves to an RFC 3339 instant.
    pub(crate) fn set(&self, to: &str) {
        let to: DateTime<Utc> = to.parse().expect("an instant");
        self.0.store(to.timestamp_millis(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0.load(Ordering::SeqCst)).expect("an instant")
    }
}
