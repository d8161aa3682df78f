//! Every 403 leaves an event in the audit trail.

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use duban_app::event;

use crate::extract::Caller;
use crate::state::ApiState;

/// Middleware: records who was refused what. The caller is looked up here and kept in the request,
/// so that the handler does not look again. Who has yet to choose a password is sent to do that, not
/// refused for having tried something.
pub(crate) async fn record(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let caller = Caller::from_request_parts(&mut parts, &state).await.ok();
    let path = parts
        .extensions
        .get::<MatchedPath>()
        .map_or("", MatchedPath::as_str);
    let operation = format!("{} {path}", parts.method);
    let response = next.run(Request::from_parts(parts, body)).await;
    if let Some(caller) = caller
        && response.status() == StatusCode::FORBIDDEN
        && let Err(error) = event::refusal::record(&state.app, &caller.ctx, &operation).await
    {
        tracing::error!(%error, operation, "a refusal could not be recorded");
    }
    response
}
