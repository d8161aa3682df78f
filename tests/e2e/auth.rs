//! Signing in and out, and what every answer carries.

use duban_tests::world::{PASSWORD, items, text};
use duban_tests::{Answer, Client, Options, Server, World};
use reqwest::Method;
use reqwest::header::{ACCEPT_LANGUAGE, COOKIE};
use serde_json::{Value, json};

async fn login(client: &Client, username: &str, password: &str) -> Answer {
    client
        .post(
            "/auth/login",
            &json!({ "username": username, "password": password }),
        )
        .await
}

async fn refresh(client: &Client, cookie: &str) -> Answer {
    let request = client
        .request(Method::POST, "/auth/refresh")
        .header(COOKIE, format!("duban_refresh={cookie}"));
    client.send(request).await
}

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
async fn the_refresh_cookie_rotates_and_its_reuse_ends_the_session() {
    let world = World::demo().await;
    let anyone = &world.anyone;
    let first = login(anyone, "d05", PASSWORD).await;
    let cookie = first.header("set-cookie").expect("a cookie").to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/api/v1/auth", "Max-Age="] {
        assert!(cookie.contains(part), "{part} is missing: {cookie}");
    }
    let zero = first.refresh_cookie().expect("a token");
    assert!(
        !first.text.contains(&zero),
        "no script ever sees the refresh token"
    );
    let one = refresh(anyone, &zero).await;
    assert!(one.body["access_token"].is_string());
    let one = one.refresh_cookie().expect("a new token");
    assert_ne!(zero, one);
    // A second tab may come with the same one a moment later.
    refresh(anyone, &zero).await.must_be(200);
    let two = refresh(anyone, &one).await;
    let access = text(&two.body["access_token"]);
    let two = two.refresh_cookie().expect("a new token");
    let signed_in = anyone.with_token("d05", &access);
    signed_in.get("/me").await.must_be(200);

    refresh(anyone, &zero).await.problem(401, "unauthenticated");
    refresh(anyone, &two).await.problem(401, "unauthenticated");
    signed_in.get("/me").await.problem(401, "unauthenticated");
    for bad in ["", "nonsense", "01850000-0000-7000-8000-000000000000.abc"] {
        refresh(anyone, bad).await.problem(401, "unauthenticated");
    }
    anyone
        .post("/auth/refresh", &json!({}))
        .await
        .problem(401, "unauthenticated");
}

#[tokio::test]
async fn sessions_end_when_they_are_ended() {
    let world = World::demo().await;
    let anyone = &world.anyone;
    let (here, there) = (
        login(anyone, "d05", PASSWORD).await,
        login(anyone, "d05", PASSWORD).await,
    );
    let cookie = here.refresh_cookie().expect("a token");
    let here = anyone.with_token("here", &text(&here.body["access_token"]));
    let there = anyone.with_token("there", &text(&there.body["access_token"]));
    let sessions = items(&here.get("/auth/sessions").await.expect(200));
    assert_eq!(sessions.len(), 2);
    let other = sessions
        .iter()
        .find(|session| session["current"] == false)
        .expect("the other one");
    let end = here.request(Method::DELETE, &format!("/auth/sessions/{}", text(&other["id"])));
    here.send(end).await.must_be(204);
    there.get("/me").await.problem(401, "unauthenticated");
    here.post("/auth/logout", &json!({})).await.must_be(204);
    here.get("/me").await.problem(401, "unauthenticated");
    refresh(anyone, &cookie).await.problem(401, "unauthenticated");
    for token in ["", "x.y.z", "eyJhbGciOiJub25lIn0.e30."] {
        anyone
            .with_token("forger", token)
            .get("/me")
            .await
            .problem(401, "unauthenticated");
    }
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let world = World::demo().await;
    let anyone = &world.anyone;
    let (here, there) = (
        login(anyone, "d05", PASSWORD).await,
        login(anyone, "d05", PASSWORD).await,
    );
    let here = anyone.with_token("here", &text(&here.body["access_token"]));
    let there = anyone.with_token("there", &text(&there.body["access_token"]));
    let change = |current: &str, new: &str| json!({ "current_password": current, "new_password": new });
    let new = "Better-Horse-2023";
    here.post("/auth/password", &change("wrong-Password-1", new))
        .await
        .field(422, "current_password", "wrong_password");
    let weak = here.post("/auth/password", &change(PASSWORD, "short")).await;
    assert_eq!(
        (weak.status, &weak.body["errors"][0]["field"]),
        (422, &json!("new_password"))
    );
    here.post("/auth/password", &change(PASSWORD, new))
        .await
        .must_be(204);
    there.get("/me").await.problem(401, "unauthenticated");
    here.get("/me").await.must_be(200);
    login(anyone, "d05", PASSWORD)
        .await
        .problem(401, "invalid_credentials");
    login(anyone, "d05", new).await.must_be(200);
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

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let world = World::demo().await;
    for path in [
        "//",
        "//api/docs/",
        "/me",
        "/demo/clock",
        "/nothing-here",
        "//healthz",
    ] {
        let answer = world.anyone.get(path).await;
        let policy = answer
            .header("content-security-policy")
            .unwrap_or_else(|| panic!("{path} has no policy"))
            .to_owned();
        assert!(
            policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{path}");
        assert!(
            answer.header("referrer-policy").is_some() && answer.header("x-request-id").is_some(),
            "{path}"
        );
        if path.starts_with("/me") {
            assert_eq!(
                answer.header("cache-control"),
                Some("no-store"),
                "what an account sees stays in no cache"
            );
        }
    }
    let page = world.anyone.get("//").await;
    assert_eq!(page.status, 200);
    assert!(
        !page.text.contains("<script>") && !page.text.contains("style="),
        "nothing inline: {}",
        page.text
    );
}

#[tokio::test]
async fn the_same_key_does_the_same_write_once() {
    let world = World::demo().await;
    let office = world.office().await;
    let new = world.new_matter("只登记一次", "副县长(农业)", "县水务局", "2023-03-31");
    let send = async |person: &Client, key: &str, body: &Value| {
        let request = person
            .request(Method::POST, "/matters")
            .header("idempotency-key", key)
            .json(body);
        person.send(request).await
    };
    let first = send(&office, "key-1", &new).await;
    assert_eq!(first.header("idempotency-replayed"), None);
    let again = send(&office, "key-1", &new).await;
    assert_eq!(
        (again.status, again.header("idempotency-replayed")),
        (201, Some("true"))
    );
    assert_eq!(again.header("etag"), first.header("etag"));
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(again.text, first.text, "the very same answer");
    assert_eq!(office.count("").await, 1);
    let mut other = new.clone();
    other["title"] = json!("另一项");
    send(&office, "key-1", &other)
        .await
        .problem(422, "idempotency_mismatch");
    assert_eq!(office.count("").await, 1);
    // A refused one leaves the key free; another person's key is another key.
    other["title"] = json!("");
    send(&office, "key-2", &other).await.must_be(422);
    other["title"] = json!("另一项");
    send(&office, "key-2", &other).await.must_be(201);
    send(&world.person("ducha2").await.client, "key-1", &new)
        .await
        .must_be(201);
    assert_eq!(office.count("").await, 3);
    let long = "k".repeat(101);
    send(&office, &long, &new)
        .await
        .field(422, "Idempotency-Key", "invalid_key");
}

#[tokio::test]
async fn problems_speak_the_callers_language() {
    let world = World::demo().await;
    let office = world.office().await;
    let ask = async |language: &str| {
        let body = json!({ "kind": "task", "title": "" });
        let request = office
            .request(Method::POST, "/matters")
            .header(ACCEPT_LANGUAGE, language)
            .json(&body);
        let answer = office.send(request).await;
        let spoken = answer.header("content-language").unwrap_or_default().to_owned();
        let id = answer.header("x-request-id").unwrap_or_default().to_owned();
        let problem = answer.problem(422, "invalid_input");
        assert_eq!(problem["request_id"], json!(id), "the id leads to the log");
        (spoken, problem)
    };
    let chinese = |problem: &Value| {
        text(&problem["title"])
            .chars()
            .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    };
    for (wanted, tag, is_chinese) in [
        ("", "zh-CN", true),
        ("zh-CN,zh;q=0.9", "zh-CN", true),
        ("en-GB,en;q=0.8,zh;q=0.5", "en", false),
        ("fr", "zh-CN", true),
    ] {
        let (spoken, problem) = ask(wanted).await;
        assert_eq!(
            (spoken.as_str(), chinese(&problem)),
            (tag, is_chinese),
            "{wanted:?}: {problem}"
        );
    }
}
