//! Matters: the list, the page of one, registration. What is done to them is in `actions`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use duban_app::alert::view::AlertView;
use duban_app::event::query::Event;
use duban_app::matter::input::{NewMatter, PatchMatter};
use duban_app::matter::view::{Deadline, Matter, MatterRow, Report};
use duban_app::paging::Page;
use duban_app::{App, alert, event, matter};
use duban_core::id::MatterId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::matter_filter::{CountQuery, ListQuery};
use crate::answer::{self, Count, PageQuery};
use crate::extract::{Caller, Json as Body, Path, Query, Version};
use crate::problem::{ApiResult, Problem};
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(count))
        .routes(routes!(get, patch))
        .routes(routes!(events))
        .routes(routes!(deadline))
        .routes(routes!(reports))
        .routes(routes!(alerts))
}

/// Lists the matters that the caller may see.
#[utoipa::path(get, path = "/matters", operation_id = "matter_list", tag = "matter", params(ListQuery),
    responses((status = 200, description = "One page", body = Page<MatterRow>)))]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<MatterRow>>> {
    let filter = query.filter().map_err(Problem::of_query)?;
    let sort = query.sort().map_err(Problem::of_query)?;
    let page = matter::query::list(&app, &caller.ctx, &filter, sort, &query.page()).await?;
    Ok(Json(page))
}

/// Counts the matters that the list would show.
#[utoipa::path(get, path = "/matters/count", operation_id = "matter_count", tag = "matter", params(CountQuery),
    responses((status = 200, description = "The number", body = Count)))]
async fn count(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<CountQuery>,
) -> ApiResult<Json<Count>> {
    let filter = query.filter().map_err(Problem::of_query)?;
    let count = matter::query::count(&app, &caller.ctx, &filter).await?;
    Ok(Json(Count { count }))
}

/// Registers a matter as a draft.
#[utoipa::path(post, path = "/matters", operation_id = "matter_create", tag = "matter", request_body = NewMatter,
    responses((status = 201, description = "Registered", body = Matter,
        headers(("ETag" = String, description = "Its version"), ("Location" = String, description = "Its address")))))]
async fn create(State(app): State<App>, caller: Caller, Body(new): Body<NewMatter>) -> ApiResult<Response> {
    let created = matter::command::create(&app, &caller.ctx, new).await?;
    Ok(answer::matter(StatusCode::CREATED, created))
}

/// Shows a matter in full, with what the caller may do now.
#[utoipa::path(get, path = "/matters/{id}", operation_id = "matter_get", tag = "matter",
    params(("id" = MatterId, Path, description = "The matter")),
    responses((status = 200, description = "The matter", body = Matter,
        headers(("ETag" = String, description = "Its version, for `If-Match`")))))]
async fn get(State(app): State<App>, caller: Caller, Path(id): Path<MatterId>) -> ApiResult<Response> {
    let found = matter::query::get(&app, &caller.ctx, id).await?;
    Ok(answer::matter(StatusCode::OK, found))
}

/// Changes a draft.
#[utoipa::path(patch, path = "/matters/{id}", operation_id = "matter_patch", tag = "matter", request_body = PatchMatter,
    params(("id" = MatterId, Path, description = "The matter"),
        ("If-Match" = String, Header, description = "The version that the change was made on", example = "\"3\"")),
    responses((status = 200, description = "Changed", body = Matter,
        headers(("ETag" = String, description = "Its new version")))))]
async fn patch(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MatterId>,
    Version(version): Version,
    Body(patch): Body<PatchMatter>,
) -> ApiResult<Response> {
    let changed = matter::command::patch(&app, &caller.ctx, id, version, patch).await?;
    Ok(answer::matter(StatusCode::OK, changed))
}

/// Lists what was done to a matter, newest first.
#[utoipa::path(get, path = "/matters/{id}/events", operation_id = "matter_events", tag = "matter",
    params(("id" = MatterId, Path, description = "The matter"), PageQuery),
    responses((status = 200, description = "One page", body = Page<Event>)))]
async fn events(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MatterId>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<Event>>> {
    Ok(Json(
        event::query::timeline(&app, &caller.ctx, id, &page.into()).await?,
    ))
}

/// Explains a matter's date day by day.
#[utoipa::path(get, path = "/matters/{id}/deadline", operation_id = "matter_deadline", tag = "matter",
    params(("id" = MatterId, Path, description = "The matter")),
    responses((status = 200, description = "The explanation", body = Deadline)))]
async fn deadline(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MatterId>,
) -> ApiResult<Json<Deadline>> {
    Ok(Json(matter::query::deadline(&app, &caller.ctx, id).await?))
}

/// Lists the progress reports on a matter, newest first.
#[utoipa::path(get, path = "/matters/{id}/reports", operation_id = "matter_reports", tag = "matter",
    params(("id" = MatterId, Path, description = "The matter"), PageQuery),
    responses((status = 200, description = "One page", body = Page<Report>)))]
async fn reports(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MatterId>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<Report>>> {
    Ok(Json(
        matter::query::reports(&app, &caller.ctx, id, &page.into()).await?,
    ))
}

/// Lists the alerts that fired for a matter, each with its reason, newest first.
#[utoipa::path(get, path = "/matters/{id}/alerts", operation_id = "matter_alerts", tag = "matter",
    params(("id" = MatterId, Path, description = "The matter"), PageQuery),
    responses((status = 200, description = "One page", body = Page<AlertView>)))]
async fn alerts(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MatterId>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<AlertView>>> {
    Ok(Json(
        alert::query::of_matter(&app, &caller.ctx, id, &page.into()).await?,
    ))
}
