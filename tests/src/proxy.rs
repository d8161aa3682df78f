//! A TCP proxy that stands between a process and its database and does what networks do.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rand::Rng;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

/// Listens on a port of its own and passes everything on, unless it is told otherwise.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    state: watch::Sender<State>,
    heard: Arc<Mutex<Heard>>,
}

#[derive(Debug, Clone, Copy)]
struct Heard {
    /// When something last came back from the other side.
    last: Instant,
    /// The longest that nothing did before that.
    longest: Duration,
}

#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// Every piece waits up to twice as long.
    delay: Duration,
    /// New connections are reset.
    refuse: bool,
    /// Connections with a lower number are reset.
    cut: u64,
    /// Connections with a lower number are swallowed.
    frozen: u64,
    /// The number of the next connection.
    next: u64,
}

impl Proxy {
    /// In front of this address.
    pub async fn before(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let proxy = Self {
            address: listener.local_addr().expect("its address"),
            state: watch::Sender::default(),
            heard: Arc::new(Mutex::new(Heard {
                last: Instant::now(),
                longest: Duration::ZERO,
            })),
        };
        tokio::spawn(accept(listener, target, proxy.state.clone(), proxy.heard.clone()));
        proxy
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// New connections pass, without delay. What is frozen stays so.
    pub fn pass(&self) {
        self.state.send_modify(|state| {
            state.refuse = false;
            state.delay = Duration::ZERO;
        });
    }

    /// Every piece comes this much later, on average.
    pub fn delay(&self, by: Duration) {
        self.state.send_modify(|state| state.delay = by);
    }

    /// Connections that are open are reset; new ones pass.
    pub fn cut(&self) {
        self.state.send_modify(|state| state.cut = state.next);
    }

    /// Connections that are open are reset, and new ones too, until it passes again.
    pub fn refuse(&self) {
        self.state.send_modify(|state| {
            state.cut = state.next;
            state.refuse = true;
        });
    }

    /// Connections that are open swallow everything and stay open; new ones pass: a pulled cable, an address that has
    /// moved.
    pub fn freeze(&self) {
        self.state.send_modify(|state| state.frozen = state.next);
    }

    /// For how long nothing has come back from the other side.
    pub fn silent_for(&self) -> Duration {
        self.heard().last.elapsed()
    }

    /// The longest that nothing came back since this was last asked.
    pub fn take_longest_silence(&self) -> Duration {
        let mut heard = self.heard();
        std::mem::take(&mut heard.longest).max(heard.last.elapsed())
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn accept(
    listener: TcpListener,
    target: SocketAddr,
    state: watch::Sender<State>,
    heard: Arc<Mutex<Heard>>,
) {
    while let Ok((near, _)) = listener.accept().await {
        let mut number = 0;
        state.send_if_modified(|state| {
            number = state.next;
            state.next += 1;
            false
        });
        let (watching, heard) = (state.subscribe(), heard.clone());
        tokio::spawn(async move {
            let _ = near.set_zero_linger();
            if watching.borrow().refuse {
                return;
            }
            let Ok(far) = TcpStream::connect(target).await else {
                return;
            };
            let _ = far.set_zero_linger();
            let _ = (near.set_nodelay(true), far.set_nodelay(true));
            let (near_read, near_write) = near.into_split();
            let (far_read, far_write) = far.into_split();
            let hear = move || {
                let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
                heard.longest = heard.longest.max(heard.last.elapsed());
                heard.last = Instant::now();
            };
            tokio::select! {
                () = is_cut(watching.clone(), number) => {}
                () = both(
                    pipe(near_read, far_write, watching.clone(), number, || {}),
                    pipe(far_read, near_write, watching, number, hear),
                ) => {}
            }
        });
    }
}

/// Until either way has ended.
async fn both(there: impl Future<Output = ()>, back: impl Future<Output = ()>) {
    tokio::select! {
        () = there => {}
        () = back => {}
    }
}

async fn is_cut(mut state: watch::Receiver<State>, number: u64) {
    let _ = state.wait_for(|state| number < state.cut).await;
}

/// One way of a connection.
async fn pipe(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    state: watch::Receiver<State>,
    number: u64,
    passed: impl Fn(),
) {
    let mut piece = vec![0; 65_536];
    while let Ok(length) = from.read(&mut piece).await {
        let now = *state.borrow();
        if number < now.frozen {
            // Not even its end is passed on.
            if length == 0 {
                return std::future::pending().await;
            }
            continue;
        }
        if length == 0 {
            return;
        }
        if now.delay > Duration::ZERO {
            let wait = now.delay.mul_f64(rand::rng().random_range(0.0..2.0));
            sleep(wait).await;
        }
        if to.write_all(&piece[..length]).await.is_err() {
            return;
        }
        passed();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_secs(5);

    /// A server that gives back what it gets.
    async fn echo() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let (mut read, mut write) = stream.split();
                    let _ = tokio::io::copy(&mut read, &mut write).await;
                });
            }
        });
        address
    }

    async fn answers(stream: &mut TcpStream) -> std::io::Result<u8> {
        stream.write_u8(7).await?;
        stream.read_u8().await
    }

    #[tokio::test]
    async fn connections_pass_are_reset_and_fall_silent() {
        let proxy = Proxy::before(echo().await).await;
        let connect = || TcpStream::connect(proxy.address());
        let mut first = connect().await.expect("accepted");
        assert_eq!(answers(&mut first).await.expect("passed"), 7);

        proxy.freeze();
        let silent = tokio::time::timeout(Duration::from_millis(200), answers(&mut first)).await;
        assert!(silent.is_err(), "{silent:?}");
        let mut second = connect().await.expect("accepted");
        assert_eq!(answers(&mut second).await.expect("new ones pass"), 7);

        proxy.refuse();
        for mut stream in [first, second, connect().await.expect("accepted")] {
            let reset = tokio::time::timeout(SOON, answers(&mut stream)).await;
            assert!(reset.expect("at once").is_err());
        }
        proxy.pass();
        let mut third = connect().await.expect("accepted");
        assert_eq!(answers(&mut third).await.expect("passes again"), 7);
        proxy.cut();
        let reset = tokio::time::timeout(SOON, answers(&mut third)).await;
        assert!(reset.expect("at once").is_err());
    }
}
