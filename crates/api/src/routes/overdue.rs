//! The overdue audit: what is late, who holds it, what was sent about it.

use axum::Json;
use axum::extract::State;
use duban_app::overdue::{OverdueFilter, OverdueItem};
use duban_app::paging::Page;
use duban_app::{App, overdue};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::answer::{Count, page};
use crate::extract::{Caller, Query, read_query};
use crate::problem::ApiResult;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(count))
}

/// Whose overdue matters are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// The responsible leader.
    leader: Option<Uuid>,
    /// The lead department.
    department: Option<Uuid>,
    /// Rows, 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Whose overdue matters are counted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CountQuery {
    /// The responsible leader.
    leader: Option<Uuid>,
    /// The lead department.
    department: Option<Uuid>,
}

impl CountQuery {
    fn filter(self) -> OverdueFilter {
        OverdueFilter {
            leader: self.leader,
            department: self.department,
        }
    }
}

/// The filter that stands in the page's address.
pub(super) fn filter_of(address: &str) -> ApiResult<OverdueFilter> {
    read_query::<CountQuery>(address).map(CountQuery::filter)
}

/// Lists every overdue matter, the latest first, with its holder, its alerts and its date explained.
#[utoipa::path(get, path = "/audit/overdue", operation_id = "overdue_list", tag = "audit", params(ListQuery),
    responses((status = 200, description = "One page", body = Page<OverdueItem>)))]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<OverdueItem>>> {
    let filter = OverdueFilter {
        leader: query.leader,
        department: query.department,
    };
    let page = page(query.limit, query.cursor);
    Ok(Json(overdue::list(&app, &caller.ctx, &filter, &page).await?))
}

/// Counts the overdue matters.
#[utoipa::path(get, path = "/audit/overdue/count", operation_id = "overdue_count", tag = "audit", params(CountQuery),
    responses((status = 200, description = "The number", body = Count)))]
async fn count(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<CountQuery>,
) -> ApiResult<Json<Count>> {
    let filter = query.filter();
    let count = overdue::count(&app, &caller.ctx, &filter).await?;
    Ok(Json(Count { count }))
}
