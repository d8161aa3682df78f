//! One connection, from its first request to its last. When the caller goes away, hyper sees the end of the stream and
//! drops the answer that is being made, and with it the work.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::slots::Slot;
use super::watched::Watched;
use crate::body::{Watch, WatchedBody};

/// Answers the requests of one connection until either side ends it.
pub(super) async fn serve<I>(io: I, peer: SocketAddr, slot: Slot, router: Router, stopping: CancellationToken)
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let slot = Arc::new(slot);
    let answer = service_fn(|request: Request<Incoming>| {
        let (router, guard) = (router.clone(), RequestGuard::of(&slot));
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            let response = router.oneshot(request).await?;
            Ok::<_, Infallible>(response.map(|body| WatchedBody::new(body, guard)))
        }
    });
    let io = TokioIo::new(Watched {
        io,
        slot: slot.clone(),
    });
    // The slot has its own limits, which tell a pause between requests from a head that does not come to its end.
    let mut connection = pin!(
        http1::Builder::new()
            .header_read_timeout(None)
            .serve_connection(io, answer)
    );
    let overdue = slot.overdue();
    let mut overdue = pin!(overdue);
    tokio::select! {
        ended = connection.as_mut() => return log(ended),
        () = overdue.as_mut() => return,
        () = stopping.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    tokio::select! {
        ended = connection => log(ended),
        () = overdue => {}
    }
}

fn log(ended: hyper::Result<()>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended");
    }
}

/// A request that is being worked on; dropped when its answer is written or not wanted any more.
struct RequestGuard(Arc<Slot>);

impl RequestGuard {
    fn of(slot: &Arc<Slot>) -> Self {
        slot.begins();
        Self(slot.clone())
    }
}

impl Drop for RequestGuard {
    fn drop(&mut self) {
        self.0.ends();
    }
}

/// Goes with the answer's body.
impl Watch for RequestGuard {}
