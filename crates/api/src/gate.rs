//! Middleware: nobody without access comes to a handler. What an operation asks of its caller stands in [`access`].
//!
//! [`access`]: crate::access

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use duban_app::AppError;

use crate::access::Access;
use crate::extract::Caller;
use crate::state::ApiState;

/// Looks the caller up, who stays with the request for the handler, and refuses who is not signed in (401) or lacks the
/// permission (403). A method that the address does not have is refused behind it for that.
pub(crate) async fn enforce(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let operation = state.operation(request.method(), request.extensions());
    let Some(access) = operation
        .map(|operation| operation.access)
        .filter(|access| *access != Access::Open)
    else {
        return next.run(request).await;
    };
    let (mut parts, body) = request.into_parts();
    let admitted = Caller::from_request_parts(&mut parts, &state)
        .await
        .and_then(|caller| {
            if access.admits(&caller.ctx.actor) {
                Ok(())
            } else {
                Err(AppError::Forbidden.into())
            }
        });
    match admitted {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(problem) => problem.into_response(),
    }
}
