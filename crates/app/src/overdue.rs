//! The overdue audit: what is late, by how much, who holds it, and what was sent to whom.

use duban_core::policy::{Permission, has_permission};
use duban_core::word::Holder;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::alert::view::AlertView;
use crate::error::{AppError, AppResult};
use crate::matter::query::{Filter, Sort, list as list_matters};
use crate::matter::view::MatterRow;
use crate::paging::{Page, PageRequest};
use crate::{App, Ctx, alert, matter};

/// One overdue matter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OverdueItem {
    /// The matter.
    pub matter: MatterRow,
    /// Working days late.
    pub days_late: i32,
    /// Whose move it is.
    pub holder: Holder,
    /// The unit or person whose move it is, by name; null for nobody.
    pub holder_name: Option<String>,
    /// What was sent, newest first, 50 at most.
    pub alerts: Vec<AlertView>,
    /// Whether older ones were left out; `GET /matters/{id}/alerts` has all.
    pub more_alerts: bool,
    /// The deadline in one sentence.
    pub deadline_summary: String,
}

/// Which overdue matters are wanted.
#[derive(Debug, Clone, Default)]
pub struct OverdueFilter {
    /// Of this leader.
    pub leader: Option<Uuid>,
    /// Led by this department.
    pub department: Option<Uuid>,
}

impl OverdueFilter {
    fn filter(&self) -> Filter {
        Filter {
            overdue: Some(true),
            open: Some(true),
            leader: self.leader,
            department: self.department,
            ..Filter::default()
        }
    }
}

/// Overdue matters that the caller may see, latest first.
pub async fn list(
    app: &App,
    ctx: &Ctx,
    filter: &OverdueFilter,
    page: &PageRequest,
) -> AppResult<Page<OverdueItem>> {
    if !has_permission(&ctx.actor, Permission::ReadOverdueAudit) {
        return Err(AppError::Forbidden);
    }
    let page = list_matters(app, ctx, &filter.filter(), Sort::DueAsc, page).await?;
    let shown: Vec<Uuid> = page.items.iter().map(|matter| matter.id.0).collect();
    let mut sent = alert::query::sent_of(app, &shown).await?;
    let mut summaries = matter::deadline::summaries(app, &shown).await?;
    Ok(page.map(|matter| {
        let sent = sent.remove(&matter.id.0).unwrap_or_default();
        OverdueItem {
            days_late: matter.late_days,
            holder: matter.holder,
            holder_name: matter.holder_name.clone(),
            alerts: sent.newest,
            more_alerts: sent.more,
            deadline_summary: summaries.remove(&matter.id.0).unwrap_or_default(),
            matter,
        }
    }))
}

/// How many matters the audit shows.
pub async fn count(app: &App, ctx: &Ctx, filter: &OverdueFilter) -> AppResult<u64> {
    if !has_permission(&ctx.actor, Permission::ReadOverdueAudit) {
        return Err(AppError::Forbidden);
    }
    matter::query::count(app, ctx, &filter.filter()).await
}
