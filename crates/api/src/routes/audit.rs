//! The audit trail, the check of its chain, and what is printed.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use duban_app::event::print::NewPrint;
use duban_app::event::query::{Event, TrailFilter};
use duban_app::event::verify::Verdict;
use duban_app::input::Checks;
use duban_app::paging::Page;
use duban_app::{App, event};
use duban_core::event::EventKind;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::answer::page;
use crate::extract::{Caller, Json as Body, Query};
use crate::problem::{ApiResult, Problem};
use crate::routes::overdue;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(verify))
        .routes(routes!(print))
}

/// Which events are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TrailQuery {
    /// Of this matter.
    matter: Option<Uuid>,
    /// Of this person.
    actor: Option<Uuid>,
    /// Of this kind.
    #[param(max_length = 64)]
    action: Option<String>,
    /// On or after this day.
    from: Option<NaiveDate>,
    /// On or before this day.
    to: Option<NaiveDate>,
    /// Rows, 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Lists the region's events, newest first.
#[utoipa::path(get, path = "/events", operation_id = "event_list", tag = "audit", params(TrailQuery),
    responses((status = 200, description = "One page", body = Page<Event>)))]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<TrailQuery>,
) -> ApiResult<Json<Page<Event>>> {
    let TrailQuery {
        matter,
        actor,
        action,
        from,
        to,
        limit,
        cursor,
    } = query;
    Checks::default()
        .date("from", from)
        .date("to", to)
        .finish()
        .map_err(Problem::of_query)?;
    let filter = TrailFilter {
        matter,
        actor,
        action: action.as_deref().map(EventKind::from),
        from,
        to,
    };
    Ok(Json(
        event::query::trail(&app, &caller.ctx, &filter, &page(limit, cursor)).await?,
    ))
}

/// Checks the region's whole chain of events and names the first bad link.
#[utoipa::path(get, path = "/audit/verify", operation_id = "audit_verify", tag = "audit",
    responses((status = 200, description = "The verdict", body = Verdict)))]
async fn verify(State(app): State<App>, caller: Caller) -> ApiResult<Json<Verdict>> {
    Ok(Json(event::verify::own(&app, &caller.ctx).await?))
}

/// Records that a page is printed, before it is: paper leaves the system like an export.
#[utoipa::path(post, path = "/audit/prints", operation_id = "audit_print", tag = "audit", request_body = NewPrint,
    responses((status = 204, description = "Recorded")))]
async fn print(State(app): State<App>, caller: Caller, Body(sheet): Body<NewPrint>) -> ApiResult<StatusCode> {
    let filter = overdue::filter_of(&sheet.query).ok();
    event::print::record(&app, &caller.ctx, &sheet, filter).await?;
    Ok(StatusCode::NO_CONTENT)
}
