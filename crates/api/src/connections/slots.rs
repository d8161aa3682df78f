//! Limits connections, in total and for each address. When no slot is free, the connection that has been idle longest is
//! closed for the new one.

use std::collections::{BTreeMap, HashMap};
use std::future::pending;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// From the first byte of a request's head to its last; and from the beginning of a connection to that first byte.
pub(super) const HEAD: Duration = Duration::from_secs(10);
/// Between two requests.
pub(super) const IDLE: Duration = Duration::from_secs(75);
/// For a caller who does not take what is written.
pub(super) const STALLED: Duration = Duration::from_secs(60);

/// What a connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Activity {
    /// Nothing has come yet, or the head of a request is coming.
    ReadingHead(Instant),
    /// A request is being worked on, its body among it.
    InRequest,
    /// An answer is being written and not taken.
    Stalled(Instant),
    /// Between two requests.
    Idle(Instant),
    /// Its slot was given to another connection.
    Evicted,
}

impl Activity {
    /// Until when it may go on like that.
    fn until(self) -> Option<Instant> {
        match self {
            Self::ReadingHead(since) => Some(since + HEAD),
            Self::Idle(since) => Some(since + IDLE),
            Self::Stalled(since) => Some(since + STALLED),
            Self::InRequest => None,
            Self::Evicted => Some(Instant::now()),
        }
    }

    /// Since when it has no request.
    const fn idle_since(self) -> Option<Instant> {
        match self {
            Self::ReadingHead(since) | Self::Idle(since) => Some(since),
            Self::InRequest | Self::Stalled(_) | Self::Evicted => None,
        }
    }
}

/// All slots of this process.
#[derive(Debug)]
pub(crate) struct ConnectionSlots {
    in_all: usize,
    /// None behind a proxy, whose address is everybody's.
    per_address: Option<usize>,
    taken: Mutex<Occupied>,
}

#[derive(Debug, Default)]
struct Occupied {
    next: u64,
    slots: BTreeMap<u64, (IpAddr, watch::Sender<Activity>)>,
    of_address: HashMap<IpAddr, usize>,
}

impl Occupied {
    fn release(&mut self, number: u64) -> Option<watch::Sender<Activity>> {
        let (address, activity) = self.slots.remove(&number)?;
        if let Some(count) = self.of_address.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                self.of_address.remove(&address);
            }
        }
        Some(activity)
    }

    /// Evicts the connection that has been idle longest, at this address or in total; false when none is idle.
    fn evict_longest_idle(&mut self, at: Option<IpAddr>) -> bool {
        let longest = self
            .slots
            .iter()
            .filter(|(_, (address, _))| at.is_none_or(|at| at == *address))
            .filter_map(|(number, (_, activity))| Some((activity.borrow().idle_since()?, *number)))
            .min();
        let evicted = longest.and_then(|(_, number)| self.release(number));
        if let Some(activity) = &evicted {
            activity.send_replace(Activity::Evicted);
        }
        evicted.is_some()
    }
}

impl ConnectionSlots {
    pub(crate) fn new(in_all: usize, per_address: Option<usize>) -> Self {
        Self {
            in_all: in_all.max(1),
            per_address: per_address.map(|most| most.max(1)),
            taken: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Occupied> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A slot for a caller from this address, unless all are taken by requests in progress.
    pub(super) fn take(self: &Arc<Self>, address: IpAddr) -> Option<Slot> {
        let mut taken = self.lock();
        let of_address = taken.of_address.get(&address).copied().unwrap_or_default();
        let is_free = if self.per_address.is_some_and(|most| of_address >= most) {
            taken.evict_longest_idle(Some(address))
        } else {
            taken.slots.len() < self.in_all || taken.evict_longest_idle(None)
        };
        if !is_free {
            return None;
        }
        let number = taken.next;
        taken.next += 1;
        let activity = watch::Sender::new(Activity::ReadingHead(Instant::now()));
        taken.slots.insert(number, (address, activity.clone()));
        *taken.of_address.entry(address).or_default() += 1;
        metrics::gauge!("duban_http_connections").set(count(taken.slots.len()));
        Some(Slot {
            number,
            activity,
            of: self.clone(),
        })
    }

    /// Unseats one caller, where there is one without a request in hand.
    pub(super) fn evict_longest_idle(&self) {
        self.lock().evict_longest_idle(None);
    }

    #[cfg(test)]
    pub(super) fn taken(&self) -> usize {
        self.lock().slots.len()
    }
}

fn count(slots: usize) -> f64 {
    u32::try_from(slots).map_or(f64::MAX, f64::from)
}

/// The slot of one connection; free again when dropped.
#[derive(Debug)]
pub(super) struct Slot {
    number: u64,
    activity: watch::Sender<Activity>,
    of: Arc<ConnectionSlots>,
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.of.lock();
        taken.release(self.number);
        metrics::gauge!("duban_http_connections").set(count(taken.slots.len()));
    }
}

impl Slot {
    /// Ends when the connection has done nothing for too long, or has lost its slot.
    pub(super) async fn overdue(&self) {
        let mut activity = self.activity.subscribe();
        loop {
            let until = activity.borrow_and_update().until();
            let over = async {
                match until {
                    Some(until) => sleep_until(until).await,
                    None => pending().await,
                }
            };
            tokio::select! {
                () = over => return,
                _ = activity.changed() => {}
            }
        }
    }

    fn goes_from(&self, change: impl FnOnce(Activity) -> Option<Activity>) {
        self.activity.send_if_modified(
            |activity| match change(*activity).filter(|next| next != activity) {
                Some(next) => {
                    *activity = next;
                    true
                }
                None => false,
            },
        );
    }

    /// Bytes came.
    pub(super) fn received(&self) {
        self.goes_from(|activity| {
            matches!(activity, Activity::Idle(_)).then(|| Activity::ReadingHead(Instant::now()))
        });
    }

    /// The caller does not take what is written.
    pub(super) fn stalls(&self) {
        self.goes_from(|activity| {
            (activity == Activity::InRequest).then(|| Activity::Stalled(Instant::now()))
        });
    }

    /// The caller takes it again.
    pub(super) fn flows(&self) {
        self.goes_from(|activity| matches!(activity, Activity::Stalled(_)).then_some(Activity::InRequest));
    }

    /// A request's head is complete.
    pub(super) fn begins(&self) {
        self.goes_from(|activity| (activity != Activity::Evicted).then_some(Activity::InRequest));
    }

    /// Its answer has been given.
    pub(super) fn ends(&self) {
        self.goes_from(|activity| (activity != Activity::Evicted).then(|| Activity::Idle(Instant::now())));
    }
}
