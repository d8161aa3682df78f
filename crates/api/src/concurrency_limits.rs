//! Limits of concurrent heavy reads, for each person and for the process, and of live streams for each session. A read over
//! the limit waits for a permit and is then refused with `Retry-After`, so that other requests stay quick.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use duban_core::id::{SessionId, UserId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::problem::Problem;

/// Heavy reads of one person at a time.
const READS_PER_PERSON: usize = 6;
/// Live streams of one session at a time: each open page has one.
const STREAMS: usize = 8;
/// How long a read waits for a permit.
const WAIT: Duration = Duration::from_secs(5);
/// `Retry-After` of a refused read, in seconds.
const RETRY_AFTER_SECONDS: u64 = 5;

/// A semaphore for each key; one without permits in use is removed.
#[derive(Debug)]
struct KeyedSemaphores<K> {
    each: usize,
    of: Mutex<HashMap<K, Weak<Semaphore>>>,
}

impl<K: Eq + std::hash::Hash> KeyedSemaphores<K> {
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
pub(crate) struct Permit {
    _permits: Vec<OwnedSemaphorePermit>,
    // Kept as long as the permit, so that its holder is not forgotten.
    _share: Arc<Semaphore>,
}

/// Who has his turn at present.
#[derive(Debug)]
pub(crate) struct ConcurrencyLimits {
    heavy: Arc<Semaphore>,
    of_person: KeyedSemaphores<UserId>,
    streams: KeyedSemaphores<SessionId>,
}

impl ConcurrencyLimits {
    pub(crate) fn new(heavy: usize) -> Self {
        Self {
            heavy: Arc::new(Semaphore::new(heavy.max(1))),
            of_person: KeyedSemaphores::new(READS_PER_PERSON),
            streams: KeyedSemaphores::new(STREAMS),
        }
    }

    /// A permit for a heavy read. The person's own share comes first: whoever asks for a hundred stands in the common
    /// line with six.
    pub(crate) async fn heavy(&self, person: UserId) -> Result<Permit, Problem> {
        let share = self.of_person.of(person);
        let own = wait_for(&share)
            .await
            .ok_or_else(|| Problem::too_many_requests(RETRY_AFTER_SECONDS.cast_signed()))?;
        let common = wait_for(&self.heavy)
            .await
            .ok_or_else(|| Problem::busy(RETRY_AFTER_SECONDS))?;
        Ok(Permit {
            _permits: vec![own, common],
            _share: share,
        })
    }

    /// A live stream's place. Nobody waits for one: the others of the session do not end by themselves.
    pub(crate) fn stream(&self, session: SessionId) -> Result<Permit, Problem> {
        let share = self.streams.of(session);
        let permit = share
            .clone()
            .try_acquire_owned()
            .map_err(|_| Problem::too_many_requests(RETRY_AFTER_SECONDS.cast_signed()))?;
        Ok(Permit {
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

    async fn problem_of(permit: Result<Permit, Problem>) -> String {
        format!("{:?}", permit.expect_err("no permit"))
    }

    #[tokio::test(start_paused = true)]
    async fn heavy_reads_of_one_person_are_limited() {
        let limits = ConcurrencyLimits::new(100);
        let mut held = Vec::new();
        for _ in 0..READS_PER_PERSON {
            held.push(limits.heavy(person(1)).await.expect("a permit"));
        }
        let late = problem_of(limits.heavy(person(1)).await).await;
        assert!(late.contains("429") && late.contains("retry-after"), "{late}");
        limits.heavy(person(2)).await.expect("another's");
        let next = limits.heavy(person(1));
        held.pop();
        next.await.expect("waited for it");
    }

    #[tokio::test(start_paused = true)]
    async fn heavy_reads_of_all_persons_are_limited() {
        let limits = ConcurrencyLimits::new(2);
        let held = [limits.heavy(person(1)).await, limits.heavy(person(2)).await];
        let late = problem_of(limits.heavy(person(3)).await).await;
        assert!(late.contains("503") && late.contains("retry-after"), "{late}");
        drop(held);
        limits.heavy(person(3)).await.expect("a permit");
    }

    #[tokio::test]
    async fn a_ninth_stream_is_refused() {
        let limits = ConcurrencyLimits::new(1);
        let (one, other) = (SessionId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)));
        let mut held: Vec<_> = (0..STREAMS)
            .map(|_| limits.stream(one).expect("a place"))
            .collect();
        let late = problem_of(limits.stream(one)).await;
        assert!(late.contains("429") && late.contains("retry-after"), "{late}");
        limits.stream(other).expect("another session");
        held.pop();
        limits.stream(one).expect("free again");
    }
}
