//! The database's clock. Leases, sessions, retries and heartbeats of several machines must agree on the time, and so
//! they follow the one clock that they have in common.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::clock::{Clock, SystemClock};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use tokio::time::Instant;

use super::Reader;
use crate::error::{AppError, AppResult};

/// A smaller difference is as likely the way of the question as the clocks, ms.
const IGNORED_MS: i64 = 250;
/// A larger one is told in the log, ms.
const LOUD_MS: i64 = 30_000;

/// The machine's clock, set right by the database's.
#[derive(Debug, Clone)]
pub struct DatabaseClock {
    skew: Skew,
}

impl Clock for DatabaseClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::milliseconds(self.skew.ms())
    }
}

/// How far the database's clock is ahead of this machine's.
#[derive(Debug, Clone, Default)]
pub(super) struct Skew {
    ms: Arc<AtomicI64>,
}

impl Skew {
    pub(super) fn clock(&self) -> DatabaseClock {
        DatabaseClock { skew: self.clone() }
    }

    pub(super) fn ms(&self) -> i64 {
        self.ms.load(Ordering::Relaxed)
    }

    /// The embedded engine has this machine's clock.
    pub(super) async fn measure(&self, db: &Reader) -> AppResult<()> {
        if db.get_database_backend() == DatabaseBackend::Sqlite {
            return Ok(());
        }
        let sql = "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint AS ms";
        let asked = Instant::now();
        let row = db
            .query_one_raw(Statement::from_string(DatabaseBackend::Postgres, sql))
            .await?
            .ok_or_else(|| AppError::Internal("the database has no clock".to_owned()))?;
        let there: i64 = row.try_get("", "ms")?;
        // The answer is as old as half the way there and back.
        let way = i64::try_from(asked.elapsed().as_millis() / 2).unwrap_or_default();
        self.set(there + way - SystemClock.now().timestamp_millis());
        Ok(())
    }

    fn set(&self, ms: i64) {
        let ms = if ms.abs() < IGNORED_MS { 0 } else { ms };
        let before = self.ms.swap(ms, Ordering::Relaxed);
        if ms.abs() > LOUD_MS && before.abs() <= LOUD_MS {
            tracing::warn!(
                clock_skew_seconds = ms / 1_000,
                "this machine's clock and the database's differ; the database's is followed"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_with_a_wrong_clock_follows_the_database() {
        let skew = Skew::default();
        for (measured, followed) in [
            (0, 0),
            (249, 0),
            (-249, 0),
            (300_000, 300_000),
            (-31_000, -31_000),
        ] {
            skew.set(measured);
            assert_eq!(skew.ms(), followed, "{measured}");
            let ahead = skew.clock().now() - SystemClock.now();
            assert!((ahead.num_milliseconds() - followed).abs() < 1_000, "{ahead}");
        }
    }
}
