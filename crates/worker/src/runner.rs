//! Keeps the schedule: one task for each job, so that a slow one holds up no other, and never two runs
//! of the same job at once.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::jobs::{Counts, JobContext};
use crate::schedule::{Entry, Wake};

/// After a change, wait so long for the changes that follow it.
const SETTLE: Duration = Duration::from_millis(50);
/// After a failure no job waits longer for its next try.
const RETRY: Duration = Duration::from_secs(60);

/// Runs all entries until the token ends it; a job in hand is finished first.
pub async fn run(context: JobContext, schedule: &'static [Entry], token: CancellationToken) {
    let mut tasks = JoinSet::new();
    for entry in schedule {
        tasks.spawn(run_entry(context.clone(), entry, token.clone()));
    }
    while tasks.join_next().await.is_some() {}
}

async fn run_entry(context: JobContext, entry: &'static Entry, token: CancellationToken) {
    let mut changes = context.changes();
    let mut failures = 0_u32;
    while !token.is_cancelled() {
        // What changes from here on may come too late for this run and must start the next.
        changes.mark_unchanged();
        // A task of its own, so that a panic ends the run and not the job.
        let mut run = tokio::spawn((entry.run)(context.clone()));
        let done = match tokio::time::timeout(entry.limit, &mut run).await {
            Ok(Ok(done)) => done.map_err(|error| error.to_string()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => {
                // Its transaction ends with it, and a connection that is silent is closed on its way back to the pool.
                run.abort();
                Err(format!(
                    "it took longer than {} s and was given up",
                    entry.limit.as_secs()
                ))
            }
        };
        if let (Ok(_), Some(now)) = (&done, context.wall_seconds()) {
            metrics::gauge!("duban_worker_last_success_timestamp_seconds", "job" => entry.job).set(now);
        }
        failures = report(entry, failures, done);
        let pause = if failures == 0 {
            entry.every
        } else {
            entry.every.min(RETRY)
        };
        tokio::select! {
            () = token.cancelled() => {}
            () = sleep_until_due(entry.wake, failures, pause, &mut changes) => {}
        }
    }
}

/// Waits for the time or, for a job that is in order, for a change.
async fn sleep_until_due(wake: Wake, failures: u32, pause: Duration, changes: &mut watch::Receiver<u64>) {
    if wake == Wake::Never || failures > 0 {
        return tokio::time::sleep(pause).await;
    }
    if let Ok(Ok(())) = tokio::time::timeout(pause, changes.changed()).await {
        tokio::time::sleep(SETTLE).await;
    }
}

/// One line for a run that did something, one for the first of a row of failures, one for its end.
/// Tells the length of the row.
fn report(entry: &Entry, failures: u32, done: Result<Counts, String>) -> u32 {
    let job = entry.job;
    metrics::counter!("duban_worker_runs_total", "job" => job).increment(1);
    match done {
        Ok(counts) => {
            if failures > 0 {
                tracing::info!(job, failures, "job works again");
            }
            for (what, count) in counts.iter() {
                metrics::counter!("duban_worker_items_total", "job" => job, "what" => what).increment(count);
            }
            if counts.any() {
                tracing::info!(job, %counts, "job did its work");
            }
            0
        }
        Err(error) => {
            metrics::counter!("duban_worker_failures_total", "job" => job).increment(1);
            if failures == 0 {
                tracing::error!(job, error, "job failed and will be tried again");
            }
            failures.saturating_add(1)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use futures::future::BoxFuture;

    use super::*;
    use crate::jobs::JobResult;

    fn entry(run: fn(JobContext) -> BoxFuture<'static, JobResult<Counts>>) -> &'static Entry {
        let every = Duration::from_secs(5);
        Box::leak(Box::new(Entry {
            job: "test",
            every,
            limit: Duration::from_secs(20),
            wake: Wake::OnChange,
            why: "A test.",
            run,
        }))
    }

    fn start(run: fn(JobContext) -> BoxFuture<'static, JobResult<Counts>>) -> Running {
        let (token, (sender, receiver)) = (CancellationToken::new(), watch::channel(0));
        let context = JobContext::without_app(receiver);
        let task = tokio::spawn(run_entry(context, entry(run), token.clone()));
        Running { task, token, sender }
    }

    struct Running {
        task: tokio::task::JoinHandle<()>,
        token: CancellationToken,
        sender: watch::Sender<u64>,
    }

    #[tokio::test(start_paused = true)]
    async fn runs_at_once_then_by_the_clock_and_on_change() {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        let running = start(|_| {
            Box::pin(async {
                RUNS.fetch_add(1, Ordering::SeqCst);
                Ok(Counts::default())
            })
        });
        for (wait_ms, runs) in [(10, 1), (4_900, 1), (200, 2), (4_000, 2)] {
            tokio::time::sleep(Duration::from_millis(wait_ms)).await;
            assert_eq!(RUNS.load(Ordering::SeqCst), runs, "after another {wait_ms} ms");
        }
        running.sender.send_modify(|count| *count += 1);
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(RUNS.load(Ordering::SeqCst), 3, "woken by a change");
        running.token.cancel();
        running.task.await.expect("ends when told to");
        assert_eq!(RUNS.load(Ordering::SeqCst), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn a_change_during_a_run_starts_the_next() {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        let running = start(|_| {
            Box::pin(async {
                tokio::time::sleep(Duration::from_millis(500)).await;
                RUNS.fetch_add(1, Ordering::SeqCst);
                Ok(Counts::default())
            })
        });
        tokio::time::sleep(Duration::from_millis(100)).await;
        running.sender.send_modify(|count| *count += 1);
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        assert_eq!(RUNS.load(Ordering::SeqCst), 2);
        running.token.cancel();
        running.task.await.expect("ends");
    }

    #[tokio::test(start_paused = true)]
    async fn failures_and_panics_are_tried_again() {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        let running = start(|_| {
            Box::pin(async {
                match RUNS.fetch_add(1, Ordering::SeqCst) {
                    0 => Err("no database".into()),
                    1 => panic!("a bug"),
                    _ => Ok(Counts::default()),
                }
            })
        });
        tokio::time::sleep(Duration::from_secs(11)).await;
        assert_eq!(RUNS.load(Ordering::SeqCst), 3);
        running.token.cancel();
        running.task.await.expect("ends");
    }

    #[tokio::test(start_paused = true)]
    async fn a_run_that_hangs_is_given_up_and_tried_again() {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        let running = start(|_| {
            Box::pin(async {
                if RUNS.fetch_add(1, Ordering::SeqCst) == 0 {
                    std::future::pending::<()>().await;
                }
                Ok(Counts::default())
            })
        });
        tokio::time::sleep(Duration::from_secs(24)).await;
        assert_eq!(RUNS.load(Ordering::SeqCst), 1);
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert_eq!(
            RUNS.load(Ordering::SeqCst),
            2,
            "20 s and the 5 s until the next try"
        );
        running.token.cancel();
        running.task.await.expect("ends");
    }

    #[tokio::test(start_paused = true)]
    async fn the_job_in_hand_is_finished() {
        static ENDED: AtomicU32 = AtomicU32::new(0);
        let running = start(|_| {
            Box::pin(async {
                tokio::time::sleep(Duration::from_secs(3)).await;
                ENDED.fetch_add(1, Ordering::SeqCst);
                Ok(Counts::default())
            })
        });
        tokio::time::sleep(Duration::from_secs(1)).await;
        running.token.cancel();
        running.task.await.expect("ends");
        assert_eq!(ENDED.load(Ordering::SeqCst), 1);
    }
}
