//! Every 403 leaves an event in the audit trail, and so does looking for ids that lead nowhere, once there are many.

use axum::extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use duban_app::event::denial::{self, Denial};

use crate::extract::Caller;
use crate::problem::Problem;
use crate::state::ApiState;

/// Middleware: records denied requests. The caller is looked up here and kept in the request,
/// so that the handler does not look it up again. A caller who must first change the password is sent to do
/// that; this is no denial.
pub(crate) async fn record(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let caller = Caller::from_request_parts(&mut parts, &state).await.ok();
    let attempted = attempted(&mut parts, &state).await;
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(Caller { ctx, .. }) = caller else {
        return response;
    };
    let operation = attempted.operation.clone();
    let recorded = match response.status() {
        StatusCode::FORBIDDEN => {
            let problem = response.extensions().get::<Problem>();
            let refused = Denial {
                matter: attempted.matter.or(problem.and_then(Problem::refused_matter)),
                ..attempted
            };
            denial::record(&state.app, &ctx, refused).await
        }
        StatusCode::NOT_FOUND => denial::not_found(&state.app, &ctx, attempted.operation).await,
        _ => Ok(()),
    };
    if let Err(error) = recorded {
        tracing::error!(%error, operation, "a refusal could not be recorded");
    }
    response
}

/// The operation, action and matter that the request names in its path.
async fn attempted(parts: &mut Parts, state: &ApiState) -> Denial {
    let path = parts
        .extensions
        .get::<MatchedPath>()
        .map_or("", MatchedPath::as_str);
    let is_matter = path.starts_with("/api/v1/matters/{id}");
    let operation = format!("{} {path}", parts.method);
    let operation_id = state
        .operation(&parts.method, &parts.extensions)
        .map(|operation| operation.id);
    let texts = RawPathParams::from_request_parts(parts, &()).await.ok();
    let text = |name| {
        let mut texts = texts.iter().flatten();
        texts.find(|(key, _)| *key == name).map(|(_, text)| text)
    };
    Denial {
        operation,
        action: text("action").or(operation_id).map(str::to_owned),
        matter: text("id").filter(|_| is_matter).and_then(|id| id.parse().ok()),
    }
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
    async fn a_failed_look_up_is_not_repeated() {
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
        let logged = log.text();
        assert_eq!(logged.matches("ERROR").count(), 1, "{logged}");
    }
}
