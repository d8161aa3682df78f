//! Devices that an account has signed in on before. Others' wrong guesses do not lock the owner out on them.
//!
//! The browser keeps a token for each of its accounts in one cookie: a number of its own, the day, and a seal over both
//! and the account, made with a key that is kept outside the database. So nothing is stored, nothing can be made up, and
//! a token of one account says nothing about another. It opens nothing by itself: who holds it may guess five times,
//! like anybody else, but is counted alone.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use duban_core::id::UserId;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::token;
use crate::error::{AppError, AppResult};

/// How long a device is known after it was last made known.
pub const KNOWN_FOR_DAYS: u32 = 365;
/// A token is made anew when half of that is over.
const RENEW_AFTER_DAYS: u32 = KNOWN_FOR_DAYS / 2;
/// Accounts that one browser is known for, the one used last first.
const ACCOUNTS: usize = 5;

const NUMBER: usize = 12;
const DAY: usize = 4;
const SEAL: usize = 16;
const LENGTH: usize = NUMBER + DAY + SEAL;

/// A device that the account has signed in on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownDevice {
    /// Its number, unlike that of any other.
    pub(super) number: String,
    token: String,
    age_days: u32,
}

/// The account's token among those of the cookie.
pub(super) fn find(key: &[u8], user: UserId, cookie: &str, now: DateTime<Utc>) -> Option<KnownDevice> {
    tokens(cookie).find_map(|token| read(key, user, token, now))
}

/// The cookie after the account has signed in: its token first, made when there was none or renewed when it is old.
pub(super) fn remember(
    key: &[u8],
    user: UserId,
    cookie: Option<&str>,
    now: DateTime<Utc>,
) -> AppResult<String> {
    let cookie = cookie.unwrap_or_default();
    let known_device = find(key, user, cookie, now);
    let token = match &known_device {
        Some(known_device) if known_device.age_days < RENEW_AFTER_DAYS => known_device.token.clone(),
        _ => make(key, user, now)?,
    };
    let others = tokens(cookie).filter(|other| {
        known_device
            .as_ref()
            .is_none_or(|known_device| known_device.token != *other)
    });
    let kept: Vec<&str> = std::iter::once(token.as_str())
        .chain(others)
        .take(ACCOUNTS)
        .collect();
    Ok(kept.join("."))
}

/// What has the form of a token; no more of them than are written.
fn tokens(cookie: &str) -> impl Iterator<Item = &str> {
    let has_form = |token: &&str| token.len() == LENGTH.div_ceil(3) * 4 - (3 - LENGTH % 3) % 3;
    cookie.split('.').filter(has_form).take(ACCOUNTS)
}

fn make(key: &[u8], user: UserId, now: DateTime<Utc>) -> AppResult<String> {
    let mut bytes = [0_u8; NUMBER + DAY];
    getrandom::fill(&mut bytes[..NUMBER])
        .map_err(|error| AppError::Internal(format!("no random numbers: {error}")))?;
    bytes[NUMBER..].copy_from_slice(&day(now).to_be_bytes());
    let seal = sealer(key, user, &bytes).finalize().into_bytes();
    Ok(URL_SAFE_NO_PAD.encode([&bytes[..], &seal[..SEAL]].concat()))
}

fn read(key: &[u8], user: UserId, token: &str, now: DateTime<Utc>) -> Option<KnownDevice> {
    let bytes = URL_SAFE_NO_PAD
        .decode(token)
        .ok()
        .filter(|bytes| bytes.len() == LENGTH)?;
    let (signed, seal) = bytes.split_at(NUMBER + DAY);
    let made = u32::from_be_bytes(signed[NUMBER..].try_into().ok()?);
    // A clock that was set back makes it no younger.
    let age_days = day(now).saturating_sub(made);
    let is_ours = sealer(key, user, signed).verify_truncated_left(seal).is_ok();
    let good = is_ours && age_days < KNOWN_FOR_DAYS;
    good.then(|| KnownDevice {
        number: hex::encode(&signed[..NUMBER]),
        token: token.to_owned(),
        age_days,
    })
}

fn sealer(key: &[u8], user: UserId, signed: &[u8]) -> Hmac<Sha256> {
    let mut mac = token::mac(&token::seal(key, b"duban key for known devices"));
    mac.update(user.0.as_bytes());
    mac.update(signed);
    mac
}

fn day(now: DateTime<Utc>) -> u32 {
    u32::try_from(now.timestamp() / 86_400).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    const KEY: &[u8] = b"a key for tests only";

    fn user(number: u128) -> UserId {
        UserId(Uuid::from_u128(number))
    }

    #[test]
    fn a_token_is_good_for_its_account_key_and_year() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let cookie = remember(KEY, user(1), None, now).expect("a cookie");
        let year = TimeDelta::days(i64::from(KNOWN_FOR_DAYS));
        let changed = format!("{}A", &cookie[..cookie.len() - 1]);
        let changed = if changed == cookie {
            format!("{}B", &cookie[..cookie.len() - 1])
        } else {
            changed
        };
        for (case, key, whose, cookie, at, known_device) in [
            ("fresh", KEY, 1, cookie.as_str(), now, true),
            (
                "the last day",
                KEY,
                1,
                &cookie,
                now + year - TimeDelta::days(1),
                true,
            ),
            ("a year later", KEY, 1, &cookie, now + year, false),
            ("another account", KEY, 2, &cookie, now, false),
            ("another key", b"another key", 1, &cookie, now, false),
            ("changed", KEY, 1, &changed, now, false),
            ("cut", KEY, 1, &cookie[1..], now, false),
            ("nonsense", KEY, 1, "督查.x.", now, false),
            ("none", KEY, 1, "", now, false),
        ] {
            assert_eq!(
                find(key, user(whose), cookie, at).is_some(),
                known_device,
                "{case}"
            );
        }
    }

    #[test]
    fn a_browser_is_known_for_the_accounts_it_used_last() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let mut cookie = None;
        for number in 1..=6 {
            cookie = Some(remember(KEY, user(number), cookie.as_deref(), now).expect("a cookie"));
        }
        let cookie = cookie.expect("a cookie");
        let known_device = |cookie: &str| {
            let found = (1..=6).filter(|number| find(KEY, user(*number), cookie, now).is_some());
            found.collect::<Vec<_>>()
        };
        assert_eq!(known_device(&cookie), [2, 3, 4, 5, 6]);
        let again = remember(KEY, user(3), Some(&cookie), now).expect("a cookie");
        assert_eq!(
            (known_device(&again), again.len()),
            (vec![2, 3, 4, 5, 6], cookie.len())
        );
        let number = |cookie: &str, at| find(KEY, user(3), cookie, at).expect("known").number;
        assert_eq!(number(&again, now), number(&cookie, now), "the same device");
        let later = now + TimeDelta::days(200);
        let renewed = remember(KEY, user(3), Some(&again), later).expect("a cookie");
        assert_ne!(number(&renewed, later), number(&again, later));
        assert!(find(KEY, user(3), &renewed, later + TimeDelta::days(300)).is_some());
    }
}
