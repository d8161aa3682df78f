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
pub(super) enum Kind {
    /// Everything that comes from a network address.
    Address,
    /// One user name, from wherever.
    Account,
    /// One user name from one address.
    Pair,
    /// One account from a device that it signed in on before, or in a session that is open.
    Known,
}

impl Kind {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Account => "account",
            Self::Pair => "pair",
            Self::Known => "known",
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

const fn rate(kind: Kind) -> Option<Rate> {
    match kind {
        Kind::Address => Some(ADDRESS),
        Kind::Pair | Kind::Known => Some(NAME),
        Kind::Account => None,
    }
}

const fn lock(kind: Kind) -> Option<Lock> {
    match kind {
        Kind::Address => None,
        Kind::Pair | Kind::Known => Some(PAIR),
        Kind::Account => Some(ACCOUNT),
    }
}

/// One place where an attempt is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bucket {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) address: Option<String>,
    pub(super) user: Option<UserId>,
    /// Whether the attempt must fail because nobody has the name; it is told of with others of the address.
    pub(super) is_strange: bool,
}

impl Bucket {
    fn new(key: &[u8], kind: Kind, parts: &[&str], address: Option<&str>, user: Option<UserId>) -> Self {
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
            is_strange: false,
        }
    }

    /// Everything from the address.
    pub(crate) fn address(key: &[u8], address: &str) -> Self {
        Self::new(key, Kind::Address, &[address], Some(address), None)
    }

    /// Where a sign-in without a known device is counted.
    pub(crate) fn of_stranger(key: &[u8], address: &str, name: &str, user: Option<UserId>) -> Vec<Self> {
        vec![
            Self {
                is_strange: user.is_none(),
                ..Self::address(key, address)
            },
            Self::new(key, Kind::Account, &[name], None, user),
            Self::new(key, Kind::Pair, &[address, name], Some(address), user),
        ]
    }

    /// Where one from a device is counted that the account signed in on before: nowhere else, so that nobody but who
    /// holds the device can lock it.
    pub(crate) fn of_device(key: &[u8], user: UserId, device: &str, address: &str) -> Vec<Self> {
        let parts = [&user.to_string(), device];
        let device = Self::new(key, Kind::Known, &parts, Some(address), Some(user));
        vec![device]
    }

    /// Where the present password is asked for once more.
    pub(crate) fn of_session(key: &[u8], user: UserId, session: SessionId) -> Vec<Self> {
        let parts = [&user.to_string(), &session.to_string()];
        vec![Self::new(key, Kind::Known, &parts, None, Some(user))]
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
            untold: 0,
            told_at: None,
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
            if self.kind == Kind::Address && row.tries == rate.tries {
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
        row.untold += i32::from(self.is_strange);
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
            Kind::Account => (row.failures - 1).max(0),
            Kind::Address | Kind::Pair | Kind::Known => 0,
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
mod tests {
    use uuid::Uuid;

    use super::*;

    const KEY: &[u8] = b"a key for tests only";

    /// Tries until it is refused; tells how often, and with what.
    fn until_refused(bucket: &Bucket, row: &mut Model, now: DateTime<Utc>) -> (u32, String) {
        for count in 0..1_000 {
            match bucket.take(row, now) {
                Ok(next) => *row = next,
                Err(refused) => return (count, format!("{refused:?}")),
            }
        }
        panic!("never refused");
    }

    #[test]
    fn each_kind_has_its_limit() {
        let user = Some(UserId(Uuid::from_u128(1)));
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let [address, account, pair] = &Bucket::of_stranger(KEY, "10.0.0.1", "d01", user)[..] else {
            panic!("three");
        };
        let known = &Bucket::of_device(KEY, UserId(Uuid::from_u128(1)), "a device", "10.0.0.1")[0];
        for (bucket, tries, told, after) in [
            (address, 60, "TooMany { seconds: 300 }", TimeDelta::minutes(5)),
            (pair, 5, "Locked { seconds: 900 }", TimeDelta::minutes(15)),
            (known, 5, "Locked { seconds: 900 }", TimeDelta::minutes(15)),
            (account, 100, "Locked { seconds: 3600 }", TimeDelta::hours(1)),
        ] {
            let mut row = bucket.empty(now);
            let refused = until_refused(bucket, &mut row, now);
            assert_eq!(refused, (tries, told.to_owned()), "{bucket:?}");
            assert_eq!(row.alarm_at, Some(now.timestamp_millis()), "{bucket:?}");
            assert!(instant(row.expires_at) >= now + after, "{bucket:?}");
            let just_before = now + after - TimeDelta::milliseconds(1);
            assert!(bucket.take(&row, just_before).is_err(), "{bucket:?}");
            let again = until_refused(bucket, &mut row, now + after);
            assert_eq!(again, (tries, told.to_owned()), "{bucket:?}: from the beginning");
        }
    }

    #[test]
    fn ten_tries_a_minute_hold_where_nothing_is_locked() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let pair = &Bucket::of_stranger(KEY, "10.0.0.1", "d01", None)[2];
        let mut row = pair.empty(now);
        for _ in 0..2 {
            assert_eq!(until_refused(pair, &mut row, now).0, 5);
            // An administrator unlocks.
            (row.failures, row.locked_until) = (0, None);
        }
        let refused = pair.take(&row, now).expect_err("refused");
        assert!(matches!(refused, AppError::TooMany { seconds: 60 }), "{refused:?}");
        assert!(pair.take(&row, now + NAME.within).is_ok());
    }

    #[test]
    fn success_gives_back_what_was_taken_and_a_day_forgets() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        for (bucket, left) in Bucket::of_stranger(KEY, "10.0.0.1", "d01", None).iter().zip([(4, 0), (0, 4), (4, 0)]) {
            let mut row = bucket.empty(now);
            for _ in 0..5 {
                row = bucket.take(&row, now).expect("taken");
            }
            let back = bucket.give_back(&row);
            assert_eq!((back.tries, back.failures), left, "{bucket:?}");
            assert_eq!((back.locked_until, back.alarm_at), (None, None), "{bucket:?}");
            let later = bucket.take(&back, now + FORGET).expect("taken");
            assert!(later.failures <= 1 && later.tries <= 1, "{later:?}");
        }
    }

    #[test]
    fn a_clock_that_is_set_back_opens_nothing() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        for bucket in Bucket::of_stranger(KEY, "10.0.0.1", "d01", None) {
            let mut row = bucket.empty(now);
            until_refused(&bucket, &mut row, now);
            for back in [TimeDelta::seconds(1), TimeDelta::hours(1), TimeDelta::days(365)] {
                assert!(bucket.take(&row, now - back).is_err(), "{bucket:?} {back}");
            }
        }
    }

    #[test]
    fn an_ipv6_caller_is_counted_by_the_network() {
        for (address, counted) in [
            ("10.0.0.1", "10.0.0.1"),
            ("::ffff:10.0.0.1", "10.0.0.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
            ("", ""),
            ("no address", "no address"),
        ] {
            assert_eq!(network(address), counted, "{address}");
        }
    }

    #[test]
    fn no_two_places_are_counted_as_one() {
        let user = UserId(Uuid::from_u128(1));
        let mut ids: Vec<_> = Bucket::of_stranger(KEY, "10.0.0.1", "d01", None)
            .into_iter()
            .chain(Bucket::of_stranger(KEY, "10.0.0", ".1d01", None))
            .chain(Bucket::of_stranger(b"another key", "10.0.0.1", "d01", None))
            .chain(Bucket::of_device(KEY, user, "a", "10.0.0.1"))
            .chain(Bucket::of_device(KEY, user, "b", "10.0.0.1"))
            .map(|bucket| bucket.id)
            .collect();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all);
        assert!(!ids.iter().any(|id| id.contains("d01")));
    }
}
