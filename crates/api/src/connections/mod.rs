//! The door: who may come in, and for how long a connection may do nothing. [`accept`] takes connections, [`slots`] counts
//! them, [`connection`] serves one of them and [`watched`] sees its bytes go by.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

mod connection;
mod slots;
#[cfg(test)]
mod tests;
mod watched;

pub(crate) use slots::ConnectionSlots;

/// After an accept that failed for want of files or memory, time to let some go.
const AFTER_FAILURE: Duration = Duration::from_secs(1);
/// The answer to a connection for which there is no slot.
const NO_SEAT: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// Takes connections until the token says stop, then finishes the requests in hand.
pub(crate) async fn accept(
    listener: TcpListener,
    router: Router,
    slots: Arc<ConnectionSlots>,
    stopping: CancellationToken,
) {
    let mut open = JoinSet::new();
    loop {
        let (stream, peer) = tokio::select! {
            () = stopping.cancelled() => break,
            Some(_) = open.join_next() => continue,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    after(&error, &slots).await;
                    continue;
                }
            },
        };
        let Some(slot) = slots.take(peer.ip()) else {
            refuse(&stream);
            continue;
        };
        // Answers are whole when they are written; there is nothing to wait for.
        let _ = stream.set_nodelay(true);
        open.spawn(connection::serve(
            stream,
            peer,
            slot,
            router.clone(),
            stopping.clone(),
        ));
    }
    drop(listener);
    while open.join_next().await.is_some() {}
}

/// What the caller broke off before it was taken is the caller's affair; anything else concerns everybody.
async fn after(error: &io::Error, slots: &ConnectionSlots) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        tracing::error!(%error, "no connection can be taken");
        slots.evict_longest_idle();
        sleep(AFTER_FAILURE).await;
    }
}

fn refuse(stream: &TcpStream) {
    metrics::counter!("duban_http_connections_refused_total").increment(1);
    // Without waiting: the buffer of a new connection has room, and if not, the end of it says the same.
    let _ = stream.try_write(NO_SEAT);
}
