//! Turns for hashing. A hash keeps a processor busy for some hundredths of a second, so few run at once, a limited
//! number waits for a limited time, and those who wait are served by turns: one sender's crowd delays the others by
//! one hash each.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

use super::argon;
use crate::error::{AppError, AppResult};

/// What a caller who was sent away should wait.
const COME_BACK_AFTER_S: i64 = 2;

/// How many hash and wait.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Hashes that run at once.
    pub at_once: usize,
    /// Callers that wait for their turn.
    pub places: usize,
    /// Callers that wait on behalf of the same sender.
    pub share: usize,
    /// How long anybody waits.
    pub patience: Duration,
}

impl Default for Limits {
    /// 64 waiting callers are served within two seconds by two processors. A quarter of the places is one sender's: an
    /// office behind one address fits in, and it takes four such senders to fill them.
    fn default() -> Self {
        Self {
            at_once: argon::at_once(),
            places: 64,
            share: 16,
            patience: Duration::from_millis(1_500),
        }
    }
}

/// Hands out the turns of a process.
#[derive(Debug)]
pub struct Hashing {
    limits: Limits,
    line: Mutex<WaitingLine>,
    ran: AtomicU64,
}

#[derive(Debug, Default)]
struct WaitingLine {
    running: usize,
    /// Senders in the order of their turns, each with its callers.
    senders: VecDeque<(String, VecDeque<oneshot::Sender<Turn>>)>,
}

impl WaitingLine {
    fn waiting(&self) -> usize {
        self.senders.iter().map(|(_, callers)| callers.len()).sum()
    }

    fn waiting_of(&self, sender: &str) -> usize {
        let own = self.senders.iter().find(|(name, _)| name == sender);
        own.map_or(0, |(_, callers)| callers.len())
    }

    /// Callers who hung up hold no place.
    fn tidy(&mut self) {
        for (_, callers) in &mut self.senders {
            callers.retain(|caller| !caller.is_closed());
        }
        self.senders.retain(|(_, callers)| !callers.is_empty());
    }

    fn join(&mut self, sender: &str) -> oneshot::Receiver<Turn> {
        let (caller, turn) = oneshot::channel();
        match self.senders.iter_mut().find(|(name, _)| name == sender) {
            Some((_, callers)) => callers.push_back(caller),
            None => self
                .senders
                .push_back((sender.to_owned(), VecDeque::from([caller]))),
        }
        turn
    }

    /// The next caller; the sender goes to the end of the line.
    fn next(&mut self) -> Option<oneshot::Sender<Turn>> {
        let (sender, mut callers) = self.senders.pop_front()?;
        let caller = callers.pop_front();
        if !callers.is_empty() {
            self.senders.push_back((sender, callers));
        }
        caller
    }
}

impl Hashing {
    /// With these limits.
    pub fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            line: Mutex::default(),
            ran: AtomicU64::new(0),
        })
    }

    /// How many hashes have run.
    pub fn ran(&self) -> u64 {
        self.ran.load(Ordering::Relaxed)
    }

    /// How many wait for a turn.
    pub fn waiting(&self) -> usize {
        self.lock().waiting()
    }

    /// A turn for the sender, e.g. a network address.
    ///
    /// # Errors
    /// [`AppError::TooMany`] when the sender's share of the places is taken, [`AppError::Busy`] when all are or when
    /// the turn does not come in time.
    pub async fn turn(self: &Arc<Self>, sender: &str) -> AppResult<Turn> {
        let waiting = {
            let mut line = self.lock();
            if line.running < self.limits.at_once {
                line.running += 1;
                return Ok(Turn(Some(self.clone())));
            }
            self.admit(&mut line, sender)?;
            line.join(sender)
        };
        match tokio::time::timeout(self.limits.patience, waiting).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(busy()),
        }
    }

    fn admit(&self, line: &mut WaitingLine, sender: &str) -> AppResult<()> {
        let is_full = |line: &WaitingLine| {
            line.waiting() >= self.limits.places || line.waiting_of(sender) >= self.limits.share
        };
        if is_full(line) {
            line.tidy();
        }
        if line.waiting_of(sender) >= self.limits.share {
            return Err(AppError::TooMany {
                seconds: COME_BACK_AFTER_S,
            });
        }
        if line.waiting() >= self.limits.places {
            return Err(busy());
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, WaitingLine> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pass_on(self: Arc<Self>) {
        loop {
            let next = {
                let mut line = self.lock();
                let Some(next) = line.next() else {
                    line.running -= 1;
                    return;
                };
                next
            };
            match next.send(Turn(Some(self.clone()))) {
                Ok(()) => return,
                // It hung up. This turn must not end in its own drop, which would pass on as well.
                Err(mut turn) => turn.0 = None,
            }
        }
    }
}

fn busy() -> AppError {
    AppError::Busy {
        seconds: COME_BACK_AFTER_S,
    }
}

/// The right to hash; passed on when dropped.
#[derive(Debug)]
pub struct Turn(Option<Arc<Hashing>>);

impl Turn {
    /// Does the work on a thread of its own. It goes on when its caller hangs up, and so the turn ends with the work.
    pub(crate) async fn work<T: Send + 'static>(
        self,
        work: impl FnOnce(&Hasher<'_>) -> AppResult<T> + Send + 'static,
    ) -> AppResult<T> {
        spawn_blocking(move || work(&Hasher(&self)))
            .await
            .map_err(|error| AppError::Internal(format!("password hashing: {error}")))?
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(hashing) = self.0.take() {
            hashing.pass_on();
        }
    }
}

/// Hashes within a turn.
pub(crate) struct Hasher<'a>(&'a Turn);

impl Hasher<'_> {
    /// See [`argon::hash`].
    pub(crate) fn hash(&self, password: &str) -> AppResult<String> {
        self.count();
        argon::hash(password)
    }

    /// See [`argon::verify`].
    pub(crate) fn verify(&self, password: &str, hash: Option<&str>) -> AppResult<bool> {
        self.count();
        argon::verify(password, hash)
    }

    fn count(&self) {
        if let Some(hashing) = &self.0.0 {
            hashing.ran.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    fn one_at_once(places: usize, share: usize) -> Arc<Hashing> {
        Hashing::new(Limits {
            at_once: 1,
            places,
            share,
            patience: Duration::from_secs(600),
        })
    }

    /// A caller that has joined the line, and its turn.
    async fn waits(hashing: &Arc<Hashing>, sender: &'static str) -> tokio::task::JoinHandle<AppResult<Turn>> {
        let (before, own) = (hashing.lock().waiting(), hashing.clone());
        let caller = tokio::spawn(async move { own.turn(sender).await });
        while hashing.lock().waiting() == before {
            tokio::task::yield_now().await;
        }
        caller
    }

    #[tokio::test]
    async fn running_work_keeps_its_slot_after_a_disconnect() {
        let hashing = one_at_once(4, 4);
        let (begun, begins) = oneshot::channel();
        let (go_on, goes_on) = channel::<()>();
        let turn = hashing.turn("a").await.expect("a turn");
        let caller = tokio::spawn(turn.work(move |_| {
            begun.send(()).expect("the test waits");
            goes_on.recv().expect("the test says when");
            Ok(())
        }));
        begins.await.expect("it begins");
        caller.abort();
        assert!(caller.await.expect_err("cut off").is_cancelled());
        assert_eq!(hashing.lock().running, 1, "argon2 runs on");
        go_on.send(()).expect("it listens");
        hashing.turn("b").await.expect("the turn comes back");
    }

    #[tokio::test]
    async fn senders_are_served_round_robin() {
        let hashing = one_at_once(8, 8);
        let mut turn = hashing.turn("crowd").await.expect("a turn");
        let mut callers = VecDeque::new();
        for sender in ["crowd", "crowd", "crowd", "one"] {
            callers.push_back((sender, waits(&hashing, sender).await));
        }
        let mut served = Vec::new();
        while !callers.is_empty() {
            drop(turn);
            let at = loop {
                match callers.iter().position(|(_, caller)| caller.is_finished()) {
                    Some(at) => break at,
                    None => tokio::task::yield_now().await,
                }
            };
            let (sender, caller) = callers.remove(at).expect("it is there");
            turn = caller.await.expect("no panic").expect("a turn");
            served.push(sender);
        }
        assert_eq!(served, ["crowd", "one", "crowd", "crowd"]);
    }

    #[tokio::test]
    async fn the_queue_is_limited_in_total_and_for_each_sender() {
        let hashing = one_at_once(3, 2);
        let _turn = hashing.turn("a").await.expect("a turn");
        let gone = [waits(&hashing, "a").await, waits(&hashing, "a").await];
        let refused = hashing.turn("a").await;
        assert!(
            matches!(refused, Err(AppError::TooMany { seconds: 2 })),
            "{refused:?}"
        );
        let _b = waits(&hashing, "b").await;
        let refused = hashing.turn("c").await;
        assert!(
            matches!(refused, Err(AppError::Busy { seconds: 2 })),
            "{refused:?}"
        );
        for caller in gone {
            caller.abort();
            assert!(caller.await.is_err());
        }
        waits(&hashing, "c").await;
        assert_eq!(hashing.lock().waiting(), 2);
    }

    #[tokio::test]
    async fn waiting_ends_at_the_limit() {
        let hashing = Hashing::new(Limits {
            at_once: 1,
            patience: Duration::ZERO,
            ..Limits::default()
        });
        let turn = hashing.turn("a").await.expect("a turn");
        let refused = hashing.turn("b").await;
        assert!(matches!(refused, Err(AppError::Busy { .. })), "{refused:?}");
        drop(turn);
        hashing.turn("b").await.expect("who left is passed over");
        assert_eq!(hashing.lock().running, 0);
    }
}
