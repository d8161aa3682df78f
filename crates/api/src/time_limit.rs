//! Middleware: a request that takes too long is cut off, and the log says which. One whose body does not come is told
//! that the network is slow, not the server.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::{Instant, Sleep, sleep, timeout};

use crate::body::{BodyPoll, Watch, WatchedBody};
use crate::problem::Problem;

/// How long a request may take, its body among it; live streams have begun to answer long before.
const LIMIT: Duration = Duration::from_secs(60);
/// An upload may take as long for its body, and then for being read. The demo's clock is answered after the worker has
/// walked up to the new time, day by day.
const LONGER: [(&str, Duration); 2] = [
    ("/api/v1/imports", Duration::from_secs(120)),
    ("/api/v1/demo/clock", Duration::from_secs(600)),
];
/// How long a body may be silent, and how long it may take in all: 100 KB/s for the largest.
const SILENCE: Duration = Duration::from_secs(20);
const BODY: Duration = Duration::from_secs(60);

pub(crate) async fn enforce(request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>();
    let longer = path.and_then(|path| LONGER.iter().find(|(longer, _)| *longer == path.as_str()));
    let limit = longer.map_or(LIMIT, |(_, limit)| *limit);
    let body_state = Arc::new(BodyState::default());
    let request = request.map(|body| {
        let timed = Timed {
            silence: None,
            whole: None,
            body_state: body_state.clone(),
        };
        Body::new(WatchedBody::new(body, timed))
    });
    within(limit, next.run(request), &body_state).await
}

async fn within(limit: Duration, work: impl Future<Output = Response>, body: &BodyState) -> Response {
    let done = timeout(limit, work).await;
    match done {
        Ok(_) if body.is(LATE) => too_slow(),
        Ok(response) => response,
        Err(_) if body.is(AWAITED) => too_slow(),
        Err(_) => {
            tracing::error!(limit_seconds = limit.as_secs(), "a request took too long");
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable").into_response()
        }
    }
}

fn too_slow() -> Response {
    Problem::new(StatusCode::REQUEST_TIMEOUT, "request_timeout").into_response()
}

/// How the body of a request arrives.
#[derive(Debug, Default)]
struct BodyState(AtomicU8);

/// Nobody waits for it.
const FINE: u8 = 0;
/// Somebody waits for its next bytes.
const AWAITED: u8 = 1;
/// They did not come in time.
const LATE: u8 = 2;

impl BodyState {
    fn set(&self, state: u8) {
        self.0.store(state, Ordering::Relaxed);
    }

    fn is(&self, state: u8) -> bool {
        self.0.load(Ordering::Relaxed) == state
    }
}

/// Limits the time in which a body arrives.
struct Timed {
    silence: Option<Pin<Box<Sleep>>>,
    whole: Option<Pin<Box<Sleep>>>,
    body_state: Arc<BodyState>,
}

impl Timed {
    /// Whether it was waited for too long by now.
    fn is_late(&mut self, cx: &mut Context<'_>) -> bool {
        let silence = self.silence.get_or_insert_with(|| Box::pin(sleep(SILENCE)));
        let whole = self.whole.get_or_insert_with(|| Box::pin(sleep(BODY)));
        silence.as_mut().poll(cx).is_ready() || whole.as_mut().poll(cx).is_ready()
    }
}

impl Watch for Timed {
    fn polled(&mut self, polled: BodyPoll, cx: &mut Context<'_>) -> BodyPoll {
        if polled.is_ready() {
            self.body_state.set(FINE);
            if let Some(silence) = &mut self.silence {
                silence.as_mut().reset(Instant::now() + SILENCE);
            }
            return polled;
        }
        if self.is_late(cx) {
            self.body_state.set(LATE);
            return Poll::Ready(Some(Err(axum::Error::new("the body came too slowly"))));
        }
        self.body_state.set(AWAITED);
        polled
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::future::pending;

    use axum::Router;
    use axum::body::Bytes;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use futures::stream::unfold;
    use tower::ServiceExt;

    use super::*;
    use crate::testing::Log;

    #[tokio::test]
    async fn a_request_over_the_time_limit_is_cut_off_and_logged() {
        let (log, _guard) = Log::capture();
        let answer = within(Duration::ZERO, pending(), &BodyState::default()).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(log.text().contains("took too long"), "{}", log.text());
    }

    /// A body of so many bytes, one every few seconds.
    fn trickle(bytes: u32, every: Duration) -> Body {
        Body::from_stream(unfold(0, move |sent| async move {
            sleep(every).await;
            (sent < bytes).then(|| (Ok::<_, Infallible>(Bytes::from_static(b"x")), sent + 1))
        }))
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_has_its_time() {
        let router = Router::new()
            .route("/", post(|body: Bytes| async move { body.len().to_string() }))
            .route(
                "/api/v1/imports",
                post(|body: Bytes| async move { body.len().to_string() }),
            )
            .layer(from_fn(enforce));
        for (path, bytes, every, status, seconds) in [
            ("/", 3, 14, 200, 56),
            ("/", 1, 21, 408, 20),
            ("/", 1000, 1, 408, 60),
            ("/api/v1/imports", 58, 1, 200, 59),
            ("/api/v1/imports", 1000, 1, 408, 60),
        ] {
            let begun = Instant::now();
            let body = trickle(bytes, Duration::from_secs(every));
            let request = Request::post(path).body(body).expect("a request");
            let answer = router.clone().oneshot(request).await.expect("an answer");
            let took = begun.elapsed().as_secs();
            assert_eq!(
                (answer.status().as_u16(), took),
                (status, seconds),
                "{path} {bytes} {every}"
            );
        }
    }
}
