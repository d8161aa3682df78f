//! Clears away messages that were delivered long ago.

use duban_app::outbox;

use super::{Context, Counts, JobResult};

/// One run.
pub async fn run(context: Context) -> JobResult<Counts> {
    Ok(Counts::of([("deleted", outbox::cleanup(context.app()?).await?)]))
}
