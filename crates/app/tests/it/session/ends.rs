//! How sessions end: by their owner, by an administrator, with the account.

use chrono::TimeDelta;
use duban_app::session::{command, query};
use duban_app::user::input::PatchUser;
use duban_app::{AppError, user};

use crate::support::accounts::{alive, sign_in};
use crate::support::{PASSWORD, fixture};

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
