//! Passwords: the first one, one's own, the one an administrator sets.

use duban_app::session::command as session;
use duban_app::user::command;
use duban_app::user::input::{ChangePassword, NewUser};
use duban_app::user::password::queue::{Hashing, Limits};
use duban_app::{AppError, user};

use crate::support::accounts::{NEW, faults, handler, sign_in};
use crate::support::{PASSWORD, fixture};

#[tokio::test]
async fn a_new_account_signs_in_and_must_change_its_password() {
    let f = fixture().await;
    let admin = f.ctx("sysadmin").await;
    let new = NewUser {
        department_id: Some(f.d01),
        ..handler("Zhang.San")
    };
    let made = command::create(&f.app, &admin, new).await.expect("created");
    assert_eq!(
        (made.username.as_str(), made.must_change_password),
        ("zhang.san", true)
    );
    assert_eq!(made.department.expect("a department").name, "县发展和改革局");

    let first = sign_in(&f.app, "zhang.san", NEW).await.expect("session");
    let other = sign_in(&f.app, "zhang.san", NEW).await.expect("session");
    let directory = f.app.directory().await.expect("directory");
    let ctx = duban_app::Ctx {
        actor: directory.actor(made.id).expect("actor"),
        request_id: None,
    };
    assert!(
        user::query::me(&f.app, &ctx)
            .await
            .expect("me")
            .must_change_password
    );

    let change = |current: &str, new: &str| ChangePassword {
        current_password: current.to_owned(),
        new_password: new.to_owned(),
    };
    for (current, new, fault) in [
        ("wrong", PASSWORD, "current_password:wrong_password"),
        (NEW, "short", "new_password:too_short"),
        (NEW, "all lower case", "new_password:weak_password"),
        (NEW, "Zhang.San-2023", "new_password:weak_password"),
        (NEW, NEW, "new_password:same_as_before"),
    ] {
        let refused = command::change_own_password(&f.app, &ctx, first.session, change(current, new)).await;
        assert_eq!(faults(refused), [fault], "{new}");
    }
    command::change_own_password(&f.app, &ctx, first.session, change(NEW, PASSWORD))
        .await
        .expect("changed");
    assert!(
        !user::query::me(&f.app, &ctx)
            .await
            .expect("me")
            .must_change_password
    );
    assert!(
        session::refresh(&f.app, &first.refresh_token).await.is_ok(),
        "this browser stays"
    );
    assert!(
        session::refresh(&f.app, &other.refresh_token).await.is_err(),
        "the others do not"
    );
    assert!(sign_in(&f.app, "zhang.san", NEW).await.is_err());
    assert!(sign_in(&f.app, "zhang.san", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn guessing_the_present_password_locks_the_session_out_of_it() {
    let f = fixture().await;
    let ctx = f.ctx("d01").await;
    let session = sign_in(&f.app, "d01", PASSWORD).await.expect("session").session;
    let guess = || ChangePassword {
        current_password: "guess".to_owned(),
        new_password: NEW.to_owned(),
    };
    for _ in 0..5 {
        assert!(
            command::change_own_password(&f.app, &ctx, session, guess())
                .await
                .is_err()
        );
    }
    let locked = command::change_own_password(&f.app, &ctx, session, guess()).await;
    assert!(matches!(locked, Err(AppError::Locked { .. })), "{locked:?}");
    let named = "SELECT COUNT(*) AS n FROM event WHERE action = 'login_failed' \
        AND actor_id = (SELECT id FROM user_account WHERE username = 'd01')";
    assert_eq!(f.number(named).await, 5, "the trail says whose session it was");
    // Whoever sits at an open browser does not lock the owner out of the others.
    let other = sign_in(&f.app, "d01", PASSWORD).await.expect("session").session;
    let change = ChangePassword {
        current_password: PASSWORD.to_owned(),
        new_password: NEW.to_owned(),
    };
    command::change_own_password(&f.app, &ctx, other, change)
        .await
        .expect("changed");
}

#[tokio::test]
async fn a_right_guess_among_many_at_once_does_not_pass_the_lock() {
    let f = fixture().await;
    let ctx = f.ctx("d01").await;
    let session = sign_in(&f.app, "d01", PASSWORD).await.expect("session").session;
    let patient = Hashing::new(Limits {
        patience: std::time::Duration::from_secs(600),
        ..Limits::default()
    });
    let patient = f.app_with(patient).await;
    let mut guesses = tokio::task::JoinSet::new();
    for at in 0..12 {
        let (app, ctx) = (patient.clone(), ctx.clone());
        let change = ChangePassword {
            current_password: if at == 11 { PASSWORD } else { "guess" }.to_owned(),
            new_password: NEW.to_owned(),
        };
        guesses.spawn(async move { command::change_own_password(&app, &ctx, session, change).await });
    }
    let answers = guesses.join_all().await;
    let counted = answers
        .iter()
        .filter(|answer| matches!(answer, Err(AppError::Invalid(_))))
        .count();
    let changed = answers.iter().filter(|answer| answer.is_ok()).count();
    // A right one that came before the fifth wrong one starts the count again.
    assert!(
        counted <= 5 + 5 * changed,
        "no more than the lock allows: {answers:?}"
    );
    let events = f.events("password_changed").await;
    assert_eq!(i64::try_from(changed).expect("few"), events);
}

#[tokio::test]
async fn a_password_set_meanwhile_is_not_overwritten() {
    let f = fixture().await;
    let (admin, ctx) = (f.ctx("sysadmin").await, f.ctx("d01").await);
    let session = sign_in(&f.app, "d01", PASSWORD).await.expect("session").session;
    let change = ChangePassword {
        current_password: PASSWORD.to_owned(),
        new_password: "Third-Horse-2023".to_owned(),
    };
    let user = f.user("d01");
    let (own, set) = tokio::join!(
        command::change_own_password(&f.app, &ctx, session, change),
        command::set_password(&f.app, &admin, user, NEW),
    );
    set.expect("set");
    // Whichever came last, it is the administrator's unless the owner's was whole before it began.
    assert!(sign_in(&f.app, "d01", NEW).await.is_ok(), "{own:?}");
}

#[tokio::test]
async fn an_administrator_sets_a_password_and_opens_the_lock() {
    let f = fixture().await;
    let open = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    for _ in 0..5 {
        assert!(sign_in(&f.app, "d01", "wrong").await.is_err());
    }
    let admin = f.ctx("sysadmin").await;
    let weak = command::set_password(&f.app, &admin, f.user("d01"), "weak").await;
    assert_eq!(faults(weak), ["password:too_short"]);
    command::set_password(&f.app, &admin, f.user("d01"), NEW)
        .await
        .expect("set");
    assert!(session::refresh(&f.app, &open.refresh_token).await.is_err());
    assert!(sign_in(&f.app, "d01", NEW).await.is_ok());
    let elsewhere = command::set_password(&f.app, &admin, f.user("lin-d01"), NEW).await;
    assert!(
        matches!(elsewhere, Err(AppError::NotFound)),
        "another county's account is not known here"
    );
    assert_eq!(f.events("password_set").await, 1);
}

#[tokio::test]
async fn the_last_five_passwords_do_not_come_back() {
    let f = fixture().await;
    let ctx = f.ctx("d01").await;
    let session = sign_in(&f.app, "d01", PASSWORD).await.expect("session").session;
    let change = async |current: &str, new: &str| {
        let change = ChangePassword {
            current_password: current.to_owned(),
            new_password: new.to_owned(),
        };
        command::change_own_password(&f.app, &ctx, session, change).await
    };
    let word = |at: u32| {
        if at == 0 {
            PASSWORD.to_owned()
        } else {
            format!("Own-Horse-x{at}")
        }
    };
    for at in 0..4 {
        change(&word(at), &word(at + 1)).await.expect("a new one");
    }
    for old in 0..4 {
        let refused = change(&word(4), &word(old)).await;
        assert_eq!(faults(refused), ["new_password:used_before"], "{old}");
    }
    change(&word(4), &word(5)).await.expect("a new one");
    change(&word(5), &word(0))
        .await
        .expect("the sixth last is free again");
    assert_eq!(f.number("SELECT COUNT(*) AS n FROM password_history").await, 4);
    let clear = "SELECT COUNT(*) AS n FROM password_history WHERE password_hash NOT LIKE '$argon2id$%'";
    assert_eq!(f.number(clear).await, 0);
}

#[tokio::test]
async fn common_passwords_and_blanks_at_the_ends_are_refused_wherever_one_is_set() {
    let f = fixture().await;
    let (admin, own) = (f.ctx("sysadmin").await, f.ctx("d01").await);
    let session = sign_in(&f.app, "d01", PASSWORD).await.expect("session").session;
    for (word, fault) in [
        ("Zhangwei@1985", "common_password"),
        ("Kunming-2024", "common_password"),
        ("Another-Horse-7 ", "blank_ends"),
    ] {
        let set = command::set_password(&f.app, &admin, f.user("d01"), word).await;
        assert_eq!(faults(set), [format!("password:{fault}")], "{word}");
        let new = NewUser {
            department_id: Some(f.d01),
            password: word.to_owned(),
            ..handler("li.si")
        };
        let made = command::create(&f.app, &admin, new).await;
        assert_eq!(faults(made), [format!("password:{fault}")], "{word}");
        let change = ChangePassword {
            current_password: PASSWORD.to_owned(),
            new_password: word.to_owned(),
        };
        let changed = command::change_own_password(&f.app, &own, session, change).await;
        assert_eq!(faults(changed), [format!("new_password:{fault}")], "{word}");
        let reset = user::local_admin::reset_password(&f.app, "d01", word).await;
        assert_eq!(faults(reset), [format!("password:{fault}")], "{word}");
    }
}
