//! Requests that do not fit.

use duban_tests::{Answer, Client, World};
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, IF_MATCH};
use serde_json::{Value, json};

use super::Written;

#[tokio::test]
async fn a_body_that_does_not_fit_names_the_field() {
    let world = World::demo().await;
    let office = world.office().await;
    let valid_request = world.new_matter("好的事项", "副县长(农业)", "县水务局", "2023-03-31");
    let before = Written::so_far(&world).await;
    let lead = world.department_id("县水务局");
    let cases: [(&str, Value, &str, &str); 23] = [
        ("title", json!(7), "title", "wrong_type"),
        ("title", json!("   "), "title", "required"),
        ("title", json!("长".repeat(201)), "title", "too_long"),
        ("title", json!("一\u{0}二"), "title", "control_character"),
        ("requirement", json!("长".repeat(2001)), "requirement", "too_long"),
        ("remark", json!("长".repeat(1001)), "remark", "too_long"),
        ("kind", json!("wish"), "kind", "unknown_value"),
        ("kind", Value::Null, "kind", "wrong_type"),
        ("urgency", json!("very"), "urgency", "unknown_value"),
        ("leader_id", json!("县长"), "leader_id", "wrong_type"),
        (
            "leader_id",
            json!(world.leader_id("邻县常务副县长")),
            "leader_id",
            "unknown_leader",
        ),
        (
            "lead_department_id",
            json!(world.department_id("邻县发展和改革局")),
            "lead_department_id",
            "unknown_department",
        ),
        (
            "co_department_ids",
            json!([lead]),
            "co_department_ids[0]",
            "lead_is_no_co_department",
        ),
        (
            "co_department_ids",
            json!("县水务局"),
            "co_department_ids",
            "wrong_type",
        ),
        ("due_on", json!("2023-02-30"), "due_on", "wrong_type"),
        ("due_on", json!("2月30日"), "due_on", "wrong_type"),
        ("due_on", json!("2023-01-01"), "due_on", "date_in_past"),
        ("due_on", json!("9203-03-31"), "due_on", "date_out_of_range"),
        ("due_on", Value::Null, "due_on", "required"),
        ("due_in_working_days", json!(3), "due_on", "one_of_two_dates"),
        ("report_day", json!(32), "report_day", "out_of_range"),
        (
            "source",
            json!({ "kind": "meeting", "title": "会", "colour": 1 }),
            "source.colour",
            "unknown_field",
        ),
        ("colour", json!("red"), "colour", "unknown_field"),
    ];
    for (name, value, field, code) in cases {
        let mut body = valid_request.clone();
        body[name] = value;
        office.post("/matters", &body).await.field(422, field, code);
    }
    let both = json!({ "kind": "task", "title": "", "leader_id": world.leader_id("副县长(农业)"), "lead_department_id": lead });
    let all = office.post("/matters", &both).await.problem(422, "invalid_input");
    assert!(
        all["errors"].as_array().is_some_and(|errors| errors.len() >= 2),
        "everything wrong at once: {all}"
    );
    assert_eq!(Written::so_far(&world).await, before, "nothing was written");
    office.post("/matters", &valid_request).await.must_be(201);
}

#[tokio::test]
async fn an_action_that_does_not_fit_names_the_field() {
    let world = World::demo().await;
    let (office, handler) = (world.office().await, world.handler("县水务局").await);
    let id = world
        .issue(&world.new_matter("事项", "副县长(农业)", "县水务局", "2023-03-31"))
        .await;
    handler.act(&id, "sign", json!({})).await;
    let version = handler.matter(&id).await["version"].clone();
    let before = Written::so_far(&world).await;
    let cases: [(&str, Value, &str, &str); 12] = [
        (
            "report",
            json!({ "percent": 101, "progress": "过" }),
            "percent",
            "out_of_range",
        ),
        (
            "report",
            json!({ "percent": "四成", "progress": "过" }),
            "percent",
            "wrong_type",
        ),
        (
            "report",
            json!({ "percent": 1.5, "progress": "过" }),
            "percent",
            "wrong_type",
        ),
        ("report", json!({ "percent": 50 }), "progress", "required"),
        (
            "report",
            json!({ "percent": 50, "progress": "长".repeat(2001) }),
            "progress",
            "too_long",
        ),
        (
            "report",
            json!({ "percent": 50, "progress": "过", "mood": "好" }),
            "mood",
            "unknown_field",
        ),
        ("report", json!([]), "percent", "required"),
        ("claim", json!({ "evidence": "" }), "evidence", "required"),
        (
            "extension_request",
            json!({ "reason": "雨", "progress": "半", "new_due_on": "2023-03-30" }),
            "new_due_on",
            "new_date_not_later",
        ),
        (
            "extension_request",
            json!({ "reason": "雨", "progress": "半", "new_due_on": "4月31日" }),
            "new_due_on",
            "wrong_type",
        ),
        (
            "escalation_propose",
            json!({ "tried": "试", "ask": "请", "city_department_id": world.department_id("县水务局") }),
            "city_department_id",
            "unknown_city_department",
        ),
        ("sign", json!({ "note": 1 }), "note", "wrong_type"),
    ];
    for (action, body, field, code) in cases {
        let answer = handler.attempt(&id, action, &body).await;
        if body.is_array() {
            answer.must_be(422);
        } else {
            answer.field(422, field, code);
        }
    }
    handler
        .attempt(&id, "dance", &json!({}))
        .await
        .problem(404, "not_found");
    let path = format!("/matters/{id}/actions/report");
    let report = json!({ "percent": 50, "progress": "过半" });
    handler
        .post(&path, &report)
        .await
        .problem(428, "precondition_required");
    for bad in ["*", "7", "W/\"1\"", "\"1\", \"2\"", "\"x\""] {
        let request = handler
            .request(Method::POST, &path)
            .header(IF_MATCH, bad)
            .json(&report);
        handler.send(request).await.problem(428, "precondition_required");
    }
    let stale = handler
        .post_if(&path, 1, &report)
        .await
        .problem(412, "stale_version");
    assert_eq!(
        stale["current_version"], version,
        "it says which version is in force"
    );
    let many = json!({ "items": [], "input": {} });
    office
        .post("/matters/actions/issue", &many)
        .await
        .field(422, "items", "required");
    let twice = json!({ "items": [{ "id": id, "version": 1 }, { "id": id, "version": 1 }], "input": {} });
    office
        .post("/matters/actions/issue", &twice)
        .await
        .field(422, "items", "duplicate");
    assert_eq!(Written::so_far(&world).await, before, "nothing was written");
    assert_eq!(handler.matter(&id).await["version"], version);
}

#[tokio::test]
async fn a_query_that_does_not_fit_names_the_parameter() {
    let world = World::demo().await;
    let office = world.office().await;
    for (query, field, code) in [
        ("colour=red", "colour", "unknown_parameter"),
        ("light=pink", "light", "unknown_value"),
        ("status=issued,lost", "status", "unknown_value"),
        ("leader=县长", "leader", "wrong_type"),
        ("open=yes", "open", "wrong_type"),
        ("due_from=2023-02-30", "due_from", "wrong_type"),
        ("limit=0", "limit", "out_of_range"),
        ("limit=201", "limit", "out_of_range"),
        ("limit=-1", "limit", "wrong_type"),
        ("sort=colour", "sort", "unknown_value"),
        ("cursor=nonsense", "cursor", "invalid_cursor"),
        ("cursor=eyJhIjoxfQ", "cursor", "invalid_cursor"),
        ("light=red&light=green", "light", "repeated"),
        (&format!("q={}", "x".repeat(101)), "q", "too_long"),
    ] {
        office
            .get(&format!("/matters?{query}"))
            .await
            .field(400, field, code);
    }
    for path in [
        "/matters/count?limit=5",
        "/notifications?colour=red",
        "/escalations?status=lost",
        "/counters?plan=x",
        "/home?x=1",
        "/me?x=1",
        "/audit/overdue?x=1",
    ] {
        office.get(path).await.problem(400, "invalid_query");
    }
    for path in [
        "/matters/not-an-id",
        "/matters/01850000-0000-7000-8000-000000000000",
        "/nothing",
        "/matters/x/y/z",
    ] {
        office.get(path).await.problem(404, "not_found");
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_or_too_large_is_refused() {
    let world = World::demo().await;
    let office = world.office().await;
    let before = Written::so_far(&world).await;
    for broken in ["", "{", "{\"kind\": task}", "[1,2", "\u{feff}{}"] {
        raw(&office, "application/json", broken.into())
            .await
            .field(422, "body", "invalid_json");
    }
    let odd = [0xff, 0xfe, 0x7b, 0x7d].to_vec();
    let answer = raw(&office, "application/json", odd).await;
    assert!(answer.status == 422 || answer.status == 400, "{}", answer.text);
    raw(&office, "text/plain", b"{}".to_vec())
        .await
        .problem(415, "unsupported_media_type");
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    raw(&office, "application/json", deep.into_bytes())
        .await
        .must_be(422);
    let huge = format!("{{\"title\": \"{}\"}}", "x".repeat(2 * 1024 * 1024));
    raw(&office.apart(), "application/json", huge.into_bytes())
        .await
        .problem(413, "payload_too_large");
    assert_eq!(Written::so_far(&world).await, before, "nothing was written");
}

async fn raw(person: &Client, kind: &str, body: Vec<u8>) -> Answer {
    let request = person
        .request(Method::POST, "/matters")
        .header(CONTENT_TYPE, kind)
        .body(body);
    person.send(request).await
}
