//! Signing in: lock-out, changing tokens.

use chrono::TimeDelta;
use duban_app::AppError;
use duban_app::session::command;
use duban_app::session::{attempts, query};
use duban_app::user::password::queue::{Hashing, Limits};
use sea_orm::TransactionTrait;

use crate::support::accounts::{alive, sign_in};
use crate::support::{Fixture, PASSWORD, fixture};

#[tokio::test]
async fn the_right_password_opens_a_session() {
    let f = fixture().await;
    let session = sign_in(&f.app, " D01 ", PASSWORD)
        .await
        .expect("upper case and blanks do not matter");
    assert!(alive(&f, &session).await);
    assert_eq!(session.user, f.user("d01"));
    assert_eq!(f.events("login").await, 1);
    let from = "SELECT COUNT(*) AS n FROM event WHERE action = 'login' AND after_json LIKE '%10.0.0.1%'";
    assert_eq!(f.number(from).await, 1, "the trail says from where");

    let stranger = query::actor(&f.app, f.user("d02"), session.session).await;
    assert!(
        matches!(stranger, Err(AppError::Unauthenticated)),
        "a session belongs to one person"
    );
}

#[tokio::test]
async fn five_failures_lock_for_a_quarter_of_an_hour_and_strangers_look_the_same() {
    let f = fixture().await;
    for username in ["d01", "nobody.at.all", "d\u{0}01"] {
        for _ in 0..5 {
            let refused = sign_in(&f.app, username, "wrong").await;
            assert!(
                matches!(refused, Err(AppError::InvalidCredentials)),
                "{username}: {refused:?}"
            );
        }
        let refused = sign_in(&f.app, username, PASSWORD).await;
        assert!(
            matches!(refused, Err(AppError::Locked { seconds: 900 })),
            "{username}: {refused:?}"
        );
    }
    f.wall.advance(TimeDelta::minutes(15));
    assert!(sign_in(&f.app, "d01", PASSWORD).await.is_ok());
    let refused = sign_in(&f.app, "nobody.at.all", PASSWORD).await;
    assert!(matches!(refused, Err(AppError::InvalidCredentials)));
    // Five of the account, one told at once and one with the ten since, a quarter of an hour later.
    assert_eq!(f.events("login_failed").await, 7);
    let summed = "SELECT COUNT(*) AS n FROM event WHERE action = 'login_failed' \
        AND after_json LIKE '%\"username\":null%' AND after_json LIKE '%\"failures\":10%'";
    assert_eq!(f.number(summed).await, 1);
    let typed = "SELECT COUNT(*) AS n FROM event WHERE after_json LIKE '%nobody.at.all%'";
    assert_eq!(f.number(typed).await, 0, "what a stranger typed is not kept");
}

/// The failures that the events from the address tell, the smallest number first.
async fn recorded_failures(f: &Fixture) -> Vec<i64> {
    let mut recorded_failures = Vec::new();
    for failures in 1..10 {
        let events = f
            .number(&format!(
                "SELECT COUNT(*) AS n FROM event WHERE action = 'login_failed' AND after_json LIKE '%10.0.0.1%' \
                    AND after_json LIKE '%\"failures\":{failures}%'"
            ))
            .await;
        recorded_failures.extend((0..events).map(|_| failures));
    }
    recorded_failures
}

#[tokio::test]
async fn the_failures_of_an_address_that_does_not_come_back_are_recorded() {
    let f = fixture().await;
    let guess = async |at: u32| {
        let refused = sign_in(&f.app, &format!("nobody.{at}"), "wrong").await;
        assert!(
            matches!(refused, Err(AppError::InvalidCredentials)),
            "{refused:?}"
        );
    };
    for at in 0..5 {
        guess(at).await;
    }
    attempts::sweep(&f.app).await.expect("nothing to tell");
    assert_eq!(
        recorded_failures(&f).await,
        [1],
        "the first at once, the others in a minute"
    );
    f.wall.advance(TimeDelta::minutes(1));
    // Another process may do it: what is counted is in the database.
    let worker = f.second_app().await;
    assert_eq!(
        attempts::sweep(&worker).await.expect("swept").recorded_addresses,
        1
    );
    assert_eq!(
        attempts::sweep(&f.app).await.expect("swept").recorded_addresses,
        0
    );
    assert_eq!(recorded_failures(&f).await, [1, 4]);
}

#[tokio::test]
async fn failures_that_could_not_be_told_are_told_later() {
    let f = fixture().await;
    f.sql("ALTER TABLE chain_head RENAME TO chain_head_away").await;
    for at in 0..2 {
        let failed = sign_in(&f.app, &format!("nobody.{at}"), "wrong").await;
        assert!(matches!(failed, Err(AppError::Database(_))), "{failed:?}");
    }
    f.sql("ALTER TABLE chain_head_away RENAME TO chain_head").await;
    attempts::sweep(&f.app).await.expect("swept");
    assert_eq!(recorded_failures(&f).await, [2]);
}

#[tokio::test]
async fn a_token_that_is_nobodys_does_not_ask_for_the_writer() {
    let f = fixture().await;
    let ended = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    command::logout_by_refresh(&f.app, &ended.refresh_token)
        .await
        .expect("ended");
    let forged = format!("{}.{}", uuid::Uuid::now_v7().simple(), "A".repeat(43));
    // SQLite's only writer is taken.
    let _busy = f.store.for_migrations().begin().await.expect("begun");
    for token in [&forged, &ended.refresh_token] {
        let answers = async {
            (
                command::refresh(&f.app, token).await,
                command::logout_by_refresh(&f.app, token).await,
            )
        };
        let (renewed, ended) = tokio::time::timeout(std::time::Duration::from_secs(20), answers)
            .await
            .expect("nobody waits for the writer");
        assert!(matches!(renewed, Err(AppError::Unauthenticated)));
        ended.expect("nothing to end");
    }
}

#[tokio::test]
async fn a_success_starts_the_count_again() {
    let f = fixture().await;
    for _ in 0..2 {
        for _ in 0..4 {
            assert!(sign_in(&f.app, "d01", "wrong").await.is_err());
        }
        assert!(sign_in(&f.app, "d01", PASSWORD).await.is_ok());
    }
}

#[tokio::test]
async fn guesses_at_the_same_moment_are_all_counted() {
    let f = fixture().await;
    // On a busy machine the usual patience may end before the turn comes.
    let patient = Hashing::new(Limits {
        patience: std::time::Duration::from_secs(600),
        ..Limits::default()
    });
    let app = f.app_with(patient).await;
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let app = app.clone();
        guesses.spawn(async move { sign_in(&app, "d01", "wrong").await });
    }
    assert!(guesses.join_all().await.iter().all(Result::is_err));
    let refused = sign_in(&f.app, "d01", PASSWORD).await;
    assert!(matches!(refused, Err(AppError::Locked { .. })), "{refused:?}");
}

#[tokio::test]
async fn a_token_changes_with_every_use_and_a_reused_one_ends_the_session() {
    let f = fixture().await;
    let first = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    let second = command::refresh(&f.app, &first.refresh_token)
        .await
        .expect("renewed");
    assert_ne!(first.refresh_token, second.refresh_token);
    assert_eq!(first.session, second.session);

    f.wall.advance(TimeDelta::seconds(9));
    for _ in 0..3 {
        let tab = command::refresh(&f.app, &first.refresh_token)
            .await
            .expect("a parallel tab");
        assert_eq!(
            tab.refresh_token, second.refresh_token,
            "tabs are given the same successor"
        );
    }
    let third = command::refresh(&f.app, &second.refresh_token)
        .await
        .expect("renewed");
    assert!(alive(&f, &third).await);

    let reused = command::refresh(&f.app, &first.refresh_token).await;
    assert!(matches!(reused, Err(AppError::Unauthenticated)));
    assert!(
        !alive(&f, &third).await,
        "the session is over for the thief and for the owner"
    );
    assert!(command::refresh(&f.app, &third.refresh_token).await.is_err());
    assert_eq!(f.events("refresh_reused").await, 1);
}

#[tokio::test]
async fn the_token_before_is_good_for_ten_seconds_only() {
    let f = fixture().await;
    let first = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    let second = command::refresh(&f.app, &first.refresh_token)
        .await
        .expect("renewed");
    f.wall.advance(TimeDelta::seconds(10));
    assert!(command::refresh(&f.app, &first.refresh_token).await.is_err());
    assert!(!alive(&f, &second).await);
    // Nor does the time for parallel tabs come back with the clock.
    let first = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    command::refresh(&f.app, &first.refresh_token)
        .await
        .expect("renewed");
    f.wall.advance(-TimeDelta::hours(1));
    assert!(command::refresh(&f.app, &first.refresh_token).await.is_err());
    for nonsense in ["", ".", "x.y", &second.refresh_token[..40]] {
        let refused = command::refresh(&f.app, nonsense).await;
        assert!(matches!(refused, Err(AppError::Unauthenticated)), "{nonsense}");
    }
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_and_in_any_case_after_a_week() {
    let f = fixture().await;
    let idle = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    let mut busy = sign_in(&f.app, "d02", PASSWORD).await.expect("session");
    f.wall.advance(TimeDelta::hours(11));
    busy = command::refresh(&f.app, &busy.refresh_token)
        .await
        .expect("in time");
    f.wall.advance(TimeDelta::hours(1));
    assert!(!alive(&f, &idle).await);
    assert!(command::refresh(&f.app, &idle.refresh_token).await.is_err());
    let mut hours = 12;
    while let Ok(next) = command::refresh(&f.app, &busy.refresh_token).await {
        busy = next;
        f.wall.advance(TimeDelta::hours(6));
        hours += 6;
        assert!(hours < 24 * 8, "a session that never ends");
    }
    assert_eq!(hours, 24 * 7);
    assert_eq!(
        command::sweep(&f.app).await.expect("sweep"),
        0,
        "kept for a month"
    );
    f.wall.advance(TimeDelta::days(31));
    assert_eq!(command::sweep(&f.app).await.expect("sweep"), 2);
}
