//! Opening the locks of an account without a new password.

use duban_core::event::{AccountUnlocked, EventData};
use duban_core::id::UserId;

use super::command::{manages, manages_this};
use super::query;
use crate::error::AppResult;
use crate::event::NewEvent;
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
    let data = EventData::AccountUnlocked(AccountUnlocked {
        username: row.username,
    });
    let event = NewEvent::new(&ctx.actor, data);
    let recorded = work.record(ctx.actor.region, event).await?;
    work.commit(recorded).await?;
    Ok(())
}
