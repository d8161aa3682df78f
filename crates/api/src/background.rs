//! What each process of the API does by itself, also while nobody asks it for anything. All other background work stands
//! in the worker's schedule: a line belongs here only when no other process could do it, and says why.

use std::time::Duration;

use duban_app::AppResult;
use duban_app::event::denial;
use futures::future::BoxFuture;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::state::ApiState;

type Run = fn(ApiState) -> BoxFuture<'static, AppResult<()>>;

/// A line of the schedule.
pub(crate) struct Entry {
    /// Name in the log.
    job: &'static str,
    /// Time between the starts of two runs.
    every: Duration,
    /// Why it runs, and why so often.
    why: &'static str,
    /// Why the worker cannot do it.
    why_here: &'static str,
    /// The job.
    run: Run,
    /// What is left to do when no request is answered any more.
    at_end: Option<Run>,
}

/// Everything that an API process does by itself.
pub(crate) const SCHEDULE: &[Entry] = &[
    Entry {
        job: "metrics_upkeep",
        every: Duration::from_secs(5),
        why: "Measurements are kept one by one until they are summed up: where nobody scrapes they would grow for ever.",
        why_here: "They lie in the memory of the process that measured.",
        run: |state| {
            Box::pin(async move {
                if let Some(handle) = &state.metrics {
                    handle.run_upkeep();
                }
                Ok(())
            })
        },
        at_end: None,
    },
    Entry {
        job: "refusal_record",
        every: Duration::from_secs(60),
        why: "The trail tells repeated refusals of a person together, once a minute.",
        why_here: "They are counted in the memory of the process that refused, so that a flood of them writes nothing.",
        run: |state| Box::pin(async move { denial::record_due(&state.app).await }),
        at_end: Some(|state| Box::pin(async move { denial::record_all(&state.app).await })),
    },
];

/// The jobs at work.
pub(crate) struct Background {
    state: ApiState,
    tasks: JoinSet<()>,
}

/// Runs every job of the schedule until the server stops.
pub(crate) fn start(state: ApiState) -> Background {
    let mut tasks = JoinSet::new();
    for entry in SCHEDULE {
        tracing::debug!(
            job = entry.job,
            why = entry.why,
            why_here = entry.why_here,
            "background job starts"
        );
        let state = state.clone();
        tasks.spawn(async move {
            let stopping = state.stopping.clone();
            every(entry.every, || run(entry, entry.run, &state), stopping).await;
        });
    }
    Background { state, tasks }
}

impl Background {
    /// Lets what is under way come to its end, then does what is left. Called when no request is answered any more.
    pub(crate) async fn finish(mut self) {
        while self.tasks.join_next().await.is_some() {}
        for entry in SCHEDULE {
            if let Some(at_end) = entry.at_end {
                run(entry, at_end, &self.state).await;
            }
        }
    }
}

async fn run(entry: &Entry, work: Run, state: &ApiState) {
    if let Err(error) = work(state.clone()).await {
        tracing::error!(job = entry.job, %error, "background job failed");
    }
}

async fn every<Work: Future<Output = ()>>(
    period: Duration,
    work: impl Fn() -> Work,
    stopping: CancellationToken,
) {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = ticks.tick() => work().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn job_runs_until_the_server_stops() {
        let (count, stopping) = (AtomicU32::new(0), CancellationToken::new());
        let (count, token) = (&count, &stopping);
        let third_time = || async move {
            if count.fetch_add(1, Ordering::Relaxed) == 2 {
                token.cancel();
            }
        };
        every(Duration::from_secs(1), third_time, stopping.clone()).await;
        assert!(count.load(Ordering::Relaxed) >= 3);
    }

    #[test]
    fn every_job_has_a_name_and_reasons() {
        let mut names = HashSet::new();
        for entry in SCHEDULE {
            assert!(names.insert(entry.job), "{} stands in the table twice", entry.job);
            assert!(entry.why.ends_with('.'), "{} does not say why", entry.job);
            assert!(
                entry.why_here.ends_with('.'),
                "{} does not say why not in the worker",
                entry.job
            );
            assert!(entry.every >= Duration::from_secs(1), "{} never rests", entry.job);
        }
    }
}
