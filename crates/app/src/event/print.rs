//! A printed sheet leaves the system, so that the trail says who took which list and how long it was.

use duban_core::policy::{Permission, has_permission};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{By, NewEvent};
use crate::error::{AppError, AppResult};
use crate::input::Checks;
use crate::overdue::{self, OverdueFilter};
use crate::unit_of_work::Work;
use crate::{App, Ctx};

/// Characters of a page's filters at most.
const QUERY_MAX: usize = 500;

/// What can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    /// The overdue audit.
    Overdue,
}

impl Sheet {
    /// Who reads the page may print it.
    const fn permission(self) -> Permission {
        match self {
            Self::Overdue => Permission::ReadOverdueAudit,
        }
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
    if !has_permission(&ctx.actor, print.what.permission()) {
        return Err(AppError::Forbidden);
    }
    Checks::default()
        .optional("query", Some(&print.query), QUERY_MAX)
        .finish()?;
    let filter = filter.ok_or_else(|| AppError::invalid("query", "unknown_filter"))?;
    let count = match print.what {
        Sheet::Overdue => overdue::count(app, ctx, &filter).await?,
    };
    let mut event = NewEvent::new(By::from(&ctx.actor), "printed");
    event.after.insert("what".to_owned(), json!(print.what));
    event.after.insert("query".to_owned(), json!(print.query));
    event.after.insert("count".to_owned(), json!(count));
    let work = Work::begin(app).await?;
    let recorded = work.record(ctx.actor.region, event).await?;
    work.commit(recorded).await?;
    Ok(())
}
