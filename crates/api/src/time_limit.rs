//! Middleware: a request that takes too long is cut off, and the log says which.

use std::time::Duration;

use axum::extract::{MatchedPath, Request};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use crate::problem::Problem;

/// How long a request may take; live streams have begun to answer long before.
const LIMIT: Duration = Duration::from_secs(60);
/// The demo's clock is answered after the worker has walked up to the new time, day by day.
const CLOCK: (&str, Duration) = ("/api/v1/demo/clock", Duration::from_secs(600));

pub(crate) async fn keep(request: Request, next: Next) -> Response {
    let limit = match request.extensions().get::<MatchedPath>() {
        Some(path) if path.as_str() == CLOCK.0 => CLOCK.1,
        _ => LIMIT,
    };
    within(limit, next.run(request)).await
}

async fn within(limit: Duration, work: impl Future<Output = Response>) -> Response {
    timeout(limit, work).await.unwrap_or_else(|_| {
        tracing::error!(limit_seconds = limit.as_secs(), "a request took too long");
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable").into_response()
    })
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;
    use crate::testing::Log;

    #[tokio::test]
    async fn what_takes_too_long_is_cut_off_and_logged() {
        let (log, _guard) = Log::capture();
        let answer = within(Duration::ZERO, pending()).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(log.text().contains("took too long"), "{}", log.text());
    }
}
