//! Signing out, the first password, and what a signed-out caller may and may not make the server do.

use std::time::Duration;

use axum::body::Body;
use axum::http::StatusCode;
use duban_api::access::{self, Access, BEFORE_NEW_PASSWORD};
use duban_app::user::password::queue::{Hashing, Limits};
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, Server, request};

const NEW: &str = "Another-Horse-7";

#[tokio::test]
async fn signing_out_needs_no_access_token_that_is_still_good() {
    let server = Server::start().await;
    for bearer in [None, Some("Bearer a.b.c")] {
        let cookie = server.sign_in().await.cookie();
        let mut headers = vec![("cookie", cookie.as_str())];
        headers.extend(bearer.map(|bearer| ("authorization", bearer)));
        let out = server.post("/api/v1/auth/logout", &headers, &json!({})).await;
        assert_eq!(out.status, StatusCode::NO_CONTENT, "{bearer:?}");
        assert!(out.header("set-cookie").contains("Max-Age=0"), "{bearer:?}");
        let cookie = [("cookie", cookie.as_str())];
        let renewed = server.post("/api/v1/auth/refresh", &cookie, &json!({})).await;
        assert_eq!(renewed.status, StatusCode::UNAUTHORIZED, "{bearer:?}");
    }
    // Who was not signed in is signed out all the same; a made-up cookie ends nobody's session.
    let here = server.sign_in().await;
    let forged = format!("{}x", &here.cookie()[..here.cookie().len() - 1]);
    for cookie in ["", "duban_refresh=nonsense", &forged] {
        let out = server
            .post("/api/v1/auth/logout", &[("cookie", cookie)], &json!({}))
            .await;
        assert_eq!(out.status, StatusCode::NO_CONTENT, "{cookie}");
    }
    let bearer = here.bearer();
    let me = server.get("/api/v1/me", &[("authorization", &bearer)]).await;
    assert_eq!(me.status, StatusCode::OK);
}

/// An account whose password somebody else has set.
async fn hire(server: &Server) {
    let admin = server.bearer().await;
    let new = json!({ "username": "tongji", "name": "统计员", "role": "statistician", "password": PASSWORD });
    let made = server
        .post("/api/v1/users", &[("authorization", &admin)], &new)
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
}

#[tokio::test]
async fn signing_out_by_the_token_alone_works_before_the_first_password_is_changed() {
    let server = Server::start().await;
    hire(&server).await;
    let here = server.sign_in_as("tongji", PASSWORD).await;
    let bearer = here.bearer();
    let auth = [("authorization", bearer.as_str())];
    let out = server.post("/api/v1/auth/logout", &auth, &json!({})).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    let cookie = here.cookie();
    let cookie = [("cookie", cookie.as_str())];
    let renewed = server.post("/api/v1/auth/refresh", &cookie, &json!({})).await;
    assert_eq!(renewed.status, StatusCode::UNAUTHORIZED, "the session is over");
}

#[tokio::test]
async fn before_the_first_password_is_changed_nothing_else_is_done() {
    let server = Server::start().await;
    hire(&server).await;
    let bearer = server.sign_in_as("tongji", PASSWORD).await.bearer();
    let auth = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
    ];
    let document = server.get("/api/v1/openapi.json", &[]).await.json();
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let id = operation["operationId"].as_str().unwrap_or_default();
            if id.is_empty() || access::of(id) == Some(Access::Open) || BEFORE_NEW_PASSWORD.contains(&id) {
                continue;
            }
            let path = path
                .replace("{id}", "01850000-0000-7000-8000-000000000000")
                .replace("{action}", "sign")
                .replace("{year}", "2023");
            let method = method.to_uppercase();
            let answer = server.ask(request(&method, &path, &auth, Body::from("{}"))).await;
            assert_eq!(
                (answer.status, &answer.json()["code"]),
                (StatusCode::FORBIDDEN, &json!("password_change_required")),
                "{method} {path}"
            );
            tried += 1;
        }
    }
    assert!(tried > 40, "the whole contract: {tried}");
    let me = server.get("/api/v1/me", &auth[..1]).await.json();
    assert_eq!(me["must_change_password"], true);
    let change = json!({ "current_password": PASSWORD, "new_password": NEW });
    let changed = server.post("/api/v1/auth/password", &auth[..1], &change).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.json());
    let plans = server.get("/api/v1/plans", &auth[..1]).await;
    assert_eq!(plans.status, StatusCode::OK, "and then at once");
}

#[tokio::test]
async fn unknown_methods_share_one_metrics_series() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let handle = recorder.handle();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let server = Server::start().await;
    for method in ["AAAA1", "AAAA2", "GET"] {
        server.ask(request(method, "/healthz", &[], Body::empty())).await;
    }
    let answer = handle.render();
    assert!(!answer.contains("AAAA"), "{answer}");
    let counted = |method: &str| {
        let label = format!("method=\"{method}\"");
        answer
            .lines()
            .filter(|line| line.starts_with("duban_http_requests_total{") && line.contains(&label))
            .count()
    };
    assert_eq!((counted("other"), counted("GET")), (1, 1), "{answer}");
}

#[tokio::test]
async fn head_is_answered_like_get() {
    let server = Server::start().await;
    let bearer = server.bearer().await;
    let auth = [("authorization", bearer.as_str())];
    let path = "/api/v1/users?limit=1";
    let head = server.ask(request("HEAD", path, &auth, Body::empty())).await;
    assert_eq!(head.status, server.get(path, &auth).await.status);
    let stray = server
        .ask(request("HEAD", "/api/v1/me?limit=1", &auth, Body::empty()))
        .await;
    assert_eq!(stray.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_document_shows_what_this_server_answers() {
    let server = Server::start().await;
    let document = server.get("/api/v1/openapi.json", &[]).await.json();
    let paths = document["paths"].as_object().expect("paths");
    assert!(paths.contains_key("/api/v1/me") && !paths.keys().any(|path| path.contains("/demo/")));
}

#[tokio::test]
async fn an_overlong_name_or_password_is_named() {
    let server = Server::start().await;
    let answer = server.sign_in_as(&"x".repeat(65), &"y".repeat(129)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = |answer: &Value| {
        answer["errors"].as_array().map(|errors| {
            errors
                .iter()
                .map(|error| error["field"].clone())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(
        fields(&answer.json()),
        Some(vec![json!("username"), json!("password")])
    );
}

/// A sign-in from an address, perhaps with a cookie.
async fn from(server: &Server, address: &str, username: &str, password: &str, cookie: &str) -> Answer {
    let body = json!({ "username": username, "password": password });
    let headers = [("x-forwarded-for", address), ("cookie", cookie)];
    server.post("/api/v1/auth/login", &headers, &body).await
}

#[tokio::test]
async fn a_device_that_signed_in_before_is_not_locked_out_by_others() {
    let server = Server::start_with(Hashing::new(Limits::default()), 1).await;
    hire(&server).await;
    let home = from(&server, "10.0.0.9", "tongji", PASSWORD, "").await;
    let cookies: Vec<&str> = home
        .headers
        .get_all("set-cookie")
        .iter()
        .filter_map(|cookie| cookie.to_str().ok())
        .collect();
    let device = cookies.iter().find(|cookie| cookie.starts_with("duban_device="));
    let device = device.expect("a cookie for the device");
    for part in [
        "HttpOnly",
        "SameSite=Strict",
        "Path=/api/v1/auth",
        "Max-Age=31536000",
    ] {
        assert!(device.contains(part), "{part}: {device}");
    }
    let device = device.split(';').next().expect("a pair");
    for _ in 0..5 {
        let answer = from(&server, "10.0.0.9", "tongji", "wrong", "").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    let locked = from(&server, "10.0.0.9", "tongji", PASSWORD, "").await;
    assert_eq!(locked.status, StatusCode::LOCKED);
    let wait: i64 = locked.header("retry-after").parse().expect("seconds");
    assert!((800..=900).contains(&wait), "{wait}");
    let known = from(&server, "10.0.0.9", "tongji", PASSWORD, device).await;
    assert_eq!(known.status, StatusCode::OK, "the owner's own browser");
    let elsewhere = from(&server, "10.0.0.8", "tongji", PASSWORD, "").await;
    assert_eq!(elsewhere.status, StatusCode::OK, "another address");

    let admin = server.bearer().await;
    let auth = [("authorization", admin.as_str())];
    let users = server.get("/api/v1/users", &auth).await.json();
    let account = users["items"].as_array().expect("users");
    let account = account
        .iter()
        .find(|user| user["username"] == "tongji")
        .expect("hired");
    assert!(account["locked_until"].is_string(), "{account}");
    let path = format!("/api/v1/users/{}/unlock", account["id"].as_str().expect("an id"));
    let unlocked = server.post(&path, &auth, &json!({})).await;
    assert_eq!(unlocked.status, StatusCode::NO_CONTENT, "{}", unlocked.json());
    let open = from(&server, "10.0.0.9", "tongji", PASSWORD, "").await;
    assert_eq!(open.status, StatusCode::OK, "with the same password");
}

#[tokio::test]
async fn a_full_queue_answers_with_retry_after() {
    let hashing = Hashing::new(Limits {
        at_once: 1,
        places: 1,
        share: 1,
        patience: Duration::from_secs(600),
    });
    let server = Server::start_with(hashing.clone(), 1).await;
    let _turn = hashing.turn("the test").await.expect("a turn");
    let wait = from(&server, "10.0.0.1", "nobody", "wrong", "");
    tokio::pin!(wait);
    // Until the first has its place the others may find it free; they give up at once.
    for (address, status, code) in [
        ("10.0.0.2", StatusCode::SERVICE_UNAVAILABLE, "sign_in_busy"),
        ("10.0.0.1", StatusCode::TOO_MANY_REQUESTS, "too_many_requests"),
    ] {
        let answer = loop {
            let refused = from(&server, address, "nobody", "wrong", "");
            tokio::select! {
                biased;
                _ = &mut wait => panic!("it has no turn"),
                answer = refused => break answer,
                () = tokio::time::sleep(Duration::from_millis(20)) => {}
            }
        };
        assert_eq!(
            (answer.status, &answer.json()["code"]),
            (status, &json!(code)),
            "{address}"
        );
        assert_eq!(answer.header("retry-after"), "2", "{address}");
    }
}

#[tokio::test]
async fn a_refusal_names_the_administrator_to_ask() {
    let server = Server::start().await;
    let admin = server.bearer().await;
    let auth = [("authorization", admin.as_str())];
    let new = json!({ "username": "anquan", "name": "李安", "role": "security_admin", "password": PASSWORD });
    let made = server.post("/api/v1/users", &auth, &new).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    let path = format!(
        "/api/v1/users/{}/unlock",
        made.json()["id"].as_str().expect("an id")
    );
    for (language, said) in [
        ("zh-CN", "该账户归安全管理员管理，请联系安全管理员（李安）办理。"),
        (
            "en",
            "The account is the security administrator's to manage; ask 李安.",
        ),
    ] {
        let headers = [auth[0], ("accept-language", language)];
        let answer = server.post(&path, &headers, &json!({})).await;
        assert_eq!(
            (answer.status, &answer.json()["detail"]),
            (StatusCode::FORBIDDEN, &json!(said))
        );
    }
}
