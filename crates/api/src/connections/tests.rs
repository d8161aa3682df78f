//! Connections in memory, on a clock that moves when nothing else does.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::sync::Notify;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::connection;
use super::slots::{ConnectionSlots, HEAD, IDLE, STALLED};

const HERE: [u8; 4] = [10, 0, 0, 1];
const THERE: [u8; 4] = [10, 0, 0, 2];
const WHOLE: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const HALF: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\nX-Half: ";

/// A server with the given number of slots.
struct TestServer {
    slots: Arc<ConnectionSlots>,
    router: Router,
    stopping: CancellationToken,
}

impl TestServer {
    fn new(in_all: usize, per_address: Option<usize>) -> Self {
        Self {
            slots: Arc::new(ConnectionSlots::new(in_all, per_address)),
            router: Router::new()
                .route("/", get(|| async { "here" }))
                .route("/large", get(|| async { "x".repeat(1 << 20) }))
                .route("/echo", post(|body: String| async { body })),
            stopping: CancellationToken::new(),
        }
    }

    fn connect(&self, address: [u8; 4]) -> Option<DuplexStream> {
        let address = IpAddr::from(address);
        let slot = self.slots.take(address)?;
        let (near, far) = duplex(4096);
        let serve = connection::serve(
            far,
            (address, 1).into(),
            slot,
            self.router.clone(),
            self.stopping.clone(),
        );
        tokio::spawn(serve);
        Some(near)
    }
}

/// Seconds until the server ends the connection.
async fn closed_after(stream: &mut DuplexStream) -> u64 {
    let begun = Instant::now();
    let mut sink = Vec::new();
    timeout(Duration::from_secs(1000), stream.read_to_end(&mut sink))
        .await
        .expect("ended")
        .expect("read");
    begun.elapsed().as_secs()
}

async fn answered(stream: &mut DuplexStream) -> bool {
    let mut buffer = [0; 1024];
    let read = stream.read(&mut buffer).await.expect("read");
    buffer[..read].starts_with(b"HTTP/1.1 200")
}

#[tokio::test(start_paused = true)]
async fn an_idle_connection_is_closed() {
    let server = TestServer::new(10, None);
    for (sent, limit) in [(&b""[..], HEAD), (HALF, HEAD), (&b"G"[..], HEAD)] {
        let mut stream = server.connect(HERE).expect("a slot");
        stream.write_all(sent).await.expect("written");
        assert_eq!(closed_after(&mut stream).await, limit.as_secs(), "{sent:?}");
    }
    // A head that trickles in is no better than one that does not come.
    let mut stream = server.connect(HERE).expect("a slot");
    let begun = Instant::now();
    for byte in HALF.iter().cycle() {
        if stream.write_all(&[*byte]).await.is_err() {
            break;
        }
        tokio::time::sleep(Duration::from_secs(3)).await;
    }
    assert!(
        begun.elapsed() < HEAD + Duration::from_secs(4),
        "{:?}",
        begun.elapsed()
    );
    // Between requests there is more time, and then for the next head as much as for the first.
    for (then, limit) in [(&b""[..], IDLE), (HALF, HEAD)] {
        let mut stream = server.connect(HERE).expect("a slot");
        stream.write_all(WHOLE).await.expect("written");
        assert!(answered(&mut stream).await);
        stream.write_all(then).await.expect("written");
        assert_eq!(closed_after(&mut stream).await, limit.as_secs(), "{then:?}");
    }
    assert_eq!(server.slots.taken(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_does_not_read_is_closed() {
    let server = TestServer::new(10, None);
    let mut stream = server.connect(HERE).expect("a slot");
    stream
        .write_all(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("written");
    assert!(answered(&mut stream).await);
    tokio::time::sleep(STALLED + IDLE + Duration::from_secs(1)).await;
    assert_eq!(server.slots.taken(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_longest_idle_connection_is_closed_for_a_new_one() {
    let server = TestServer::new(3, Some(2));
    let mut first = server.connect(HERE).expect("a slot");
    first.write_all(HALF).await.expect("written");
    tokio::time::advance(Duration::from_secs(1)).await;
    let mut second = server.connect(HERE).expect("a slot");
    // The third from one address takes the place of the first; the second stays.
    let mut third = server.connect(HERE).expect("a slot");
    assert_eq!(closed_after(&mut first).await, 0);
    second.write_all(WHOLE).await.expect("written");
    assert!(answered(&mut second).await);
    // Another address has its own.
    let mut other = server.connect(THERE).expect("a slot");
    for stream in [&mut third, &mut other] {
        stream.write_all(WHOLE).await.expect("written");
        assert!(answered(stream).await);
    }
    // All three are taken: whoever has been idle longest goes.
    tokio::time::advance(Duration::from_secs(1)).await;
    let mut last = server.connect(THERE).expect("a slot");
    assert_eq!(closed_after(&mut second).await, 0);
    last.write_all(WHOLE).await.expect("written");
    assert!(answered(&mut last).await);
}

#[tokio::test(start_paused = true)]
async fn a_connection_in_a_request_is_not_closed_for_a_new_one() {
    let mut server = TestServer::new(2, Some(1));
    let go = Arc::new(Notify::new());
    let wait = go.clone();
    server.router = server.router.route(
        "/slow",
        get(|| async move {
            wait.notified().await;
            "done"
        }),
    );
    let mut busy = server.connect(HERE).expect("a slot");
    busy.write_all(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("written");
    tokio::time::sleep(HEAD + IDLE).await;
    assert!(server.connect(HERE).is_none(), "its address has no other");
    assert!(server.connect(THERE).is_some());
    go.notify_one();
    assert!(answered(&mut busy).await);
    assert!(server.connect(HERE).is_some());
}

#[tokio::test(start_paused = true)]
async fn a_request_is_dropped_when_its_caller_disconnects() {
    struct Dropped(Arc<AtomicBool>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }
    let (begun, dropped) = (Arc::new(Notify::new()), Arc::new(AtomicBool::new(false)));
    let mut server = TestServer::new(2, None);
    let (tell, guard) = (begun.clone(), dropped.clone());
    server.router = server.router.route(
        "/work",
        get(|| async move {
            let _work = Dropped(guard);
            tell.notify_one();
            std::future::pending::<()>().await;
        }),
    );
    let mut caller = server.connect(HERE).expect("a slot");
    caller
        .write_all(b"GET /work HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .expect("written");
    begun.notified().await;
    assert!(!dropped.load(Ordering::SeqCst));
    drop(caller);
    tokio::time::sleep(Duration::from_millis(1)).await;
    assert!(dropped.load(Ordering::SeqCst));
    assert_eq!(server.slots.taken(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_stop_finishes_requests_in_flight_only() {
    let server = TestServer::new(4, None);
    let mut idle = server.connect(HERE).expect("a slot");
    idle.write_all(WHOLE).await.expect("written");
    assert!(answered(&mut idle).await);
    let mut sending = server.connect(HERE).expect("a slot");
    sending
        .write_all(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab")
        .await
        .expect("written");
    tokio::time::sleep(Duration::from_millis(1)).await;
    server.stopping.cancel();
    assert_eq!(closed_after(&mut idle).await, 0);
    sending.write_all(b"cd").await.expect("written");
    assert!(answered(&mut sending).await);
    assert_eq!(closed_after(&mut sending).await, 0);
}
