//! The live stream.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use duban_app::{FieldError, feed};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Caller, Query};
use crate::problem::{ApiResult, Problem};
use crate::sse;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(get))
}

/// Where the stream begins.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct StreamQuery {
    /// The last `change_seq` seen, for the person who got it; the header `Last-Event-ID` goes before it. The present when absent.
    after: Option<String>,
}

/// Tells what changes, as it changes: `change` for matters, `notification` for the caller's inbox; first of all
/// `ready`, with the place to resume from when nothing else has come yet.
#[utoipa::path(get, path = "/stream", operation_id = "stream_get", tag = "stream", params(StreamQuery),
    responses((status = 200, description = "Server-sent events without end",
        content_type = "text/event-stream", body = String)))]
async fn get(
    State(state): State<ApiState>,
    caller: Caller,
    Query(query): Query<StreamQuery>,
    headers: HeaderMap,
) -> ApiResult<impl IntoResponse> {
    let permit = state.limits.stream(caller.session)?;
    let reader = caller.ctx.actor.user;
    let decrypt = |text: &str| state.cursors.decrypt(reader, text);
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    let from = match (last, query.after.as_deref()) {
        // A browser sends it again by itself and could not do otherwise: what cannot be read is no reason to refuse.
        (Some(last), _) => decrypt(last),
        (None, Some(after)) => Some(decrypt(after).ok_or_else(|| invalid_cursor("after"))?),
        (None, None) => None,
    };
    let from = match from {
        Some(cursor) => cursor,
        None => feed::head(&state.app, &caller.ctx).await?,
    };
    Ok(sse::stream(state, caller, from, permit))
}

fn invalid_cursor(parameter: &str) -> Problem {
    Problem::query(vec![FieldError::new(parameter, "invalid_cursor")])
}
