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
    let [address, account, pair] = &Bucket::of_unknown_device(KEY, "10.0.0.1", "d01", user)[..] else {
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
fn the_rate_limit_holds_without_a_lock() {
    let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
    let pair = &Bucket::of_unknown_device(KEY, "10.0.0.1", "d01", None)[2];
    let mut row = pair.empty(now);
    for _ in 0..2 {
        assert_eq!(until_refused(pair, &mut row, now).0, 5);
        // An administrator unlocks.
        (row.failures, row.locked_until) = (0, None);
    }
    let refused = pair.take(&row, now).expect_err("refused");
    assert!(
        matches!(refused, AppError::TooMany { seconds: 60 }),
        "{refused:?}"
    );
    assert!(pair.take(&row, now + NAME.within).is_ok());
}

#[test]
fn success_returns_the_attempt_and_a_day_resets_failures() {
    let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
    for (bucket, left) in Bucket::of_unknown_device(KEY, "10.0.0.1", "d01", None)
        .iter()
        .zip([(4, 0), (0, 4), (4, 0)])
    {
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
fn a_clock_that_is_set_back_keeps_locks() {
    let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
    for bucket in Bucket::of_unknown_device(KEY, "10.0.0.1", "d01", None) {
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
fn bucket_ids_are_distinct() {
    let user = UserId(Uuid::from_u128(1));
    let mut ids: Vec<_> = Bucket::of_unknown_device(KEY, "10.0.0.1", "d01", None)
        .into_iter()
        .chain(Bucket::of_unknown_device(KEY, "10.0.0", ".1d01", None))
        .chain(Bucket::of_unknown_device(b"another key", "10.0.0.1", "d01", None))
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
