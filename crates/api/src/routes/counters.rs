//! The counters that the office exists for.

use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use duban_app::counters::{Counters, CountersFilter};
use duban_app::input::Checks;
use duban_app::{App, counters};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::extract::{Caller, Query};
use crate::problem::{ApiResult, Problem};
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(get))
}

/// What is counted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CountersQuery {
    /// The plan that the matters belong to.
    plan: Option<Uuid>,
    /// Registered on or after this day.
    from: Option<NaiveDate>,
    /// Registered on or before this day.
    to: Option<NaiveDate>,
}

/// Counts solved, open, overdue and escalated matters by leader and by department; every number
/// carries the list that it counts.
#[utoipa::path(get, path = "/counters", operation_id = "counters_get", tag = "audit", params(CountersQuery),
    responses((status = 200, description = "The counters", body = Counters)))]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<CountersQuery>,
) -> ApiResult<Json<Counters>> {
    Checks::default()
        .date("from", query.from)
        .date("to", query.to)
        .finish()
        .map_err(Problem::of_query)?;
    let filter = CountersFilter {
        plan: query.plan,
        from: query.from,
        to: query.to,
    };
    Ok(Json(counters::read(&app, &caller.ctx, &filter).await?))
}
