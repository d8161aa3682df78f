//! Fires every step of the ladder whose time has come.

use duban_app::alert::{self, SweepReport};
use duban_app::{App, AppResult, outbox};

use super::{Counts, JobContext, JobResult};

/// Matters in one transaction: enough to make a commit cheap, few enough to let others write between.
const BATCH: u64 = 200;

/// One run; the heartbeat tells the office and `/readyz` that the sweep is alive.
pub async fn run(context: JobContext) -> JobResult<Counts> {
    let app = context.app()?;
    let done = sweep(app).await?;
    outbox::beat(app).await?;
    Ok(Counts::of([
        ("matters", done.matters),
        ("fired", done.fired),
        ("sent", done.sent),
        ("failed", done.failed),
    ]))
}

pub(crate) async fn sweep(app: &App) -> AppResult<SweepReport> {
    alert::sweep(app, BATCH).await
}
