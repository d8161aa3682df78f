//! Opening the locks of an account without a new password.

use duban_core::id::UserId;
use serde_json::json;

use super::command::{manages, manages_this};
use super::query;
use crate::error::AppResult;
use crate::event::{By, NewEvent};
use crate::session::attempts;
use crate::unit_of_work::Work;
use crate::{App, Ctx};

/// Opens every lock of an account that is the caller's to manage. Where there is none nothing happens.
pub async fn unlock(app: &App, ctx: &Ctx, user: UserId) -> AppResult<()> {
    manages(ctx)?;
    let directory = app.directory().await?;
    let work = Work::begin(app).await?;
    let row = query::lock(work.tx(), ctx, user).await?;
    manages_this(ctx, &directory, &row)?;
    if attempts::unlock(work.tx(), user).await? == 0 {
        work.rollback().await?;
        return Ok(());
    }
    let mut event = NewEvent::new(By::from(&ctx.actor), "account_unlocked");
    event.after.insert("username".to_owned(), json!(row.username));
    let recorded = work.record(ctx.actor.region, event).await?;
    work.commit(recorded).await?;
    Ok(())
}
