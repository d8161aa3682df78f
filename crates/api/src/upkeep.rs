//! What a server has to do by itself, also while nobody asks it for anything.

use std::future::ready;
use std::time::Duration;

use duban_app::event::refusal;
use duban_app::{App, AppResult};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

const SUM_UP_EVERY: Duration = Duration::from_secs(5);
const TELL_EVERY: Duration = Duration::from_secs(60);

/// Measurements are kept one by one until somebody sums them up: where nobody scrapes they would grow for ever.
pub(crate) async fn keep(sum_up: impl Fn() + Send, stopping: CancellationToken) {
    let sum_up = || {
        sum_up();
        ready(())
    };
    every(SUM_UP_EVERY, sum_up, stopping).await;
}

/// Repeated refusals are counted in this process's memory, and it is this process that must tell them.
pub(crate) async fn tell_refusals(app: App, stopping: CancellationToken) {
    let app = &app;
    let tell = || async move { recorded(refusal::tell(app).await) };
    every(TELL_EVERY, tell, stopping).await;
}

/// The same once more, when no request is answered any more.
pub(crate) async fn tell_last_refusals(app: &App) {
    recorded(refusal::tell_all(app).await);
}

fn recorded(done: AppResult<()>) {
    if let Err(error) = done {
        tracing::error!(%error, "repeated refusals could not be recorded");
    }
}

async fn every<Work: Future<Output = ()>>(
    period: Duration,
    work: impl Fn() -> Work,
    stopping: CancellationToken,
) {
    let mut turns = interval(period);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = turns.tick() => work().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn it_goes_on_until_the_server_stops() {
        let (count, stopping) = (AtomicU32::new(0), CancellationToken::new());
        let third_time = || {
            if count.fetch_add(1, Ordering::Relaxed) == 2 {
                stopping.cancel();
            }
            ready(())
        };
        every(Duration::from_millis(1), third_time, stopping.clone()).await;
        assert!(count.load(Ordering::Relaxed) >= 3);
    }
}
