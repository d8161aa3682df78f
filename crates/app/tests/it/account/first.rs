//! The accounts that nobody signed in could make: the first administrators of an installation.

use duban_app::user;
use duban_app::user::command::{self, FirstAdmin};
use duban_app::user::input::NewUser;
use duban_core::word::{RegionLevel, Role};

use crate::support::accounts::{NEW, faults, handler, sign_in};
use crate::support::empty;

#[tokio::test]
async fn the_first_security_administrator_is_made_by_the_system_administrator() {
    let f = empty().await;
    let id = command::bootstrap_admin(&f.app, first_administrator())
        .await
        .expect("made");
    let actor = f.app.directory().await.expect("directory").actor(id);
    let admin = duban_app::Ctx {
        actor: actor.expect("actor"),
        request_id: None,
    };
    let me = user::query::me(&f.app, &admin).await.expect("me");
    assert!(me.grantable_roles.contains(&Role::SecurityAdmin));
    let security = |username: &str| NewUser {
        role: Role::SecurityAdmin,
        ..handler(username)
    };
    command::create(&f.app, &admin, security("secadmin"))
        .await
        .expect("the first one");
    let second = command::create(&f.app, &admin, security("secadmin2")).await;
    assert_eq!(faults(second), ["role:not_yours_to_give"]);
    let me = user::query::me(&f.app, &admin).await.expect("me");
    assert!(!me.grantable_roles.contains(&Role::SecurityAdmin));
}

#[tokio::test]
async fn the_first_administrator_is_created_without_a_session() {
    let f = empty().await;
    let first = first_administrator();
    let weak = FirstAdmin {
        password: "Admin-2023".to_owned(),
        ..first.clone()
    };
    assert_eq!(
        faults(command::bootstrap_admin(&f.app, weak).await),
        ["password:weak_password"]
    );
    let id = command::bootstrap_admin(&f.app, first.clone())
        .await
        .expect("made");
    assert_eq!(sign_in(&f.app, "admin", NEW).await.expect("session").user, id);
    assert_eq!(
        faults(command::bootstrap_admin(&f.app, first.clone()).await),
        ["username:taken"]
    );
    let second = FirstAdmin {
        username: "admin2".to_owned(),
        ..first
    };
    command::bootstrap_admin(&f.app, second)
        .await
        .expect("in the same region");
    assert_eq!(f.number("SELECT COUNT(*) AS n FROM region").await, 1);
    let verdicts = duban_app::event::verify::all(&f.app).await.expect("verdicts");
    assert!(verdicts.iter().all(|(_, verdict)| verdict.whole), "{verdicts:?}");
}

fn first_administrator() -> FirstAdmin {
    FirstAdmin {
        region_code: "530323".to_owned(),
        region_name: "师宗县".to_owned(),
        region_level: RegionLevel::County,
        username: "admin".to_owned(),
        name: "系统管理员".to_owned(),
        password: NEW.to_owned(),
        must_change_password: true,
    }
}
