//! Middleware: heavy reads take their turn.

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::extract::Caller;
use crate::state::ApiState;

/// The operations that count as heavy. All of them only read: a body that comes slowly must not hold a turn.
const HEAVY: &[&str] = &[
    "counters_get",
    "city_counts",
    "overdue_list",
    "overdue_count",
    "import_list",
    "import_get",
    "audit_verify",
];

/// Holds a turn while a heavy read is answered, or says when to come back.
pub(crate) async fn take_turn(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let operation = state.operation(request.method(), request.extensions());
    if !operation.is_some_and(|operation| HEAVY.contains(&operation.id)) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let permit = match Caller::from_request_parts(&mut parts, &state).await {
        Ok(caller) => state.limits.heavy(caller.ctx.actor.user).await,
        Err(problem) => Err(problem),
    };
    match permit {
        Ok(_permit) => next.run(Request::from_parts(parts, body)).await,
        Err(problem) => problem.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access;

    #[test]
    fn heavy_reads_are_operations() {
        for operation in HEAVY {
            assert!(access::of(operation).is_some(), "{operation}");
        }
    }
}
