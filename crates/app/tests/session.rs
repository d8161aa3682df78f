//! Signing in: lock-out, changing tokens, revocation.

use chrono::TimeDelta;
use duban_app::session::command::{self, Login, Origin, SignedIn};
use duban_app::session::query;
use duban_app::user::input::PatchUser;
use duban_app::{AppError, user};

mod support;
use support::accounts::sign_in;
use support::{Fixture, PASSWORD, fixture};

async fn alive(f: &Fixture, signed_in: &SignedIn) -> bool {
    match query::actor(&f.app, signed_in.user, signed_in.session).await {
        Ok(actor) => actor.user == signed_in.user,
        Err(AppError::Unauthenticated) => false,
        Err(other) => panic!("{other}"),
    }
}

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
    // Five of the account, one told at once and one with the nine since, a quarter of an hour later.
    assert_eq!(f.events("login_failed").await, 7);
    let summed = "SELECT COUNT(*) AS n FROM event WHERE action = 'login_failed' \
        AND after_json LIKE '%\"username\":null%' AND after_json LIKE '%\"failures\":10%'";
    assert_eq!(f.number(summed).await, 1);
    let typed = "SELECT COUNT(*) AS n FROM event WHERE after_json LIKE '%nobody.at.all%'";
    assert_eq!(f.number(typed).await, 0, "what a stranger typed is not kept");
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
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let app = f.app.clone();
        let login = Login {
            username: "d01".to_owned(),
            password: "wrong".to_owned(),
        };
        guesses.spawn(async move { command::login(&app, login, Origin::default()).await });
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

#[tokio::test]
async fn sessions_are_listed_and_revoked_by_their_owner() {
    let f = fixture().await;
    let desk = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    f.wall.advance(TimeDelta::minutes(1));
    let phone = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    let ctx = f.ctx("d01").await;
    let listed = query::list(&f.app, &ctx, desk.session).await.expect("list");
    let seen: Vec<_> = listed.iter().map(|s| (s.id, s.current)).collect();
    assert_eq!(seen, [(phone.session, false), (desk.session, true)]);
    assert_eq!(listed[0].user_agent.as_deref(), Some("a browser"));

    let other = f.ctx("d02").await;
    let refused = command::revoke(&f.app, &other, phone.session).await;
    assert!(matches!(refused, Err(AppError::NotFound)));
    assert!(alive(&f, &phone).await);
    command::revoke(&f.app, &ctx, phone.session)
        .await
        .expect("revoked");
    assert!(
        !alive(&f, &phone).await,
        "gone at once, though it was seen a moment ago"
    );
    assert!(command::refresh(&f.app, &phone.refresh_token).await.is_err());
    assert!(alive(&f, &desk).await);
    command::logout(&f.app, &ctx, desk.session)
        .await
        .expect("signed out");
    assert!(!alive(&f, &desk).await);
    assert_eq!(
        query::list(&f.app, &ctx, desk.session).await.expect("list").len(),
        0
    );
    assert_eq!(
        (f.events("session_revoked").await, f.events("logout").await),
        (1, 1)
    );
}

#[tokio::test]
async fn a_refresh_token_ends_its_own_session_and_no_other() {
    let f = fixture().await;
    let here = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    let there = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    let forged = format!("{}.{}", there.session.0.simple(), "A".repeat(43));
    for nobodys in ["", "nonsense", &forged] {
        command::logout_by_refresh(&f.app, nobodys)
            .await
            .expect("nothing to end");
    }
    assert!(alive(&f, &here).await && alive(&f, &there).await);
    for _ in 0..2 {
        command::logout_by_refresh(&f.app, &here.refresh_token)
            .await
            .expect("ended");
    }
    assert!(!alive(&f, &here).await && alive(&f, &there).await);
    assert_eq!(f.events("logout").await, 1);
}

#[tokio::test]
async fn another_process_sees_a_revocation_within_two_seconds() {
    let f = fixture().await;
    let session = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    let second = f.second_app().await;
    assert!(query::actor(&second, session.user, session.session).await.is_ok());
    command::logout(&f.app, &f.ctx("d01").await, session.session)
        .await
        .expect("signed out");
    f.wall.advance(TimeDelta::seconds(2));
    assert!(
        query::actor(&second, session.user, session.session)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn closing_an_account_ends_its_sessions() {
    let f = fixture().await;
    let session = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    let admin = f.ctx("sysadmin").await;
    let close = PatchUser {
        active: Some(false),
        ..PatchUser::default()
    };
    user::command::patch(&f.app, &admin, f.user("d01"), close)
        .await
        .expect("closed");
    assert!(!alive(&f, &session).await);
    assert!(command::refresh(&f.app, &session.refresh_token).await.is_err());
    let refused = sign_in(&f.app, "d01", PASSWORD).await;
    assert!(
        matches!(refused, Err(AppError::InvalidCredentials)),
        "a closed account tells nothing"
    );
}

#[tokio::test]
async fn an_administrator_ends_every_session_of_an_account_of_the_region() {
    let f = fixture().await;
    let sessions = [
        sign_in(&f.app, "d01", PASSWORD).await.expect("a"),
        sign_in(&f.app, "d01", PASSWORD).await.expect("b"),
    ];
    let refused = command::revoke_all_of(&f.app, &f.ctx("ducha1").await, f.user("d01")).await;
    assert!(matches!(refused, Err(AppError::Forbidden)));
    let admin = f.ctx("sysadmin").await;
    let hidden = command::revoke_all_of(&f.app, &admin, f.user("lin-d01")).await;
    assert!(matches!(hidden, Err(AppError::NotFound)));
    command::revoke_all_of(&f.app, &admin, f.user("d01"))
        .await
        .expect("revoked");
    for session in &sessions {
        assert!(!alive(&f, session).await);
    }
}
