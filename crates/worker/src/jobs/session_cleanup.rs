//! Clears away sessions that have ended.

use duban_app::session::command;

use super::{Counts, JobContext, JobResult};

/// One run.
pub async fn run(context: JobContext) -> JobResult<Counts> {
    Ok(Counts::of([("deleted", command::sweep(context.app()?).await?)]))
}
