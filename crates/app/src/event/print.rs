//! A printed sheet leaves the system, so that the trail says who took which list and how long it was.

use duban_core::event::{EventData, Printed, Sheet};
use duban_core::policy::{Permission, has_permission};
use serde::Deserialize;
use utoipa::ToSchema;

use super::NewEvent;
use crate::error::{AppError, AppResult};
use crate::input::Checks;
use crate::overdue::{self, OverdueFilter};
use crate::unit_of_work::Work;
use crate::{App, Ctx};

/// Characters of a page's filters at most.
const QUERY_MAX: usize = 500;

/// Who reads the page may print it.
const fn permission(sheet: Sheet) -> Permission {
    match sheet {
        Sheet::Overdue => Permission::ReadOverdueAudit,
    }
}

/// A sheet as it is printed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPrint {
    /// Which page.
    pub what: Sheet,
    /// The page's filters as they stand in its address; empty for all rows.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub query: String,
    /// Rows on paper, as the page has counted them. The trail tells what the server counts.
    pub count: u32,
}

/// Records that the caller prints a page, which shows what the filter lets through; none where the page has no such.
pub async fn record(app: &App, ctx: &Ctx, print: &NewPrint, filter: Option<OverdueFilter>) -> AppResult<()> {
    if !has_permission(&ctx.actor, permission(print.what)) {
        return Err(AppError::Forbidden);
    }
    Checks::default()
        .optional("query", Some(&print.query), QUERY_MAX)
        .finish()?;
    let filter = filter.ok_or_else(|| AppError::invalid("query", "unknown_filter"))?;
    let count = match print.what {
        Sheet::Overdue => overdue::count(app, ctx, &filter).await?,
    };
    let data = EventData::Printed(Printed {
        what: print.what,
        query: print.query.clone(),
        count,
    });
    let event = NewEvent::new(&ctx.actor, data);
    let work = Work::begin(app).await?;
    let recorded = work.record(ctx.actor.region, event).await?;
    work.commit(recorded).await?;
    Ok(())
}
