//! Clears away messages that were delivered long ago.

use duban_app::outbox;

use super::{Counts, JobContext, JobResult};

/// One run.
pub async fn run(context: JobContext) -> JobResult<Counts> {
    Ok(Counts::of([("deleted", outbox::cleanup(context.app()?).await?)]))
}
