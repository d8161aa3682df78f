//! Submissions to the city, seen from the county and from the city.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use duban_app::paging::Page;
use duban_app::submission::command::NewBatch;
use duban_app::submission::query::SubmissionFilter;
use duban_app::submission::view::{Batch, CountyCounts, EscalatedMatter};
use duban_app::{App, submission};
use duban_core::word::EscalationStatus;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::matter_filter::words;
use crate::answer::{Items, page};
use crate::extract::{Caller, Json as Body, Query};
use crate::problem::{ApiResult, Problem};
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(submit))
        .routes(routes!(counts))
}

/// Which submissions are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// One state or several, separated by commas.
    #[param(example = "submitted,accepted")]
    status: Option<String>,
    /// Of this leader's matters.
    leader: Option<Uuid>,
    /// Rows, 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Lists submissions: the county its own, the city what was submitted to it.
#[utoipa::path(get, path = "/escalations", operation_id = "escalation_list", tag = "escalation", params(ListQuery),
    responses((status = 200, description = "One page, newest first", body = Page<EscalatedMatter>)))]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<EscalatedMatter>>> {
    let status = words::<EscalationStatus>("status", query.status.as_deref()).map_err(Problem::of_query)?;
    let leader = query.leader;
    let filter = SubmissionFilter { status, leader };
    let page = page(query.limit, query.cursor);
    Ok(Json(
        submission::query::list(&app, &caller.ctx, &filter, &page).await?,
    ))
}

/// Submits endorsed matters to the city with one letter; all or none.
#[utoipa::path(post, path = "/escalation-batches", operation_id = "escalation_batch_create", tag = "escalation",
    request_body = NewBatch, responses((status = 201, description = "Submitted", body = Batch)))]
async fn submit(
    State(app): State<App>,
    caller: Caller,
    Body(batch): Body<NewBatch>,
) -> ApiResult<(StatusCode, Json<Batch>)> {
    let batch = submission::command::submit_batch(&app, &caller.ctx, batch).await?;
    Ok((StatusCode::CREATED, Json(batch)))
}

/// Tells the city how each of its counties stands.
#[utoipa::path(get, path = "/city/counts", operation_id = "city_counts", tag = "escalation",
    responses((status = 200, description = "County by county", body = Items<CountyCounts>)))]
async fn counts(State(app): State<App>, caller: Caller) -> ApiResult<Json<Items<CountyCounts>>> {
    let items = submission::query::county_counts(&app, &caller.ctx).await?;
    Ok(Json(Items { items }))
}
