//! Time as an argument.

use chrono::{DateTime, Utc};

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
