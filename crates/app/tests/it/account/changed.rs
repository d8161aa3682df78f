//! Changing an account: what a patch touches, what it leaves alone, and what the trail keeps of it.

use duban_app::user::command;
use duban_app::user::input::PatchUser;
use duban_app::{AppError, AppResult};
use serde_json::{Value, json};

use crate::support::accounts::faults;
use crate::support::{Fixture, fixture};

async fn patched(f: &Fixture, whom: &str, patch: Value) -> AppResult<duban_app::user::view::UserView> {
    let patch: PatchUser = serde_json::from_value(patch).expect("a patch");
    command::patch(&f.app, &f.ctx("sysadmin").await, f.user(whom), patch).await
}

#[tokio::test]
async fn a_patch_changes_what_it_names_and_null_empties() {
    let f = fixture().await;
    let admin = f.ctx("sysadmin").await;
    let leader = f.user("leader1");
    let patch: PatchUser = serde_json::from_value(serde_json::json!({
        "post": "副县长(工业)", "liaison_id": null, "portfolio": [f.d02],
    }))
    .expect("a patch");
    let changed = command::patch(&f.app, &admin, leader, patch)
        .await
        .expect("patched");
    assert_eq!(changed.post.as_deref(), Some("副县长(工业)"));
    assert!(changed.liaison.is_none());
    assert_eq!(
        changed
            .portfolio
            .iter()
            .map(|d| d.name.as_str())
            .collect::<Vec<_>>(),
        ["县工业和信息化局"]
    );
    assert_eq!(changed.name, "leader1 同志");
    let actor = f.ctx("leader1").await.actor;
    assert_eq!(actor.portfolio, [f.d02], "in force at once");

    assert!(serde_json::from_value::<PatchUser>(serde_json::json!({"usrname": "x"})).is_err());
    let hidden = command::patch(&f.app, &admin, f.user("lin-d01"), PatchUser::default()).await;
    assert!(matches!(hidden, Err(AppError::NotFound)));
}

/// A liaison leaves, and the leader's account must not be frozen for it.
#[tokio::test]
async fn unchanged_fields_are_not_validated_again() {
    let f = fixture().await;
    patched(&f, "ducha1", json!({ "active": false }))
        .await
        .expect("the liaison of leader 1 is gone");
    for (whom, patch, fault) in [
        ("leader1", json!({ "post": "副县长" }), None),
        (
            "leader1",
            json!({ "name": "李四", "liaison_id": f.user("ducha1") }),
            None,
        ),
        ("leader1", json!({ "portfolio": [f.d02] }), None),
        (
            "leader1",
            json!({ "portfolio": [f.city_department] }),
            Some("portfolio[0]:not_found"),
        ),
        (
            "leader2",
            json!({ "liaison_id": f.user("ducha1") }),
            Some("liaison_id:not_found"),
        ),
        (
            "leader1",
            json!({ "role": "county_head" }),
            Some("liaison_id:not_found"),
        ),
        (
            "leader1",
            json!({ "role": "county_head", "liaison_id": null }),
            None,
        ),
        (
            "leader2",
            json!({ "role": "handler" }),
            Some("department_id:required"),
        ),
        (
            "d02",
            json!({ "department_id": null }),
            Some("department_id:required"),
        ),
        ("leader1", json!({ "active": false }), None),
    ] {
        let reported = patched(&f, whom, patch.clone()).await;
        match fault {
            None => assert!(reported.is_ok(), "{whom} {patch}: {reported:?}"),
            Some(fault) => assert!(faults(reported).contains(&fault.to_owned()), "{whom} {patch}"),
        }
    }
}

#[tokio::test]
async fn the_trail_shows_the_previous_portfolio() {
    let f = fixture().await;
    f.app
        .directory()
        .await
        .expect("who there is, as this process remembers it");
    let elsewhere = f.second_app().await;
    for (app, portfolio) in [(&elsewhere, json!([f.d02])), (&f.app, json!([f.d01]))] {
        let patch = serde_json::from_value(json!({ "portfolio": portfolio })).expect("a patch");
        command::patch(app, &f.ctx("sysadmin").await, f.user("leader1"), patch)
            .await
            .expect("patched");
    }
    let back = format!(
        "SELECT COUNT(*) AS n FROM event WHERE action = 'user_changed' \
         AND before_json LIKE '%{}%' AND after_json LIKE '%{}%'",
        f.d02.0, f.d01.0
    );
    assert_eq!(f.number(&back).await, 1);
}

#[tokio::test]
async fn a_patch_that_changes_nothing_leaves_no_event() {
    let f = fixture().await;
    let both = json!({ "portfolio": [f.d01, f.d02] });
    patched(&f, "leader1", both).await.expect("patched");
    for nothing in [
        json!({}),
        json!({ "portfolio": [f.d02, f.d01] }),
        json!({ "portfolio": [f.d01, f.d02], "active": true }),
    ] {
        let kept = patched(&f, "leader1", nothing.clone())
            .await
            .expect("nothing to do");
        assert_eq!(kept.portfolio.len(), 2, "{nothing}");
        assert_eq!(f.events("user_changed").await, 1, "{nothing}");
    }
    let twice = patched(&f, "leader1", json!({ "portfolio": [f.d01, f.d01] })).await;
    assert_eq!(faults(twice), ["portfolio[1]:duplicate"]);
}
