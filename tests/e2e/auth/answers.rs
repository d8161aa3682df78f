//! What every answer carries: security headers, a repeated write's first answer, the caller's language.

use duban_tests::world::text;
use duban_tests::{Client, World};
use reqwest::Method;
use reqwest::header::ACCEPT_LANGUAGE;
use serde_json::{Value, json};

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
    for (expected, tag, is_chinese) in [
        ("", "zh-CN", true),
        ("zh-CN,zh;q=0.9", "zh-CN", true),
        ("en-GB,en;q=0.8,zh;q=0.5", "en", false),
        ("fr", "zh-CN", true),
    ] {
        let (spoken, problem) = ask(expected).await;
        assert_eq!(
            (spoken.as_str(), chinese(&problem)),
            (tag, is_chinese),
            "{expected:?}: {problem}"
        );
    }
}
