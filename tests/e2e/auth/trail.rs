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
    let reported: Vec<&str> = trail
        .iter()
        .filter_map(|event| event["action"].as_str())
        .collect();
    assert_eq!(reported, ["urge", "report", "sign", "issue", "edit", "create"]);
    let whole = json!(trail).to_string();
    assert!(!whole.contains("机密"), "{whole}");
    let created = &trail.last().expect("the first event")["after"];
    assert_eq!(
        (&created["title"], &created["status"]),
        (&json!("…"), &json!("draft"))
    );
}

#[tokio::test]
async fn a_refusal_names_matter_and_action() {
    let world = World::demo().await;
    let (office, handler) = (world.office().await, world.handler("县水务局").await);
    let auditor = world.person("auditor").await;
    let mut ids = Vec::new();
    for title in ["甲", "乙"] {
        ids.push(
            world
                .issue(&world.new_matter(title, "副县长(农业)", "县水务局", "2023-03-31"))
                .await,
        );
    }
    let refusals = async || {
        let mut events = auditor.all("/events?action=refused").await;
        events.retain(|event| event["actor"]["id"] == handler.id());
        events
    };
    let reason = json!({ "reason": "试一试" });
    for _ in 0..30 {
        handler
            .attempt(&ids[0], "cancel", &reason)
            .await
            .problem(403, "forbidden");
    }
    let items = json!([{ "id": ids[1], "version": 2 }]);
    let batch = json!({ "items": items, "input": { "color": "blue", "text": "快" } });
    handler
        .post("/matters/actions/urge", &batch)
        .await
        .problem(403, "forbidden");
    let reported: Vec<_> = refusals()
        .await
        .iter()
        .map(|event| (event["matter_id"].clone(), event["after"]["action"].clone()))
        .collect();
    let expected = [(json!(ids[1]), json!("urge")), (json!(ids[0]), json!("cancel"))];
    assert_eq!(reported, expected, "the same again is told later, together");
    // It belongs to the trail, not to the matter's timeline.
    let timeline = office.all(&format!("/matters/{}/events", ids[0])).await;
    assert!(
        timeline.iter().all(|event| event["action"] != "refused"),
        "{timeline:?}"
    );

    for at in 0..20 {
        let id = format!("01850000-0000-7000-8000-0000000000{at:02}");
        handler
            .get(&format!("/matters/{id}"))
            .await
            .problem(404, "not_found");
    }
    let newest = refusals().await.remove(0);
    assert_eq!(
        (&newest["after"]["reason"], &newest["after"]["times"]),
        (&json!("not_found"), &json!(20))
    );
}

#[tokio::test]
async fn a_print_is_told_as_the_server_counts_it() {
    let world = World::demo().await;
    let office = world.office().await;
    let print = json!({ "what": "overdue", "query": "", "count": 4711 });
    office.post("/audit/prints", &print).await.must_be(204);
    let counted = office.get("/audit/overdue/count").await.expect(200);
    let trail = world.person("auditor").await.all("/events?action=printed").await;
    assert_eq!(trail[0]["after"]["count"], counted["count"]);
    let odd = json!({ "what": "overdue", "query": "colour=red", "count": 1 });
    office
        .post("/audit/prints", &odd)
        .await
        .field(422, "query", "unknown_filter");
}
