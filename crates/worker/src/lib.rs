//! What happens without a request: alerts fire, messages go out, what has expired is cleared away.
//!
//! [`schedule`] is the one table of jobs, [`runner`] keeps it, [`jobs`] has a file for each. A job is
//! a reconciler: it takes no input, compares what should be with what is, and may be run twice,
//! side by side, or be killed in the middle.

use std::time::Duration;

use duban_app::alert::SweepReport;
use duban_app::outbox::{self, Delivered};
use duban_app::{App, AppResult};
use tokio_util::sync::CancellationToken;

pub mod jobs;
pub mod runner;
pub mod schedule;

/// The worker of one process. Any number of processes may have one.
#[derive(Debug)]
pub struct Worker {
    context: jobs::JobContext,
}

impl Worker {
    /// A worker with a name of its own.
    pub fn new(app: App) -> Self {
        Self {
            context: jobs::JobContext::new(app),
        }
    }

    /// Runs every job of the schedule until the token ends it. Jobs in hand are finished first.
    pub async fn run(self, token: CancellationToken) {
        tracing::info!(
            worker = self.context.name(),
            jobs = schedule::SCHEDULE.len(),
            "worker started"
        );
        runner::run(self.context.clone(), schedule::SCHEDULE, token).await;
        tracing::info!(worker = self.context.name(), "worker stopped");
    }
}

/// What [`run_once`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunReport {
    /// The sweep.
    pub sweep: SweepReport,
    /// The delivery.
    pub delivered: Delivered,
}

/// How often [`run_once`] looks whether another worker has finished what it holds.
const LOOKS: usize = 100;
/// The time between two looks.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Fires and delivers everything that is due at the product's present, and returns when nothing is,
/// not even in the hands of another worker; for those it waits five seconds. For whoever moves the
/// product's clock and must answer with the consequences in place.
///
/// # Errors
/// What the sweep or the delivery met; what was done until then stays done.
pub async fn run_once(app: &App) -> AppResult<RunReport> {
    let name = outbox::worker_name();
    let mut report = RunReport::default();
    let mut is_idle = false;
    for _ in 0..LOOKS {
        report.sweep.add(jobs::alert_sweep::sweep(app).await?);
        report
            .delivered
            .add(jobs::outbox_delivery::deliver(app, &name).await?);
        is_idle = outbox::idle(app).await?;
        if is_idle {
            break;
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    if !is_idle {
        tracing::warn!("another worker, or one that died, holds what is due; it follows when its lease ends");
    }
    outbox::beat(app).await?;
    Ok(report)
}
