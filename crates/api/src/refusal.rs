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

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::header::AUTHORIZATION;
    use duban_core::id::SessionId;
    use tower::ServiceExt;
    use uuid::Uuid;

    use super::*;
    use crate::testing::installed::install;
    use crate::testing::{self, Log};

    #[tokio::test]
    async fn a_look_up_that_failed_is_not_made_again() {
        let installed = install().await;
        let state = testing::state(installed.app);
        let session = SessionId(Uuid::from_u128(1));
        let token = state.tokens.make(installed.admin, session, state.app.wall_now());
        let request = Request::get("/api/v1/me")
            .header(AUTHORIZATION, format!("Bearer {}", token.expect("a token")))
            .body(Body::empty())
            .expect("a request");
        installed.store.close().await.expect("closed");
        let (log, _guard) = Log::capture();
        let answer = crate::router(state).oneshot(request).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        let told = log.text();
        assert_eq!(told.matches("ERROR").count(), 1, "{told}");
    }
}
