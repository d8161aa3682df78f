//! Time as an argument.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};

/// Where the present comes from. Nothing in the product reads the machine's time except through one of these.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
}

/// A clock that stands where it was put; for tests.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub DateTime<Utc>);

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the machine's time enters"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// A clock without its steps back: where it is set back, time goes on at half its speed from the latest instant that was
/// told until the clock has caught up, so that what has run out does not become good again. Steps forward are followed.
#[derive(Debug)]
pub struct ForwardClock<C> {
    clock: C,
    stopwatch: fn() -> Instant,
    latest: Mutex<Option<Latest>>,
}

/// The latest instant that was returned, and the reading of the stopwatch, which nobody sets, at that time.
#[derive(Debug, Clone, Copy)]
struct Latest {
    now: DateTime<Utc>,
    at: Instant,
}

impl<C> ForwardClock<C> {
    /// Follows the clock.
    #[expect(
        clippy::disallowed_methods,
        reason = "it measures how much time has passed while the clock was set back, and is no time of day"
    )]
    pub const fn of(clock: C) -> Self {
        Self {
            clock,
            stopwatch: Instant::now,
            latest: Mutex::new(None),
        }
    }
}

impl<C: Clock> Clock for ForwardClock<C> {
    fn now(&self) -> DateTime<Utc> {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        // Read under the lock: of two callers the later one has the later time.
        let (clock, at) = (self.clock.now(), (self.stopwatch)());
        let now = match *latest {
            Some(before) => {
                let passed = TimeDelta::from_std(at.saturating_duration_since(before.at));
                clock.max(before.now + passed.unwrap_or_default() / 2)
            }
            None => clock,
        };
        *latest = Some(Latest { now, at });
        now
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::LazyLock;
    use std::time::Duration;

    use super::*;

    #[expect(clippy::disallowed_methods, reason = "an instant can only be read")]
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);

    thread_local! {
        /// Seconds on the clock, and seconds that really passed.
        static SECONDS: Cell<(i64, u64)> = const { Cell::new((0, 0)) };
    }

    struct Machine;

    impl Clock for Machine {
        fn now(&self) -> DateTime<Utc> {
            DateTime::from_timestamp(SECONDS.get().0, 0).expect("an instant")
        }
    }

    #[test]
    fn a_forward_clock_never_goes_back() {
        let clock = ForwardClock {
            clock: Machine,
            stopwatch: || *START + Duration::from_secs(SECONDS.get().1),
            latest: Mutex::new(None),
        };
        for (case, machine, passed, now) in [
            ("the first reading", 1_000, 0, 1_000),
            ("ten seconds later", 1_010, 10, 1_010),
            ("set back by a minute", 950, 10, 1_010),
            ("time passes at half its speed", 1_010, 70, 1_040),
            ("it has caught up", 1_071, 131, 1_071),
            ("set forward", 9_000, 132, 9_000),
        ] {
            SECONDS.set((machine, passed));
            assert_eq!(clock.now().timestamp(), now, "{case}");
        }
    }
}
