//! Turns for what costs the database much. A person has so many heavy reads at a time and all persons together so many;
//! whoever has more waits in turn for a moment and is then told to come back, so that everybody's lists stay quick.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use duban_core::id::{SessionId, UserId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::problem::Problem;

/// Heavy reads of one person at a time.
const OF_PERSON: usize = 6;
/// Live streams of one session at a time: each open page has one.
const STREAMS: usize = 8;
/// How long one waits for a turn.
const WAIT: Duration = Duration::from_secs(5);
/// When to come back, in seconds.
const COME_BACK: u64 = 5;

/// Permits by whose they are; one without a holder is forgotten.
#[derive(Debug)]
struct Shares<K> {
    each: usize,
    of: Mutex<HashMap<K, Weak<Semaphore>>>,
}

impl<K: Eq + std::hash::Hash> Shares<K> {
    fn new(each: usize) -> Self {
        Self {
            each,
            of: Mutex::default(),
        }
    }

    fn of(&self, key: K) -> Arc<Semaphore> {
        let mut of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = of.get(&key).and_then(Weak::upgrade) {
            return share;
        }
        of.retain(|_, share| share.strong_count() > 0);
        let share = Arc::new(Semaphore::new(self.each));
        of.insert(key, Arc::downgrade(&share));
        share
    }
}

/// A turn; the next one's when dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    _permits: Vec<OwnedSemaphorePermit>,
    // Kept as long as the permit, so that its holder is not forgotten.
    _share: Arc<Semaphore>,
}

/// Who has his turn at present.
#[derive(Debug)]
pub(crate) struct Turns {
    heavy: Arc<Semaphore>,
    of_person: Shares<UserId>,
    streams: Shares<SessionId>,
}

impl Turns {
    pub(crate) fn new(heavy: usize) -> Self {
        Self {
            heavy: Arc::new(Semaphore::new(heavy.max(1))),
            of_person: Shares::new(OF_PERSON),
            streams: Shares::new(STREAMS),
        }
    }

    /// A turn for a heavy read. The person's own share comes first: whoever asks for a hundred stands in the common
    /// line with six.
    pub(crate) async fn heavy(&self, person: UserId) -> Result<Turn, Problem> {
        let share = self.of_person.of(person);
        let own = wait_for(&share)
            .await
            .ok_or_else(|| Problem::too_many_requests(COME_BACK.cast_signed()))?;
        let common = wait_for(&self.heavy)
            .await
            .ok_or_else(|| Problem::busy(COME_BACK))?;
        Ok(Turn {
            _permits: vec![own, common],
            _share: share,
        })
    }

    /// A live stream's place. Nobody waits for one: the others of the session do not end by themselves.
    pub(crate) fn stream(&self, session: SessionId) -> Result<Turn, Problem> {
        let share = self.streams.of(session);
        let permit = share
            .clone()
            .try_acquire_owned()
            .map_err(|_| Problem::too_many_requests(COME_BACK.cast_signed()))?;
        Ok(Turn {
            _permits: vec![permit],
            _share: share,
        })
    }
}

async fn wait_for(share: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
    timeout(WAIT, share.clone().acquire_owned()).await.ok()?.ok()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn person(number: u128) -> UserId {
        UserId(Uuid::from_u128(number))
    }

    async fn told(turn: Result<Turn, Problem>) -> String {
        format!("{:?}", turn.expect_err("no turn"))
    }

    #[tokio::test(start_paused = true)]
    async fn heavy_reads_of_one_person_are_limited() {
        let turns = Turns::new(100);
        let mut held = Vec::new();
        for _ in 0..OF_PERSON {
            held.push(turns.heavy(person(1)).await.expect("a turn"));
        }
        let late = told(turns.heavy(person(1)).await).await;
        assert!(late.contains("429") && late.contains("retry-after"), "{late}");
        turns.heavy(person(2)).await.expect("another's");
        let next = turns.heavy(person(1));
        held.pop();
        next.await.expect("waited for it");
    }

    #[tokio::test(start_paused = true)]
    async fn heavy_reads_of_all_persons_are_limited() {
        let turns = Turns::new(2);
        let held = [turns.heavy(person(1)).await, turns.heavy(person(2)).await];
        let late = told(turns.heavy(person(3)).await).await;
        assert!(late.contains("503") && late.contains("retry-after"), "{late}");
        drop(held);
        turns.heavy(person(3)).await.expect("a turn");
    }

    #[tokio::test]
    async fn a_ninth_stream_is_refused() {
        let turns = Turns::new(1);
        let (one, other) = (SessionId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)));
        let mut held: Vec<_> = (0..STREAMS)
            .map(|_| turns.stream(one).expect("a place"))
            .collect();
        let late = told(turns.stream(one)).await;
        assert!(late.contains("429") && late.contains("retry-after"), "{late}");
        turns.stream(other).expect("another session");
        held.pop();
        turns.stream(one).expect("free again");
    }
}
