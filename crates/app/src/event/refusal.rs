//! Refusals are part of the trail: who tried what was not theirs to do.

use serde_json::json;

use super::{By, NewEvent, record as append};
use crate::error::AppResult;
use crate::{App, Ctx};

/// Records that the caller was refused an operation.
pub async fn record(app: &App, ctx: &Ctx, operation: &str) -> AppResult<()> {
    let mut event = NewEvent::new(By::from(&ctx.actor), "refused");
    event.after.insert("operation".to_owned(), json!(operation));
    let tx = app.store().begin().await?;
    append(&tx, app, ctx.actor.region, event).await?;
    tx.commit().await?;
    Ok(())
}
