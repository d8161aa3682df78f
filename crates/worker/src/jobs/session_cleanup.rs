//! Clears away sessions that have ended.

use duban_app::session::command;

use super::{Context, Counts, JobResult};

/// One run.
pub async fn run(context: Context) -> JobResult<Counts> {
    Ok(Counts::of([("deleted", command::sweep(context.app()?).await?)]))
}
