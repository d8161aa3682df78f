//! Step 6, second half: the counters, and that each number opens exactly the list that it counts.

use std::collections::BTreeSet;

use duban_tests::world::text;
use duban_tests::{Person, World};
use serde_json::{Value, json};

pub(super) async fn open_exactly_what_they_count(world: &World) {
    some_more_escalations(world).await;
    let office = world.office().await;
    let counters = office.get("/counters").await.expect(200);
    let totals = &counters["totals"];
    for (name, count) in [
        ("registered", 45),
        ("open", 42),
        ("solved_on_site", 1),
        ("solved_county", 1),
        ("solved_city", 1),
        ("unachieved", 0),
        ("cancelled", 0),
    ] {
        assert_eq!(totals[name]["count"], count, "{name}");
    }
    for (name, count) in [
        ("proposed", 1),
        ("endorsed", 1),
        ("submitted", 0),
        ("accepted", 1),
        ("answered", 1),
        ("returned", 0),
    ] {
        assert_eq!(totals["escalated"][name]["count"], count, "{name}");
    }
    assert_eq!(
        totals["overdue"]["count"],
        office.get("/audit/overdue/count").await.expect(200)["count"]
    );
    for group in ["by_leader", "by_department"] {
        let groups = counters[group].as_array().expect("groups");
        let names: BTreeSet<String> = groups.iter().map(|group| text(&group["of"]["name"])).collect();
        assert_eq!(names.len(), groups.len(), "each once");
        for name in ["registered", "open", "overdue", "solved_city"] {
            let sum: i64 = groups
                .iter()
                .filter_map(|group| group[name]["count"].as_i64())
                .sum();
            assert_eq!(json!(sum), totals[name]["count"], "{name} {group}");
        }
    }
    for person in [
        office.clone(),
        world.leader("副县长(工业)").await,
        world.person("xianzhang").await,
    ] {
        let counters = person.get("/counters").await.expect(200);
        let mut checked = 0;
        open_each(&person, &counters, &mut checked).await;
        assert!(checked > 28, "{} opened {checked} numbers", person.name);
    }
    home_cards(world).await;
}

/// Walks through the whole answer: whatever has a count and a query is opened.
async fn open_each(person: &Person, value: &Value, checked: &mut u32) {
    if let (Some(count), Some(query)) = (value["count"].as_u64(), value["query"].as_object()) {
        let query: Vec<String> = query
            .iter()
            .map(|(name, value)| format!("{name}={}", text(value)))
            .collect();
        let query = query.join("&");
        if value["page"] == "escalations" {
            let listed = person.all(&format!("/escalations?{query}")).await;
            assert_eq!(listed.len() as u64, count, "{}: {query}", person.name);
            *checked += 1;
            return;
        }
        let listed = person.matters(&query).await;
        let ids: BTreeSet<String> = listed.iter().map(|row| text(&row["id"])).collect();
        assert_eq!(ids.len() as u64, count, "{}: {query}", person.name);
        assert_eq!(
            listed.len() as u64,
            count,
            "{}: {query} lists one twice",
            person.name
        );
        assert_eq!(person.count(&query).await, count, "{}: {query}", person.name);
        *checked += 1;
        return;
    }
    let children: Vec<&Value> = match value {
        Value::Object(fields) => fields.values().collect(),
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    for child in children {
        Box::pin(open_each(person, child, checked)).await;
    }
}

async fn home_cards(world: &World) {
    for username in [
        "ducha1",
        "xianzhang",
        "leader2",
        "d02",
        "d02-head",
        "t01",
        "shiducha",
    ] {
        let person = world.person(username).await;
        let home = person.get("/home").await.expect(200);
        assert_eq!(home["today"], "2023-03-20");
        let mut checked = 0;
        open_each(&person, &home, &mut checked).await;
        assert!(checked > 0, "{username} has cards");
    }
}

/// One that waits for its leader and one that waits for the office.
async fn some_more_escalations(world: &World) {
    let handler = world.handler("县发展和改革局").await;
    let query = format!("kind=issue&department={}", world.department_id("县发展和改革局"));
    let leader = world.leader("副县长(自然资源)").await;
    let issues = handler.matters(&query).await;
    assert_eq!(issues.len(), 2);
    for issue in issues {
        let id = text(&issue["id"]);
        handler.act(&id, "sign", json!({})).await;
        handler
            .act(
                &id,
                "escalation_propose",
                json!({ "tried": "已多次协调", "ask": "请市级协调" }),
            )
            .await;
        if issue["leader"]["id"] == leader.me["id"] {
            leader.act(&id, "escalation_endorse", json!({})).await;
        }
    }
}
