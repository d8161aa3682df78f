//! Limits of signing in: counted before the password is looked at, for all processes together, and so that strangers
//! do not lock the owner out.

use std::time::Duration;

use chrono::TimeDelta;
use duban_app::session::attempts;
use duban_app::user::command;
use duban_app::user::input::ChangePassword;
use duban_app::user::password::queue::{Hashing, Limits};
use duban_app::{AppError, AppResult, ResponsibleAdministrator};
use duban_core::word::Role;
use tokio::task::JoinSet;

use crate::support::accounts::{NEW, handler, sign_in, sign_in_from};
use crate::support::{Fixture, PASSWORD, fixture};

/// Room for everybody who waits.
fn roomy() -> Limits {
    Limits {
        places: 1_000,
        share: 1_000,
        patience: Duration::from_secs(600),
        ..Limits::default()
    }
}

async fn column(f: &Fixture, column: &str, kind: &str) -> i64 {
    f.number(&format!(
        "SELECT CAST(COALESCE(SUM({column}), 0) AS BIGINT) AS n FROM sign_in_attempt WHERE kind = '{kind}'"
    ))
    .await
}

async fn lock(f: &Fixture, username: &str, address: &str) {
    for _ in 0..5 {
        let refused = sign_in_from(&f.app, username, "wrong", address, None).await;
        assert!(
            matches!(refused, Err(AppError::InvalidCredentials)),
            "{refused:?}"
        );
    }
    let refused = sign_in_from(&f.app, username, PASSWORD, address, None).await;
    assert!(matches!(refused, Err(AppError::Locked { .. })), "{refused:?}");
}

#[tokio::test]
async fn a_crowd_is_counted_before_it_is_hashed() {
    let f = fixture().await;
    let hashing = Hashing::new(roomy());
    let app = f.app_with(hashing.clone()).await;
    let mut crowd = JoinSet::new();
    for at in 0..90 {
        let app = app.clone();
        crowd.spawn(async move { sign_in(&app, &format!("nobody.{at}"), "wrong").await });
    }
    let answers = crowd.join_all().await;
    let too_many = |answer: &AppResult<_>| matches!(answer, Err(AppError::TooMany { .. }));
    assert_eq!(answers.iter().filter(|answer| too_many(answer)).count(), 30);
    assert_eq!(hashing.ran(), 60, "no more than the limit allows");
    assert_eq!(column(&f, "tries", "address").await, 60);
    // Who is refused writes nothing, here and in another process.
    let rows = "SELECT COUNT(*) AS n FROM sign_in_attempt";
    let before = (f.number(rows).await, f.events("login_failed").await);
    for app in [&app, &f.app] {
        let refused = sign_in(app, "another", "wrong").await;
        assert!(
            matches!(refused, Err(AppError::TooMany { seconds: 300 })),
            "{refused:?}"
        );
    }
    assert_eq!((f.number(rows).await, f.events("login_failed").await), before);
    sign_in_from(&app, "d01", PASSWORD, "10.0.0.2", None)
        .await
        .expect("another address is not concerned");
    f.wall.advance(TimeDelta::minutes(5));
    sign_in(&app, "d01", PASSWORD)
        .await
        .expect("and this one not for ever");
}

#[tokio::test]
async fn processes_share_the_limits() {
    let f = fixture().await;
    let second = f.second_app().await;
    for app in [&f.app, &second, &f.app, &second, &f.app] {
        let refused = sign_in(app, "d01", "wrong").await;
        assert!(
            matches!(refused, Err(AppError::InvalidCredentials)),
            "{refused:?}"
        );
    }
    for app in [&f.app, &second] {
        let refused = sign_in(app, "d01", PASSWORD).await;
        assert!(
            matches!(refused, Err(AppError::Locked { seconds: 900 })),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn success_leaves_nothing_counted() {
    let f = fixture().await;
    sign_in(&f.app, "d01", "wrong").await.expect_err("refused");
    sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    for (kind, tries, failures) in [("address", 1, 0), ("pair", 1, 0), ("account", 0, 1)] {
        let counted = (
            column(&f, "tries", kind).await,
            column(&f, "failures", kind).await,
        );
        assert_eq!(counted, (tries, failures), "{kind}");
    }
}

#[tokio::test]
async fn strangers_do_not_lock_a_known_device_out() {
    let f = fixture().await;
    let home = "10.0.0.9";
    let device = sign_in_from(&f.app, "xianzhang", PASSWORD, home, None)
        .await
        .expect("session");
    let device = device.device.expect("a cookie");
    // Somebody at the same address, and a hundred failures from elsewhere.
    lock(&f, "xianzhang", home).await;
    f.sql("UPDATE sign_in_attempt SET failures = 99 WHERE kind = 'account'")
        .await;
    sign_in_from(&f.app, "xianzhang", "wrong", "10.0.0.8", None)
        .await
        .expect_err("the hundredth");
    let refused = sign_in_from(&f.app, "xianzhang", PASSWORD, "10.0.0.7", None).await;
    assert!(
        matches!(refused, Err(AppError::Locked { seconds: 3_600 })),
        "{refused:?}"
    );
    f.sql("UPDATE sign_in_attempt SET tries = 60 WHERE kind = 'address'")
        .await;
    for address in [home, "10.0.0.8"] {
        sign_in_from(&f.app, "xianzhang", PASSWORD, address, Some(&device))
            .await
            .expect("the owner gets in");
    }
    // The cookie is the account's own.
    let other = sign_in_from(&f.app, "d01", PASSWORD, home, Some(&device)).await;
    assert!(matches!(other, Err(AppError::TooMany { .. })), "{other:?}");
    // Guesses on the device are counted there and nowhere else.
    let before = column(&f, "failures", "account").await;
    for _ in 0..5 {
        sign_in_from(&f.app, "xianzhang", "wrong", home, Some(&device))
            .await
            .expect_err("refused");
    }
    let refused = sign_in_from(&f.app, "xianzhang", PASSWORD, home, Some(&device)).await;
    assert!(
        matches!(refused, Err(AppError::Locked { seconds: 900 })),
        "{refused:?}"
    );
    assert_eq!(column(&f, "failures", "account").await, before);
}

#[tokio::test]
async fn an_administrator_unlocks_without_a_new_password() {
    let f = fixture().await;
    lock(&f, "d01", "10.0.0.1").await;
    let (admin, security) = (f.ctx("sysadmin").await, f.ctx("secadmin").await);
    let view = async || {
        let page = duban_app::user::query::list(&f.app, &admin, &Default::default()).await;
        let mut users = page.expect("a page").items.into_iter();
        users
            .find(|user| user.username == "d01")
            .expect("listed")
            .locked_until
    };
    assert!(view().await.is_some());
    let (d01, elsewhere) = (f.user("d01"), f.user("lin-d01"));
    let whom = ResponsibleAdministrator {
        role: Role::SystemAdmin,
        names: vec!["sysadmin 同志".to_owned()],
    };
    let refused = command::unlock(&f.app, &security, d01).await;
    assert!(
        matches!(&refused, Err(AppError::AskAdministrator(reported)) if *reported == whom),
        "{refused:?}"
    );
    let refused = command::unlock(&f.app, &f.ctx("ducha1").await, d01).await;
    assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
    let refused = command::unlock(&f.app, &admin, elsewhere).await;
    assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
    for _ in 0..2 {
        command::unlock(&f.app, &admin, d01).await.expect("unlocked");
    }
    assert_eq!(
        f.events("account_unlocked").await,
        1,
        "there was nothing to do the second time"
    );
    assert!(view().await.is_none());
    sign_in(&f.app, "d01", PASSWORD).await.expect("session");
}

#[tokio::test]
async fn the_office_hears_of_it_once_an_hour() {
    let f = fixture().await;
    let sent = async || {
        let swept = attempts::sweep(&f.app).await.expect("swept");
        (swept.messages, f.number("SELECT COUNT(*) AS n FROM outbox").await)
    };
    assert_eq!(sent().await, (0, 0));
    lock(&f, "d01", "10.0.0.1").await;
    lock(&f, "d02", "10.0.0.2").await;
    lock(&f, "nobody.at.all", "10.0.0.3").await;
    assert_eq!(sent().await, (2, 2), "one message for each of the office's two");
    let named =
        "SELECT COUNT(*) AS n FROM outbox WHERE payload LIKE '%2个账户%' AND payload LIKE '%d01 同志%'";
    assert_eq!(f.number(named).await, 2);
    lock(&f, "d01-head", "10.0.0.1").await;
    assert_eq!(sent().await, (0, 2), "the next waits");
    f.wall.advance(TimeDelta::hours(1));
    assert_eq!(sent().await, (2, 4));
    // A refused address concerns every office.
    let guess = async |name: &str| {
        let refused = sign_in_from(&f.app, name, "wrong", "10.0.0.3", None).await;
        assert!(
            matches!(refused, Err(AppError::InvalidCredentials)),
            "{refused:?}"
        );
    };
    guess("nobody.1").await;
    f.sql("UPDATE sign_in_attempt SET tries = 59 WHERE address = '10.0.0.3' AND kind = 'address'")
        .await;
    guess("the.sixtieth").await;
    f.wall.advance(TimeDelta::hours(1));
    assert_eq!(
        sent().await,
        (4, 8),
        "two here, one in the city, one in the other county"
    );
}

#[tokio::test]
async fn what_counts_no_more_goes() {
    let f = fixture().await;
    for name in ["d01", "nobody.1", "nobody.2"] {
        sign_in(&f.app, name, "wrong").await.expect_err("refused");
    }
    f.wall.advance(TimeDelta::minutes(10));
    attempts::sweep(&f.app).await.expect("swept");
    let rows = "SELECT COUNT(*) AS n FROM sign_in_attempt";
    assert_eq!(f.number(rows).await, 6, "failures are remembered for a day");
    f.wall.advance(TimeDelta::days(1));
    assert_eq!(attempts::sweep(&f.app).await.expect("swept").deleted, 6);
    assert_eq!(f.number(rows).await, 0);
}

#[tokio::test]
async fn who_finds_no_place_is_told_to_come_again_and_nothing_is_counted() {
    let f = fixture().await;
    let hashing = Hashing::new(Limits {
        at_once: 1,
        places: 2,
        share: 1,
        patience: Duration::from_secs(600),
    });
    let app = f.app_with(hashing.clone()).await;
    let own = f.ctx("d01").await;
    let session = sign_in(&app, "d01", PASSWORD).await.expect("session").session;
    let turn = hashing.turn("the test").await.expect("a turn");
    let mut waiting = JoinSet::new();
    for address in ["10.0.1.1", "10.0.1.2"] {
        let app = app.clone();
        waiting.spawn(async move { sign_in_from(&app, "d02", PASSWORD, address, None).await });
    }
    let guess = async |address: &str| sign_in_from(&app, "nobody", "wrong", address, None).await;
    while hashing.waiting() < 2 {
        tokio::task::yield_now().await;
    }
    let refused = guess("10.0.1.3").await;
    assert!(
        matches!(refused, Err(AppError::Busy { seconds: 2 })),
        "{refused:?}"
    );
    let refused = guess("10.0.1.1").await;
    assert!(
        matches!(refused, Err(AppError::TooMany { seconds: 2 })),
        "{refused:?}"
    );
    let change = ChangePassword {
        current_password: PASSWORD.to_owned(),
        new_password: NEW.to_owned(),
    };
    let refused = command::change_own_password(&app, &own, session, change).await;
    assert!(matches!(refused, Err(AppError::Busy { .. })), "{refused:?}");
    let admin = f.ctx("sysadmin").await;
    let refused = command::set_password(&app, &admin, f.user("d01"), NEW).await;
    assert!(matches!(refused, Err(AppError::Busy { .. })), "{refused:?}");
    let new = duban_app::user::input::NewUser {
        department_id: Some(f.d01),
        ..handler("li.si")
    };
    let refused = command::create(&app, &admin, new).await;
    assert!(matches!(refused, Err(AppError::Busy { .. })), "{refused:?}");
    drop(turn);
    assert!(
        waiting.join_all().await.iter().all(Result::is_ok),
        "who waited is served"
    );
    assert_eq!((column(&f, "tries", "address").await, hashing.ran()), (0, 3));
}

#[tokio::test]
async fn the_products_clock_opens_no_lock() {
    let f = fixture().await;
    let session = sign_in_from(&f.app, "d02", PASSWORD, "10.0.0.5", None)
        .await
        .expect("session");
    lock(&f, "d01", "10.0.0.1").await;
    for now in ["2020-01-01T00:00:00Z", "2033-01-01T00:00:00Z"] {
        f.clock.set(now);
        let refused = sign_in(&f.app, "d01", PASSWORD).await;
        assert!(
            matches!(refused, Err(AppError::Locked { seconds: 900 })),
            "{now}: {refused:?}"
        );
        assert!(crate::support::accounts::alive(&f, &session).await, "{now}");
    }
}
