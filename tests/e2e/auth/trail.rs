//! The auditor judges who did what and when, and learns nothing of what matters are about.

use duban_tests::World;
use duban_tests::world::text;
use reqwest::Method;
use reqwest::header::IF_MATCH;
use serde_json::json;

#[tokio::test]
async fn the_trail_names_acts_and_hides_what_they_are_about() {
    let world = World::demo().await;
    let office = world.office().await;
    let mut new = world.new_matter("机密标题", "副县长(农业)", "县水务局", "2023-03-31");
    new["requirement"] = json!("机密要求");
    let id = text(&office.post("/matters", &new).await.expect(201)["id"]);
    let edit = office
        .request(Method::PATCH, &format!("/matters/{id}"))
        .header(IF_MATCH, "\"1\"")
        .json(&json!({ "title": "机密新标题" }));
    office.send(edit).await.must_be(200);
    office.act(&id, "issue", json!({})).await;
    let handler = world.handler("县水务局").await;
    handler.act(&id, "sign", json!({})).await;
    let report = json!({ "percent": 30, "progress": "机密进展" });
    handler.act(&id, "report", report).await;
    let urge = json!({ "color": "blue", "text": "机密催办" });
    office.act(&id, "urge", urge).await;

    let own = office.get(&format!("/matters/{id}/events")).await.expect(200);
    for words in ["机密标题", "机密新标题", "机密要求", "机密进展", "机密催办"] {
        assert!(own.to_string().contains(words), "the timeline tells: {words}");
    }
    let auditor = world.person("auditor").await;
    let trail = auditor.all(&format!("/events?matter={id}")).await;
    let told: Vec<&str> = trail
        .iter()
        .filter_map(|event| event["action"].as_str())
        .collect();
    assert_eq!(told, ["urge", "report", "sign", "issue", "edit", "create"]);
    let whole = json!(trail).to_string();
    assert!(!whole.contains("机密"), "{whole}");
    let created = &trail.last().expect("the first event")["after"];
    assert_eq!(
        (&created["title"], &created["status"]),
        (&json!("…"), &json!("draft"))
    );
}
