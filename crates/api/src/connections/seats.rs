//! Every connection has a seat. There are so many in all and so many for one address; when they are taken, whoever has
//! waited longest without a request in hand makes room.

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
enum Doing {
    /// Nothing has come yet, or the head of a request is coming.
    Asking(Instant),
    /// A request is being worked on, its body among it.
    Working,
    /// An answer is being written and not taken.
    Stalled(Instant),
    /// Between two requests.
    Idle(Instant),
    /// Its seat was given to another.
    Unseated,
}

impl Doing {
    /// Until when it may go on like that.
    fn until(self) -> Option<Instant> {
        match self {
            Self::Asking(since) => Some(since + HEAD),
            Self::Idle(since) => Some(since + IDLE),
            Self::Stalled(since) => Some(since + STALLED),
            Self::Working => None,
            Self::Unseated => Some(Instant::now()),
        }
    }

    /// Since when no request is in hand.
    const fn waits_since(self) -> Option<Instant> {
        match self {
            Self::Asking(since) | Self::Idle(since) => Some(since),
            Self::Working | Self::Stalled(_) | Self::Unseated => None,
        }
    }
}

/// All seats of this process.
#[derive(Debug)]
pub(crate) struct Seats {
    in_all: usize,
    /// None behind a proxy, whose address is everybody's.
    per_address: Option<usize>,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    next: u64,
    seats: BTreeMap<u64, (IpAddr, watch::Sender<Doing>)>,
    of_address: HashMap<IpAddr, usize>,
}

impl Taken {
    fn give_up(&mut self, number: u64) -> Option<watch::Sender<Doing>> {
        let (address, doing) = self.seats.remove(&number)?;
        if let Some(count) = self.of_address.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                self.of_address.remove(&address);
            }
        }
        Some(doing)
    }

    /// Unseats whoever has waited longest, at this address or at all; false when all are working.
    fn make_room(&mut self, at: Option<IpAddr>) -> bool {
        let longest = self
            .seats
            .iter()
            .filter(|(_, (address, _))| at.is_none_or(|at| at == *address))
            .filter_map(|(number, (_, doing))| Some((doing.borrow().waits_since()?, *number)))
            .min();
        let unseated = longest.and_then(|(_, number)| self.give_up(number));
        if let Some(doing) = &unseated {
            doing.send_replace(Doing::Unseated);
        }
        unseated.is_some()
    }
}

impl Seats {
    pub(crate) fn new(in_all: usize, per_address: Option<usize>) -> Self {
        Self {
            in_all: in_all.max(1),
            per_address: per_address.map(|most| most.max(1)),
            taken: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A seat for a caller from this address, unless all are taken by requests that are being worked on.
    pub(super) fn take(self: &Arc<Self>, address: IpAddr) -> Option<Seat> {
        let mut taken = self.lock();
        let of_address = taken.of_address.get(&address).copied().unwrap_or_default();
        let is_free = if self.per_address.is_some_and(|most| of_address >= most) {
            taken.make_room(Some(address))
        } else {
            taken.seats.len() < self.in_all || taken.make_room(None)
        };
        if !is_free {
            return None;
        }
        let number = taken.next;
        taken.next += 1;
        let doing = watch::Sender::new(Doing::Asking(Instant::now()));
        taken.seats.insert(number, (address, doing.clone()));
        *taken.of_address.entry(address).or_default() += 1;
        metrics::gauge!("duban_http_connections").set(count(taken.seats.len()));
        Some(Seat {
            number,
            doing,
            of: self.clone(),
        })
    }

    /// Unseats one caller, where there is one without a request in hand.
    pub(super) fn make_room(&self) {
        self.lock().make_room(None);
    }

    #[cfg(test)]
    pub(super) fn taken(&self) -> usize {
        self.lock().seats.len()
    }
}

fn count(seats: usize) -> f64 {
    u32::try_from(seats).map_or(f64::MAX, f64::from)
}

/// One connection's seat; free again when dropped.
#[derive(Debug)]
pub(super) struct Seat {
    number: u64,
    doing: watch::Sender<Doing>,
    of: Arc<Seats>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.of.lock();
        taken.give_up(self.number);
        metrics::gauge!("duban_http_connections").set(count(taken.seats.len()));
    }
}

impl Seat {
    /// Ends when the connection has done nothing for too long, or has lost its seat.
    pub(super) async fn overdue(&self) {
        let mut doing = self.doing.subscribe();
        loop {
            let until = doing.borrow_and_update().until();
            let over = async {
                match until {
                    Some(until) => sleep_until(until).await,
                    None => pending().await,
                }
            };
            tokio::select! {
                () = over => return,
                _ = doing.changed() => {}
            }
        }
    }

    fn goes_from(&self, change: impl FnOnce(Doing) -> Option<Doing>) {
        self.doing
            .send_if_modified(|doing| match change(*doing).filter(|next| next != doing) {
                Some(next) => {
                    *doing = next;
                    true
                }
                None => false,
            });
    }

    /// Bytes came.
    pub(super) fn received(&self) {
        self.goes_from(|doing| matches!(doing, Doing::Idle(_)).then(|| Doing::Asking(Instant::now())));
    }

    /// The caller does not take what is written.
    pub(super) fn stalls(&self) {
        self.goes_from(|doing| (doing == Doing::Working).then(|| Doing::Stalled(Instant::now())));
    }

    /// The caller takes it again.
    pub(super) fn flows(&self) {
        self.goes_from(|doing| matches!(doing, Doing::Stalled(_)).then_some(Doing::Working));
    }

    /// A request's head is complete.
    pub(super) fn begins(&self) {
        self.goes_from(|doing| (doing != Doing::Unseated).then_some(Doing::Working));
    }

    /// Its answer has been given.
    pub(super) fn ends(&self) {
        self.goes_from(|doing| (doing != Doing::Unseated).then(|| Doing::Idle(Instant::now())));
    }
}
