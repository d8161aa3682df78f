//! Delivers what waits in the outbox.

use duban_app::outbox::{self, Delivered};
use duban_app::{App, AppResult};

use super::{Counts, JobContext, JobResult};

/// Messages under one lease.
const BATCH: u64 = 500;

/// One run: until nothing is due.
pub async fn run(context: JobContext) -> JobResult<Counts> {
    let done = deliver(context.app()?, context.name()).await?;
    Ok(Counts::of([
        ("sent", done.sent),
        ("failed", done.failed),
        ("dead", done.dead),
    ]))
}

pub(crate) async fn deliver(app: &App, worker: &str) -> AppResult<Delivered> {
    let mut total = Delivered::default();
    loop {
        let done = outbox::deliver(app, worker, BATCH).await?;
        if done == Delivered::default() {
            return Ok(total);
        }
        total.add(done);
    }
}
