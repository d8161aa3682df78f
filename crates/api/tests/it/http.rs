//! What every answer of the server has in common, asked through the whole router.

use axum::body::Body;
use axum::http::StatusCode;
use serde_json::json;

use crate::support::{Server, request};

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let server = Server::start().await;
    for path in [
        "/",
        "/healthz",
        "/api/v1/me",
        "/api/v1/openapi.json",
        "/api/docs/",
        "/nowhere.js",
    ] {
        let answer = server.get(path, &[]).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'self'") && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
    }
    assert_eq!(
        server.get("/api/v1/me", &[]).await.header("cache-control"),
        "no-store"
    );
    let kept = server.get("/healthz", &[("x-request-id", "proxy-1234")]).await;
    assert_eq!(kept.header("x-request-id"), "proxy-1234");
    let odd = server
        .get("/healthz", &[("x-request-id", "a b\"c<script>")])
        .await;
    assert!(!odd.header("x-request-id").contains('<'));
}

#[tokio::test]
async fn the_docs_page_needs_nothing_inline_and_nothing_from_elsewhere() {
    let server = Server::start().await;
    let page = server.get("/api/docs/", &[]).await;
    let text = String::from_utf8(page.body).expect("text");
    assert!(
        text.contains("src=\"./swagger-initializer.js\"")
            && !text.contains("://")
            && !text.contains("<style")
    );
    for part in text.split("<script").skip(1) {
        assert!(part.trim_start().starts_with("src="), "inline script: {part}");
    }
    let script = server.get("/api/docs/swagger-initializer.js", &[]).await;
    let script = String::from_utf8(script.body).expect("text");
    assert!(
        script.contains("/api/v1/openapi.json") && !script.contains("petstore"),
        "{script}"
    );
    assert_eq!(
        server
            .get("/api/docs/swagger-ui.css", &[])
            .await
            .header("content-type"),
        "text/css"
    );
    assert_eq!(
        server.get("/api/docs/none", &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn pages_are_asked_again_with_their_tag() {
    let server = Server::start().await;
    let first = server.get("/", &[]).await;
    assert_eq!(first.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(first.header("cache-control"), "no-cache");
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"'));
    let again = server.get("/", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let route = server.get("/matters/0190", &[]).await;
    assert_eq!(
        (route.status, route.header("etag")),
        (StatusCode::OK, tag.as_str()),
        "a page of the application"
    );
    for missing in ["/assets/none.js", "/none.png", "/api/none", "/api/v1/none"] {
        let answer = server.get(missing, &[]).await;
        assert_eq!(answer.json()["code"], "not_found", "{missing}");
    }
}

#[tokio::test]
async fn refusals_are_problems_in_the_callers_language() {
    let server = Server::start().await;
    let chinese = server.get("/api/v1/me", &[]).await;
    assert_eq!(chinese.status, StatusCode::UNAUTHORIZED);
    assert_eq!(chinese.header("content-type"), "application/problem+json");
    assert_eq!(chinese.header("www-authenticate"), "Bearer");
    let body = chinese.json();
    assert_eq!(body["code"], "unauthenticated");
    assert_eq!(body["title"], "尚未登录或登录已失效");
    assert_eq!(body["request_id"], chinese.header("x-request-id"));
    let english = server.get("/api/v1/me", &[("accept-language", "en")]).await;
    assert_eq!(english.json()["title"], "Not signed in");
    assert_eq!(english.header("content-language"), "en");
    let method = server
        .ask(request("DELETE", "/api/v1/me", &[], Body::empty()))
        .await;
    assert_eq!(
        (method.status, method.header("allow")),
        (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD")
    );
    assert_eq!(method.header("content-type"), "application/problem+json");
    assert_eq!(method.json()["code"], "method_not_allowed");
}

#[tokio::test]
async fn bodies_and_queries_are_checked_before_anything_happens() {
    let server = Server::start().await;
    let bearer = server.bearer().await;
    let auth = ("authorization", bearer.as_str());
    let login = "/api/v1/auth/login";
    let cases = [
        (
            json!({ "username": "sysadmin" }),
            "password",
            "required",
            "invalid_input",
        ),
        (
            json!({ "username": 1, "password": "x" }),
            "username",
            "wrong_type",
            "invalid_input",
        ),
        (
            json!({ "username": "a", "password": "x", "role": "auditor" }),
            "role",
            "unknown_field",
            "unknown_field",
        ),
    ];
    for (body, field, code, top) in cases {
        let response = server.post(login, &[], &body).await;
        assert_eq!(response.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let response = response.json();
        assert_eq!(
            (&response["code"], &response["errors"][0]["field"]),
            (&json!(top), &json!(field)),
            "{response}"
        );
        assert_eq!(response["errors"][0]["code"], code);
    }
    let text = server
        .ask(request(
            "POST",
            login,
            &[("content-type", "text/plain")],
            Body::from("{}"),
        ))
        .await;
    assert_eq!(text.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let big = json!({ "username": "x".repeat(1_100_000), "password": "x" });
    assert_eq!(
        server.post(login, &[], &big).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    for path in [
        "/api/v1/me?role=auditor",
        "/api/v1/users?limit=0",
        "/api/v1/users?limit=201",
        "/api/v1/users?cursor=x",
    ] {
        let response = server.get(path, &[auth]).await;
        assert_eq!(
            (response.status, &response.json()["code"]),
            (StatusCode::BAD_REQUEST, &json!("invalid_query")),
            "{path}"
        );
    }
    let path = "/api/v1/matters/01890000-0000-7000-8000-000000000001/actions/issue";
    for (header, status) in [("", 428), ("*", 428), ("W/\"1\"", 428)] {
        let response = server.post(path, &[auth, ("if-match", header)], &json!({})).await;
        assert_eq!(response.status.as_u16(), status, "If-Match: {header}");
    }
}

#[tokio::test]
async fn gate_refuses_before_query_and_body_are_read() {
    let server = Server::start().await;
    let bearer = server.bearer().await;
    for (method, path) in [
        ("POST", "/api/v1/matters"),
        ("POST", "/api/v1/imports"),
        ("GET", "/api/v1/counters?by=nothing"),
        ("HEAD", "/api/v1/events?from=never"),
    ] {
        let auth = [("authorization", bearer.as_str())];
        for (headers, status) in [
            (&auth[..], StatusCode::FORBIDDEN),
            (&[], StatusCode::UNAUTHORIZED),
        ] {
            let response = server.ask(request(method, path, headers, Body::from("?"))).await;
            assert_eq!(response.status, status, "{method} {path}");
        }
    }
    let open = server
        .ask(request("POST", "/api/v1/auth/login", &[], Body::from("?")))
        .await;
    assert_eq!(
        open.status,
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "open to everybody"
    );
}

#[tokio::test]
async fn signing_in_gives_a_token_and_a_cookie_that_scripts_cannot_read() {
    let server = Server::start().await;
    let answer = server.sign_in().await;
    assert_eq!(answer.status, StatusCode::OK);
    let cookie = answer.header("set-cookie").to_owned();
    for part in [
        "duban_refresh=",
        "HttpOnly",
        "SameSite=Strict",
        "Path=/api/v1/auth",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(answer.json()["me"]["username"], "sysadmin");
    let pair = cookie.split(';').next().expect("a pair");
    let renewed = server
        .post("/api/v1/auth/refresh", &[("cookie", pair)], &json!({}))
        .await;
    assert_eq!(renewed.status, StatusCode::OK);
    let bearer = format!(
        "Bearer {}",
        renewed.json()["access_token"].as_str().expect("a token")
    );
    assert_eq!(
        server
            .get("/api/v1/me", &[("authorization", &bearer)])
            .await
            .status,
        StatusCode::OK
    );
    let out = server
        .post("/api/v1/auth/logout", &[("authorization", &bearer)], &json!({}))
        .await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(
        server
            .get("/api/v1/me", &[("authorization", &bearer)])
            .await
            .status,
        StatusCode::UNAUTHORIZED
    );
    let demo = server.get("/api/v1/demo/clock", &[]).await;
    assert_eq!(demo.status, StatusCode::NOT_FOUND, "no demo outside the demo");
}

#[tokio::test]
async fn a_write_under_one_key_happens_once() {
    let server = Server::start().await;
    let bearer = server.bearer().await;
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", "key-1")];
    let user = |name: &str| json!({ "username": name, "name": "统计员", "role": "statistician", "password": "Correct-Horse-8" });
    let first = server.post("/api/v1/users", &headers, &user("auditor")).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.json());
    let second = server.post("/api/v1/users", &headers, &user("auditor")).await;
    assert_eq!(
        (second.status, second.header("idempotency-replayed")),
        (StatusCode::CREATED, "true")
    );
    assert_eq!(second.json(), first.json());
    let other = server.post("/api/v1/users", &headers, &user("auditor2")).await;
    assert_eq!(other.json()["code"], "idempotency_mismatch");
    let refused = [("authorization", bearer.as_str()), ("idempotency-key", "key-2")];
    let taken = server.post("/api/v1/users", &refused, &user("auditor")).await;
    assert!(taken.status.is_client_error());
    let retried = server.post("/api/v1/users", &refused, &user("auditor3")).await;
    assert_eq!(
        retried.status,
        StatusCode::CREATED,
        "after a refusal the key is free again"
    );
    let bad = [("authorization", bearer.as_str()), ("idempotency-key", "a b")];
    assert_eq!(
        server.post("/api/v1/users", &bad, &user("x")).await.json()["errors"][0]["code"],
        "invalid_key"
    );
}

#[tokio::test]
async fn settings_are_changed_on_the_version_that_was_seen() {
    let server = Server::start().await;
    let bearer = server.bearer().await;
    let seen = server
        .get("/api/v1/settings", &[("authorization", &bearer)])
        .await;
    assert_eq!((seen.status, seen.header("etag")), (StatusCode::OK, "\"1\""));
    let put = async |version: Option<&str>, yellow_days: i32| {
        let mut headers = vec![
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
        ];
        headers.extend(version.map(|version| ("if-match", version)));
        let mut settings = seen.json();
        settings["yellow_days"] = json!(yellow_days);
        let body = Body::from(settings.to_string());
        server
            .ask(request("PUT", "/api/v1/settings", &headers, body))
            .await
    };
    for (version, yellow_days, status, tag) in [
        (None, 4, StatusCode::PRECONDITION_REQUIRED, ""),
        (Some("\"1\""), 4, StatusCode::OK, "\"2\""),
        (Some("\"1\""), 5, StatusCode::PRECONDITION_FAILED, ""),
        (Some("\"2\""), 4, StatusCode::OK, "\"2\""),
    ] {
        let answer = put(version, yellow_days).await;
        assert_eq!(
            (answer.status, answer.header("etag")),
            (status, tag),
            "{version:?} {yellow_days}"
        );
    }
}
