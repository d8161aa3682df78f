//! Who gets in: locked and disabled accounts, and a server that nobody has set up yet.

use duban_tests::world::PASSWORD;
use duban_tests::{Client, Options, Server, World};
use reqwest::Method;
use serde_json::json;

use super::login;

#[tokio::test]
async fn five_failures_lock_the_account() {
    let world = World::demo().await;
    for (username, exists) in [("d05", true), ("nobody-here", false)] {
        for _ in 0..5 {
            login(&world.anyone, username, "wrong-Password-1")
                .await
                .problem(401, "invalid_credentials");
        }
        // The right password does not help, and a stranger's name is answered alike.
        let locked = login(&world.anyone, username, PASSWORD).await;
        let wait: u32 = locked
            .header("retry-after")
            .and_then(|wait| wait.parse().ok())
            .expect("how long to wait");
        assert!((1..=15 * 60).contains(&wait), "{wait} s");
        let said = locked.problem(423, "account_locked");
        assert!(
            !said.to_string().contains(username),
            "the answer does not tell whether {username} is there: {exists}"
        );
    }
    login(&world.anyone, "d06", PASSWORD).await.must_be(200);
    let trail = world
        .person("auditor")
        .await
        .all("/events?action=login_failed")
        .await;
    assert!(trail.len() >= 5, "failures are events too");
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let world = World::demo().await;
    let handler = world.person("d05").await;
    let admin = world.person("sysadmin").await;
    let disable = admin
        .request(Method::PATCH, &format!("/users/{}", handler.id()))
        .json(&json!({ "active": false }));
    assert_eq!(admin.send(disable).await.expect(200)["active"], false);
    handler.get("/me").await.problem(401, "unauthenticated");
    login(&world.anyone, "d05", PASSWORD)
        .await
        .problem(401, "invalid_credentials");
}

#[tokio::test]
async fn outside_the_demo_nothing_has_a_default() {
    let server = Server::start(Options::Plain).await;
    let anyone = Client::new(server.address());
    anyone.get("//healthz").await.must_be(200);
    anyone.get("//readyz").await.must_be(200);
    for username in ["admin", "sysadmin", "ducha1"] {
        login(&anyone, username, PASSWORD)
            .await
            .problem(401, "invalid_credentials");
    }
    for path in ["/demo/clock", "/demo/accounts", "/demo/ledger"] {
        anyone.get(path).await.problem(404, "not_found");
    }
    anyone
        .post("/demo/clock", &json!({ "advance": "P1D" }))
        .await
        .problem(404, "not_found");

    let base: [&str; 8] = [
        "admin",
        "create",
        "--username",
        "first",
        "--region-code",
        "530323",
        "--region-name",
        "师宗县",
    ];
    let weak = server.run_with(&[&base[..], &["--password-stdin"]].concat(), "short\n");
    assert!(!weak.status.success(), "a weak password is refused");
    let made = server.run_with(
        &[&base[..], &["--password-stdin"]].concat(),
        "Correct-Horse-2023\n",
    );
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let shown = [made.stdout, made.stderr].concat();
    assert!(
        !String::from_utf8_lossy(&shown).contains("Correct-Horse-2023"),
        "a given password is not shown"
    );
    let me = login(&anyone, "first", "Correct-Horse-2023").await.expect(200)["me"].clone();
    assert_eq!(
        (&me["role"], &me["region"]["name"]),
        (&json!("system_admin"), &json!("师宗县"))
    );
}
