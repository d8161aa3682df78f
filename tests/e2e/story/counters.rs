//! Step 6, second half: the counters, and that each number opens exactly the list that it counts.

use std::collections::BTreeSet;

use duban_tests::World;
use duban_tests::world::text;
use serde_json::{Value, json};

use super::numbers::Seen;

pub(super) async fn open_exactly_what_they_count(world: &World) {
    some_more_escalations(world).await;
    one_more_there_and_one_back(world).await;
    some_more_solved(world).await;
    let office = world.office().await;
    let counters = office.get("/counters").await.expect(200);
    let totals = &counters["totals"];
    for (name, count) in [
        ("registered", 45),
        ("open", 39),
        ("solved_on_site", 3),
        ("solved_county", 2),
        ("solved_city", 1),
        ("unachieved", 0),
        ("cancelled", 0),
    ] {
        assert_eq!(totals[name]["count"], count, "{name}");
    }
    for (name, count) in [
        ("proposed", 1),
        ("endorsed", 1),
        ("submitted", 1),
        ("accepted", 1),
        ("answered", 1),
        ("returned", 1),
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
        let seen = Seen::by(&person).await;
        let mut checked = seen.open(&counters["totals"], None).await;
        for (group, field) in [("by_leader", "leader"), ("by_department", "lead_department")] {
            for numbers in counters[group].as_array().expect("groups") {
                checked += seen.open(numbers, Some((field, &numbers["of"]["id"]))).await;
            }
        }
        assert!(checked > 28, "{} opened {checked} numbers", person.name);
    }
    home_cards(world).await;
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
        let seen = Seen::by(&person).await;
        let cards = home["cards"].as_array().expect("cards");
        assert!(!cards.is_empty(), "{username} has cards");
        for card in cards {
            seen.open_card(card).await;
        }
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

/// One more is at the city and waits, another came back unaccepted.
async fn one_more_there_and_one_back(world: &World) {
    let (office, city) = (world.office().await, world.person("shiducha").await);
    for (department, returned) in [("县水务局", false), ("县自然资源局", true)] {
        let handler = world.handler(department).await;
        let issue = issue_of(world, department, "提请").await;
        let id = text(&issue["id"]);
        handler.act(&id, "sign", json!({})).await;
        let proposal = json!({ "tried": "已多次协调", "ask": "请市级协调" });
        handler.act(&id, "escalation_propose", proposal).await;
        let leader = world.leader(&text(&issue["leader"]["name"])).await;
        leader.act(&id, "escalation_endorse", json!({})).await;
        let document = json!({ "document_number": "师政督〔2023〕3号", "document_on": "2023-03-20" });
        office.act(&id, "escalation_submit", document).await;
        if returned {
            city.act(&id, "escalation_return", json!({ "reason": "材料不全" }))
                .await;
        }
    }
}

/// Two more solved on the spot and one more by the county, so that no two of the three numbers are the same.
async fn some_more_solved(world: &World) {
    let office = world.office().await;
    for department in ["县商务局", "县交通运输局"] {
        let issue = issue_of(world, department, "").await;
        let id = text(&issue["id"]);
        let leader = world.leader(&text(&issue["leader"]["name"])).await;
        let input = json!({ "place": "企业", "solved_on": "2023-03-20", "how": "现场办理" });
        leader.act(&id, "solve_on_site", input).await;
        office.act(&id, "close", json!({})).await;
    }
    let (handler, issue) = (
        world.handler("县林业和草原局").await,
        issue_of(world, "县林业和草原局", "").await,
    );
    let id = text(&issue["id"]);
    handler.act(&id, "sign", json!({})).await;
    handler
        .act(&id, "claim", json!({ "evidence": "已并联审批" }))
        .await;
    office.act(&id, "verify", json!({ "note": "属实" })).await;
    world
        .leader(&text(&issue["leader"]["name"]))
        .await
        .act(&id, "close", json!({}))
        .await;
}

/// The department's issue that says this about the way to go.
async fn issue_of(world: &World, department: &str, way: &str) -> Value {
    let office = world.office().await;
    let query = format!(
        "kind=issue&status=issued&department={}",
        world.department_id(department)
    );
    let mut found = Vec::new();
    for row in office.matters(&query).await {
        let matter = office.matter(&text(&row["id"])).await;
        if matter["requirement"].as_str().unwrap_or_default().contains(way) {
            found.push(matter);
        }
    }
    assert_eq!(found.len(), 1, "{department}: {found:#?}");
    found.remove(0)
}
