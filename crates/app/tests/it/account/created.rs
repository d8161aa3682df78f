//! Accounts: who may make them, and what a sound one is.

use chrono::TimeDelta;
use duban_app::paging::PageRequest;
use duban_app::user::command;
use duban_app::user::input::{NewUser, PatchUser};
use duban_app::{AppError, Ctx, user};
use duban_core::word::Role;

use crate::support::accounts::{NEW, faults, handler};
use crate::support::fixture;

#[tokio::test]
async fn every_bad_field_is_named() {
    let f = fixture().await;
    let admin = f.ctx("sysadmin").await;
    let bad = NewUser {
        username: "张三".to_owned(),
        name: " ".to_owned(),
        post: Some("长".repeat(101)),
        role: Role::Handler,
        department_id: None,
        liaison_id: Some(f.user("ducha1")),
        portfolio: vec![f.d01],
        password: "x".to_owned(),
    };
    let expected = [
        "name:required",
        "post:too_long",
        "department_id:required",
        "liaison_id:leaders_only",
        "portfolio:leaders_only",
        "username:invalid_characters",
        "password:too_short",
    ];
    assert_eq!(faults(command::create(&f.app, &admin, bad).await), expected);

    let d01 = Some(f.d01);
    let leader = |portfolio| NewUser {
        role: Role::Leader,
        department_id: None,
        portfolio,
        ..handler("new")
    };
    for (new, fault) in [
        (
            NewUser {
                department_id: d01,
                ..handler("d01")
            },
            "username:taken",
        ),
        (
            NewUser {
                department_id: d01,
                ..handler("x")
            },
            "username:too_short",
        ),
        (
            NewUser {
                department_id: d01,
                ..handler(&"x".repeat(33))
            },
            "username:too_long",
        ),
        (
            NewUser {
                department_id: Some(f.city_department),
                ..handler("new")
            },
            "department_id:not_found",
        ),
        (
            NewUser {
                department_id: d01,
                name: "张\0三".to_owned(),
                ..handler("new")
            },
            "name:control_character",
        ),
        (
            NewUser {
                department_id: d01,
                post: Some("局\0长".to_owned()),
                ..handler("new")
            },
            "post:control_character",
        ),
        (
            NewUser {
                role: Role::CitySupervisor,
                ..handler("new")
            },
            "role:not_in_this_region",
        ),
        (leader(vec![f.d01, f.d01]), "portfolio[1]:duplicate"),
        (leader(vec![f.d01, f.city_department]), "portfolio[1]:not_found"),
        (
            NewUser {
                liaison_id: Some(f.user("lin-ducha")),
                ..leader(Vec::new())
            },
            "liaison_id:not_found",
        ),
        (
            NewUser {
                liaison_id: Some(f.user("auditor")),
                ..leader(Vec::new())
            },
            "liaison_id:no_business_role",
        ),
    ] {
        assert_eq!(faults(command::create(&f.app, &admin, new).await), [fault]);
    }
    assert_eq!(f.events("user_created").await, 18, "nothing was written");
}

/// 三员: who could make an auditor could read the trail of what he does, so nobody can do both.
#[tokio::test]
async fn the_three_administrators_stay_apart() {
    let f = fixture().await;
    let (system, security) = (f.ctx("sysadmin").await, f.ctx("secadmin").await);
    let administrator = |username: &str, role| NewUser {
        role,
        ..handler(username)
    };
    let to = |role| PatchUser {
        role: Some(role),
        ..PatchUser::default()
    };
    for role in [Role::SystemAdmin, Role::SecurityAdmin, Role::Auditor] {
        let name = format!("new-{role:?}").to_lowercase();
        let refused = command::create(&f.app, &system, administrator(&name, role)).await;
        assert_eq!(faults(refused), ["role:not_yours_to_give"], "{role:?}");
        let given = command::patch(&f.app, &system, f.user("d02"), to(role)).await;
        assert_eq!(faults(given), ["role:not_yours_to_give"], "{role:?}");
        let made = command::create(&f.app, &security, administrator(&name, role)).await;
        assert!(made.expect("made").can_manage, "{role:?}");
    }
    let ordinary = command::create(&f.app, &security, administrator("new", Role::Statistician)).await;
    assert_eq!(faults(ordinary), ["role:not_yours_to_give"]);
    for (ctx, whom) in [
        (&system, "sysadmin"),
        (&system, "secadmin"),
        (&system, "auditor"),
        (&security, "secadmin"),
        (&security, "d01"),
    ] {
        let user = f.user(whom);
        let patched = command::patch(&f.app, ctx, user, PatchUser::default())
            .await
            .err();
        let set = command::set_password(&f.app, ctx, user, NEW).await.err();
        for refused in [patched, set] {
            assert!(
                matches!(refused, Some(AppError::AskAdministrator(_))),
                "{whom}: {refused:?}"
            );
        }
    }
    command::set_password(&f.app, &security, f.user("auditor"), NEW)
        .await
        .expect("set");
    let down = command::patch(&f.app, &security, f.user("auditor"), to(Role::Handler)).await;
    assert!(faults(down).contains(&"role:not_yours_to_give".to_owned()));
    let listed = user::query::list(&f.app, &system, &PageRequest::default())
        .await
        .expect("a page");
    for view in listed.items {
        let is_administrator = matches!(view.role, Role::SystemAdmin | Role::SecurityAdmin | Role::Auditor);
        assert_eq!(view.can_manage, !is_administrator, "{}", view.username);
    }
    let me = user::query::me(&f.app, &system).await.expect("me");
    assert!(me.can_manage_users && me.grantable_roles.contains(&Role::Handler));
    assert!(!me.grantable_roles.contains(&Role::Auditor));
    assert!(
        !me.grantable_roles.contains(&Role::CitySupervisor),
        "no role of a county"
    );
}

/// Each was let in while the other's account was still open, as two do who act at the same moment.
#[tokio::test]
async fn a_security_administrator_cannot_close_another() {
    let f = fixture().await;
    let (system, first) = (f.ctx("sysadmin").await, f.ctx("secadmin").await);
    let other = NewUser {
        role: Role::SecurityAdmin,
        ..handler("secadmin2")
    };
    let other = command::create(&f.app, &first, other).await.expect("made").id;
    let directory = f.app.directory().await.expect("directory");
    let second = Ctx {
        actor: directory.actor(other).expect("an active account"),
        request_id: None,
    };
    let close = || PatchUser {
        active: Some(false),
        ..PatchUser::default()
    };
    command::patch(&f.app, &first, other, close())
        .await
        .expect("closed");
    let back = command::patch(&f.app, &second, f.user("secadmin"), close()).await;
    assert!(matches!(back, Err(AppError::Unauthenticated)), "{back:?}");

    // A closed one is no administrator: what is offered may be done.
    let third = || NewUser {
        role: Role::SecurityAdmin,
        ..handler("secadmin3")
    };
    let refused = command::create(&f.app, &system, third()).await;
    assert_eq!(faults(refused), ["role:not_yours_to_give"]);
    f.sql("UPDATE user_account SET active = false WHERE username = 'secadmin'")
        .await;
    f.wall.advance(TimeDelta::seconds(5));
    let me = user::query::me(&f.app, &system).await.expect("me");
    assert!(me.grantable_roles.contains(&Role::SecurityAdmin));
    command::create(&f.app, &system, third()).await.expect("made");
}

#[tokio::test]
async fn nobody_but_administrators_manages_accounts() {
    let f = fixture().await;
    for who in [
        "xianzhang",
        "leader1",
        "ducha1",
        "d01-head",
        "d01",
        "tongji",
        "secadmin",
        "auditor",
    ] {
        let ctx = f.ctx(who).await;
        let made = command::create(
            &f.app,
            &ctx,
            NewUser {
                department_id: Some(f.d01),
                ..handler("new")
            },
        )
        .await;
        let changed = command::patch(&f.app, &ctx, f.user("d02"), PatchUser::default()).await;
        let set = command::set_password(&f.app, &ctx, f.user("d02"), NEW).await;
        if who == "secadmin" {
            // Makes accounts, though not such ones.
            assert_eq!(faults(made), ["role:not_yours_to_give"]);
        } else {
            assert!(matches!(made, Err(AppError::Forbidden)), "{who}: {made:?}");
        }
        for refused in [changed.err(), set.err()] {
            let reported = match refused {
                Some(AppError::AskAdministrator(_)) => who == "secadmin",
                Some(AppError::Forbidden) => who != "secadmin",
                _ => false,
            };
            assert!(reported, "{who}: {refused:?}");
        }
        let listed = user::query::list(&f.app, &ctx, &PageRequest::default()).await;
        assert_eq!(listed.is_ok(), who == "secadmin", "{who}");
    }
}

#[tokio::test]
async fn accounts_are_listed_page_by_page_within_the_region() {
    let f = fixture().await;
    let admin = f.ctx("sysadmin").await;
    let mut page = PageRequest {
        limit: Some(4),
        cursor: None,
    };
    let mut names = Vec::new();
    loop {
        let found = user::query::list(&f.app, &admin, &page).await.expect("page");
        assert!(found.items.len() <= 4);
        names.extend(found.items.into_iter().map(|user| user.username));
        let Some(cursor) = found.next_cursor else { break };
        page.cursor = Some(cursor);
    }
    assert_eq!(names.len(), 13);
    let mut sorted = names.clone();
    sorted.dedup();
    assert_eq!(sorted.len(), 13, "none twice");
    assert!(
        !names
            .iter()
            .any(|name| name.starts_with("lin-") || name == "shiducha")
    );
}
