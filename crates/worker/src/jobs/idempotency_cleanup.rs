//! Clears away remembered answers that nobody will ask for again.

use duban_app::idempotency;

use super::{Context, Counts, JobResult};

/// One run.
pub async fn run(context: Context) -> JobResult<Counts> {
    Ok(Counts::of([(
        "deleted",
        idempotency::sweep(context.app()?).await?,
    )]))
}
