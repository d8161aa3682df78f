//! Turns within one process. All writers of a region wait for the counters of its numbers and the head of its chain; where each of them waits in the
//! database, a process that freezes gets the lock once for every transaction that it had in the line, and each time
//! nobody else can write until the database ends that transaction. So only one of them waits there, and the others here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::{ConnAcquireErr, DbErr};
use tokio::sync::OwnedMutexGuard;
use tokio::time::timeout;
use uuid::Uuid;

type RegionMutex = Arc<tokio::sync::Mutex<()>>;

/// A line for every region.
#[derive(Debug, Clone, Default)]
pub(super) struct Turns {
    lines: Arc<Mutex<HashMap<Uuid, RegionMutex>>>,
}

/// Kept until the transaction ends.
pub(super) type Turn = OwnedMutexGuard<()>;

impl Turns {
    /// Waits for the turn, as long as for any lock.
    pub(super) async fn take(&self, region: Uuid, limit: Duration) -> Result<Turn, DbErr> {
        let line = self
            .lines
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(region)
            .or_default()
            .clone();
        timeout(limit, line.lock_owned())
            .await
            .map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn one_at_a_time_for_each_region() {
        let turns = Turns::default();
        let (here, there) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let limit = Duration::from_secs(8);
        let first = turns.take(here, limit).await.expect("free");
        turns.take(there, limit).await.expect("another line");
        assert!(turns.take(here, limit).await.is_err(), "taken");
        drop(first);
        turns.take(here, limit).await.expect("free again");
    }
}
