//! Measurements are kept one by one until somebody sums them up. A server that nobody scrapes has to
//! do that itself, or they grow for ever.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

const EVERY: Duration = Duration::from_secs(5);

/// Sums up every few seconds until the server stops.
pub(crate) async fn keep(sum_up: impl Fn() + Send, stopping: CancellationToken) {
    every(EVERY, sum_up, stopping).await;
}

async fn every(period: Duration, sum_up: impl Fn() + Send, stopping: CancellationToken) {
    let mut turns = interval(period);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = turns.tick() => sum_up(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn it_sums_up_until_the_server_stops() {
        let (count, stopping) = (AtomicU32::new(0), CancellationToken::new());
        let third_time = || {
            if count.fetch_add(1, Ordering::Relaxed) == 2 {
                stopping.cancel();
            }
        };
        every(Duration::from_millis(1), third_time, stopping.clone()).await;
        assert!(count.load(Ordering::Relaxed) >= 3);
    }
}
