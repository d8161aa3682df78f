//! Signing out, the first password, and what a signed-out caller may and may not make the server do.

use axum::body::Body;
use axum::http::StatusCode;
use duban_api::access::{self, Access, BEFORE_NEW_PASSWORD};
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::{Value, json};

mod support;
use support::{PASSWORD, Server, request};

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
            if id.is_empty() || access::of(id) == Some(Access::Everyone) || BEFORE_NEW_PASSWORD.contains(&id)
            {
                continue;
            }
            let path = path
                .replace("{id}", "01850000-0000-7000-8000-000000000000")
                .replace("{action}", "sign")
                .replace("{year}", "2023");
            let method = method.to_uppercase();
            let told = server.ask(request(&method, &path, &auth, Body::from("{}"))).await;
            assert_eq!(
                (told.status, &told.json()["code"]),
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
async fn strange_methods_leave_one_series() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let handle = recorder.handle();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let server = Server::start().await;
    for method in ["AAAA1", "AAAA2", "GET"] {
        server.ask(request(method, "/healthz", &[], Body::empty())).await;
    }
    let told = handle.render();
    assert!(!told.contains("AAAA"), "{told}");
    let counted = |method: &str| {
        let label = format!("method=\"{method}\"");
        told.lines()
            .filter(|line| line.starts_with("duban_http_requests_total{") && line.contains(&label))
            .count()
    };
    assert_eq!((counted("other"), counted("GET")), (1, 1), "{told}");
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
async fn what_is_too_long_for_a_name_or_a_password_is_named() {
    let server = Server::start().await;
    let told = server.sign_in_as(&"x".repeat(65), &"y".repeat(129)).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = |told: &Value| {
        told["errors"].as_array().map(|errors| {
            errors
                .iter()
                .map(|error| error["field"].clone())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(
        fields(&told.json()),
        Some(vec![json!("username"), json!("password")])
    );
}
