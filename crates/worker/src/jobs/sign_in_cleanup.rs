//! Tells the chain and the offices of sign-ins that were refused, and clears away attempts that count no more.

use duban_app::session::attempts;

use super::{Counts, JobContext, JobResult};

/// One run.
pub async fn run(context: JobContext) -> JobResult<Counts> {
    let swept = attempts::sweep(context.app()?).await?;
    Ok(Counts::of([
        ("recorded_addresses", swept.recorded_addresses),
        ("messages", swept.messages),
        ("deleted", swept.deleted),
    ]))
}
