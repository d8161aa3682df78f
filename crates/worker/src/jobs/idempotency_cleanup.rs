//! Clears away remembered answers that nobody will ask for again.

use duban_app::idempotency;

use super::{Counts, JobContext, JobResult};

/// One run.
pub async fn run(context: JobContext) -> JobResult<Counts> {
    Ok(Counts::of([(
        "deleted",
        idempotency::sweep(context.app()?).await?,
    )]))
}
