//! The three administrators: the last of a kind stays, a new role signs out, a refusal says whom to ask, and who sits at
//! the machine can help.

use duban_app::session::command::refresh;
use duban_app::user::input::{NewUser, PatchUser};
use duban_app::user::{command, local_admin};
use duban_app::{AppError, AppResult, event};
use duban_core::word::Role;
use serde_json::{Value, json};

use crate::support::accounts::{NEW, alive, faults, handler, sign_in};
use crate::support::{Fixture, PASSWORD, fixture};

async fn patched(f: &Fixture, by: &str, whom: &str, patch: &Value) -> AppResult<()> {
    let patch: PatchUser = serde_json::from_value(patch.clone()).expect("a patch");
    let done = command::patch(&f.app, &f.ctx(by).await, f.user(whom), patch).await;
    done.map(drop)
}

async fn second(f: &Fixture, role: Role) {
    let new = NewUser {
        role,
        ..handler(&format!("second-{role}").replace('_', "-"))
    };
    command::create(&f.app, &f.ctx("secadmin").await, new)
        .await
        .expect("made");
}

#[tokio::test]
async fn the_last_administrator_of_a_kind_stays() {
    let f = fixture().await;
    let (closed, moved) = (json!({ "active": false }), json!({ "role": "security_admin" }));
    for (whom, role) in [("sysadmin", Role::SystemAdmin), ("auditor", Role::Auditor)] {
        let refused = patched(&f, "secadmin", whom, &closed).await;
        assert_eq!(faults(refused), ["active:last_administrator"], "{whom}");
        let refused = patched(&f, "secadmin", whom, &moved).await;
        assert_eq!(faults(refused), ["role:last_administrator"], "{whom}");
        patched(&f, "secadmin", whom, &json!({ "name": "改名" }))
            .await
            .expect("only a name");
        second(&f, role).await;
        patched(&f, "secadmin", whom, &closed)
            .await
            .expect("another one is there");
        // A closed one holds nobody back, and counts for nothing.
        patched(&f, "secadmin", whom, &json!({ "name": "旧账户" }))
            .await
            .expect("closed already");
    }
    let refused = patched(&f, "secadmin", "secadmin", &closed).await;
    assert!(
        matches!(refused, Err(AppError::AskAdministrator(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn two_concurrent_closures_leave_one_administrator() {
    let f = fixture().await;
    second(&f, Role::Auditor).await;
    second(&f, Role::SecurityAdmin).await;
    let directory = f.app.directory().await.expect("directory");
    let of = |role: Role| {
        let people = directory.people(f.county).filter(|person| person.role == role);
        people.map(|person| person.id).collect::<Vec<_>>()
    };
    let (auditors, admins) = (of(Role::Auditor), of(Role::SecurityAdmin));
    assert_eq!((auditors.len(), admins.len()), (2, 2));
    let ctx = |id| duban_app::Ctx {
        actor: directory.actor(id).expect("an active account"),
        request_id: None,
    };
    let close = || PatchUser {
        active: Some(false),
        ..PatchUser::default()
    };
    let (first, second) = (ctx(admins[0]), ctx(admins[1]));
    let (one, two) = tokio::join!(
        command::patch(&f.app, &first, auditors[0], close()),
        command::patch(&f.app, &second, auditors[1], close()),
    );
    assert_eq!(
        usize::from(one.is_ok()) + usize::from(two.is_ok()),
        1,
        "{one:?} {two:?}"
    );
}

#[tokio::test]
async fn a_new_role_ends_open_sessions() {
    let f = fixture().await;
    let session = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
    patched(&f, "sysadmin", "d01", &json!({ "post": "科长" }))
        .await
        .expect("patched");
    assert!(alive(&f, &session).await, "another post changes nothing");
    patched(&f, "sysadmin", "d01", &json!({ "role": "department_head" }))
        .await
        .expect("patched");
    assert!(!alive(&f, &session).await);
    assert!(refresh(&f.app, &session.refresh_token).await.is_err());
}

#[tokio::test]
async fn a_refusal_names_the_responsible_administrator() {
    let f = fixture().await;
    let name = json!({ "name": "改名" });
    for (by, whom, role, names) in [
        ("sysadmin", "auditor", Role::SecurityAdmin, vec!["secadmin 同志"]),
        ("sysadmin", "sysadmin", Role::SecurityAdmin, vec!["secadmin 同志"]),
        ("secadmin", "d01", Role::SystemAdmin, vec!["sysadmin 同志"]),
        ("secadmin", "secadmin", Role::SecurityAdmin, vec![]),
    ] {
        let refused = patched(&f, by, whom, &name).await;
        let Err(AppError::AskAdministrator(reported)) = refused else {
            panic!("{by} {whom}: {refused:?}");
        };
        assert_eq!(
            (reported.role, reported.names),
            (role, names.into_iter().map(str::to_owned).collect()),
            "{by} {whom}"
        );
    }
    // Others manage nobody and read no accounts.
    let refused = patched(&f, "d01", "d02", &name).await;
    assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
}

#[tokio::test]
async fn local_commands_restore_access_and_are_recorded() {
    let f = fixture().await;
    let session = sign_in(&f.app, "secadmin", PASSWORD).await.expect("session");
    for _ in 0..5 {
        sign_in(&f.app, "secadmin", "wrong").await.expect_err("refused");
    }
    let accounts = command::accounts(&f.app).await.expect("accounts");
    let locked: Vec<_> = accounts
        .iter()
        .filter(|account| account.locked_until.is_some())
        .collect();
    assert_eq!(locked.len(), 1);
    assert_eq!(locked[0].username, "secadmin");
    assert!(local_admin::unlock(&f.app, " SecAdmin ").await.expect("unlocked"));
    assert!(
        !local_admin::unlock(&f.app, "secadmin")
            .await
            .expect("nothing to do")
    );
    sign_in(&f.app, "secadmin", PASSWORD).await.expect("session");
    assert!(alive(&f, &session).await, "the password is the same");

    local_admin::reset_password(&f.app, "secadmin", NEW)
        .await
        .expect("reset");
    assert!(!alive(&f, &session).await);
    sign_in(&f.app, "secadmin", PASSWORD)
        .await
        .expect_err("not the old one");
    sign_in(&f.app, "secadmin", NEW).await.expect("session");
    assert!(
        f.app
            .directory()
            .await
            .expect("directory")
            .person(f.user("secadmin"))
            .expect("there")
            .must_change_password
    );

    local_admin::make_security_admin(&f.app, crate::support::COUNTY, "Sec2", NEW, true)
        .await
        .expect("made");
    sign_in(&f.app, "sec2", NEW).await.expect("session");
    for (code, username, fault) in [
        (crate::support::COUNTY, "sec2", "username:taken"),
        (crate::support::COUNTY, "x", "username:too_short"),
        ("999999", "sec3", "region_code:not_found"),
    ] {
        let refused = local_admin::make_security_admin(&f.app, code, username, NEW, true).await;
        assert_eq!(faults(refused), [fault], "{username}");
    }
    assert_eq!(
        faults(local_admin::unlock(&f.app, "nobody").await),
        ["username:not_found"]
    );
    patched(&f, "sysadmin", "d02", &json!({ "active": false }))
        .await
        .expect("closed");
    assert_eq!(
        faults(local_admin::reset_password(&f.app, "d02", NEW).await),
        ["username:account_closed"]
    );

    let there = "SELECT COUNT(*) AS n FROM event WHERE rule = 'console' AND actor_id IS NULL \
        AND action IN ('account_unlocked', 'password_set', 'user_created')";
    assert_eq!(f.number(there).await, 4);
    let verdicts = event::verify::all(&f.app).await.expect("verdicts");
    assert!(verdicts.iter().all(|(_, verdict)| verdict.whole), "{verdicts:?}");
}
