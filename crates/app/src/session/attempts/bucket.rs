//! What is counted, the limits, and the arithmetic.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::id::{SessionId, UserId};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::entity::Model;
use crate::error::AppError;
use crate::words::instant;

/// Where attempts are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BucketKind {
    /// Everything that comes from a network address.
    Address,
    /// One user name, from wherever.
    Account,
    /// One user name from one address.
    Pair,
    /// One account from a device that it signed in on before, or in a session that is open.
    KnownDevice,
}

impl BucketKind {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Account => "account",
            Self::Pair => "pair",
            Self::KnownDevice => "known",
        }
    }
}

/// How many tries within which time.
#[derive(Debug, Clone, Copy)]
struct Rate {
    tries: i32,
    within: TimeDelta,
}

/// How many failures in a row lock for how long.
#[derive(Debug, Clone, Copy)]
struct Lock {
    failures: i32,
    hold: TimeDelta,
}

/// Failures are forgotten when there was none for so long.
const FORGET: TimeDelta = TimeDelta::days(1);

/// A whole office may stand behind one address.
const ADDRESS: Rate = Rate {
    tries: 60,
    within: TimeDelta::minutes(5),
};
const NAME: Rate = Rate {
    tries: 10,
    within: TimeDelta::minutes(1),
};
/// Somebody who mistypes finds the right one in five; who guesses gets no further.
const PAIR: Lock = Lock {
    failures: 5,
    hold: TimeDelta::minutes(15),
};
/// Guesses that come from many addresses: no account takes more than 100 in a row (NIST SP 800-63B, 5.2.2). Twenty
/// addresses must be given up for it, and known devices are not held by it, so nobody is locked out in passing.
const ACCOUNT: Lock = Lock {
    failures: 100,
    hold: TimeDelta::hours(1),
};

const fn rate(kind: BucketKind) -> Option<Rate> {
    match kind {
        BucketKind::Address => Some(ADDRESS),
        BucketKind::Pair | BucketKind::KnownDevice => Some(NAME),
        BucketKind::Account => None,
    }
}

const fn lock(kind: BucketKind) -> Option<Lock> {
    match kind {
        BucketKind::Address => None,
        BucketKind::Pair | BucketKind::KnownDevice => Some(PAIR),
        BucketKind::Account => Some(ACCOUNT),
    }
}

/// One place where an attempt is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bucket {
    pub(super) id: String,
    pub(super) kind: BucketKind,
    pub(super) address: Option<String>,
    pub(super) user: Option<UserId>,
    /// Whether the attempt must fail because nobody has the name; it is recorded together with others of the address.
    pub(super) is_unknown_name: bool,
}

impl Bucket {
    fn new(
        key: &[u8],
        kind: BucketKind,
        parts: &[&str],
        address: Option<&str>,
        user: Option<UserId>,
    ) -> Self {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length");
        mac.update(b"duban attempts to sign in");
        for part in [kind.as_str()].iter().chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        Self {
            id: hex::encode(&mac.finalize().into_bytes()[..16]),
            kind,
            address: address.map(str::to_owned),
            user,
            is_unknown_name: false,
        }
    }

    /// Everything from the address.
    pub(crate) fn address(key: &[u8], address: &str) -> Self {
        Self::new(key, BucketKind::Address, &[address], Some(address), None)
    }

    /// Whether it counts everything from an address.
    pub(super) fn is_address(&self) -> bool {
        self.kind == BucketKind::Address
    }

    /// Where a sign-in without a known device is counted.
    pub(crate) fn of_unknown_device(
        key: &[u8],
        address: &str,
        name: &str,
        user: Option<UserId>,
    ) -> Vec<Self> {
        vec![
            Self {
                is_unknown_name: user.is_none(),
                ..Self::address(key, address)
            },
            Self::new(key, BucketKind::Account, &[name], None, user),
            Self::new(key, BucketKind::Pair, &[address, name], Some(address), user),
        ]
    }

    /// Where one from a device is counted that the account signed in on before: nowhere else, so that nobody but who
    /// holds the device can lock it.
    pub(crate) fn of_device(key: &[u8], user: UserId, device: &str, address: &str) -> Vec<Self> {
        vec![Self::known(key, user, device, Some(address))]
    }

    /// Where the present password is asked for once more.
    pub(crate) fn of_session(key: &[u8], user: UserId, session: SessionId) -> Vec<Self> {
        let session = session.to_string();
        vec![Self::known(key, user, &session, None)]
    }

    fn known(key: &[u8], user: UserId, place: &str, address: Option<&str>) -> Self {
        let account = user.to_string();
        Self::new(
            key,
            BucketKind::KnownDevice,
            &[&account, place],
            address,
            Some(user),
        )
    }

    /// The row of one where nothing was tried yet.
    pub(super) fn empty(&self, now: DateTime<Utc>) -> Model {
        Model {
            id: self.id.clone(),
            kind: self.kind.as_str().to_owned(),
            address: self.address.clone(),
            user_id: self.user.map(Into::into),
            tries: 0,
            since: now.timestamp_millis(),
            failures: 0,
            failed_at: now.timestamp_millis(),
            locked_until: None,
            pending_failures: 0,
            recorded_at: None,
            alarm_at: None,
            expires_at: now.timestamp_millis(),
        }
    }

    /// The row with one attempt more, or why there must be none.
    pub(super) fn take(&self, row: &Model, now: DateTime<Utc>) -> Result<Model, AppError> {
        let ms = now.timestamp_millis();
        let mut row = row.clone();
        if let Some(until) = row.locked_until {
            if until > ms {
                return Err(AppError::Locked {
                    seconds: seconds(until - ms),
                });
            }
            (row.locked_until, row.failures) = (None, 0);
        }
        if now - instant(row.failed_at) >= FORGET {
            row.failures = 0;
        }
        if let Some(rate) = rate(self.kind) {
            let ends = instant(row.since) + rate.within;
            if now >= ends {
                (row.tries, row.since) = (0, ms);
            } else if row.tries >= rate.tries {
                return Err(AppError::TooMany {
                    seconds: seconds(ends.timestamp_millis() - ms),
                });
            }
            row.tries += 1;
            if self.is_address() && row.tries == rate.tries {
                row.alarm_at = Some(ms);
            }
        }
        if let Some(lock) = lock(self.kind) {
            row.failures += 1;
            row.failed_at = ms;
            if row.failures >= lock.failures {
                row.locked_until = Some((now + lock.hold).timestamp_millis());
                row.alarm_at = self.user.map(|_| ms);
            }
        }
        row.pending_failures += i32::from(self.is_unknown_name);
        row.user_id = self.user.map(Into::into);
        row.expires_at = self.expires(&row);
        Ok(row)
    }

    /// The row without an attempt that succeeded. It ends a row of failures where it was made; an account's failures
    /// from everywhere are only one less.
    pub(super) fn give_back(&self, row: &Model) -> Model {
        let mut row = row.clone();
        row.tries = (row.tries - 1).max(0);
        row.failures = match self.kind {
            BucketKind::Account => (row.failures - 1).max(0),
            BucketKind::Address | BucketKind::Pair | BucketKind::KnownDevice => 0,
        };
        (row.locked_until, row.alarm_at) = (None, None);
        row.expires_at = self.expires(&row);
        row
    }

    fn expires(&self, row: &Model) -> i64 {
        let of_tries = rate(self.kind).map(|rate| row.since + rate.within.num_milliseconds());
        let of_failures = (row.failures > 0).then(|| row.failed_at + FORGET.num_milliseconds());
        let ends = [of_tries, of_failures, row.locked_until];
        ends.into_iter().flatten().max().unwrap_or(row.failed_at)
    }
}

fn seconds(ms: i64) -> i64 {
    ((ms + 999) / 1_000).max(1)
}

/// The address as it is counted: of IPv6 the network of 64 bits, for that is what one caller is given.
pub(crate) fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(six)) => {
            let [a, b, c, d, ..] = six.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(four) => four.to_string(),
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests;
