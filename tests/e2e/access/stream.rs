//! The live stream tells nobody of what lies outside the scope: neither that something changed, nor what
//! others are told about it.

use std::cell::RefCell;
use std::collections::BTreeSet;

use duban_tests::sse::{Event, Stream};
use duban_tests::world::text;
use serde_json::json;

use super::county::County;

/// Somebody who listens, what they may hear of in this order, and whether they are told something.
struct Listener {
    name: &'static str,
    stream: Stream,
    changes: Vec<String>,
    is_told: bool,
}

#[tokio::test]
async fn the_stream_keeps_to_the_scope() {
    let county = County::with_matters().await;
    let world = &county.world;
    let own = world
        .issue(&world.new_matter("发改局事项", "常务副县长", "县发展和改革局", "2023-03-31"))
        .await;
    let (kept, submitted, foreign) = (&county.kept, &county.submitted, &county.foreign);
    let mut listeners = Vec::new();
    for (name, changes, is_told) in [
        ("d01", vec![&own, &own], true),
        ("d09", vec![kept, submitted, kept, submitted], true),
        ("leader3", vec![kept, submitted, kept, submitted], false),
        ("lin-d01", vec![foreign, foreign], true),
        ("lin-ducha", vec![foreign, foreign], false),
        ("shiducha", vec![submitted, submitted], false),
        ("yuan-shi", vec![], false),
        ("yuan-ducha", vec![], false),
    ] {
        listeners.push(Listener {
            name,
            stream: Stream::open(&world.person(name).await.client, None).await,
            changes: changes.into_iter().cloned().collect(),
            is_told,
        });
    }
    something_happens(&county, &own).await;
    for listener in &mut listeners {
        hears_of_its_own_only(&county, listener).await;
    }
}

/// Something happens in every corner, and in every corner somebody is told to hurry.
async fn something_happens(county: &County, own: &str) {
    let world = &county.world;
    let (lead, foreign) = (world.person("d09").await, world.person("lin-d01").await);
    lead.act(&county.kept, "sign", json!({})).await;
    let report = json!({ "percent": 20, "progress": "已报" });
    lead.act(&county.submitted, "report", report).await;
    foreign.act(&county.foreign, "sign", json!({})).await;
    world.person("d01").await.act(own, "sign", json!({})).await;
    let (office, neighbour) = (world.office().await, world.person("lin-ducha").await);
    for (office, matter) in [
        (&office, county.kept.as_str()),
        (&neighbour, &county.foreign),
        (&office, own),
    ] {
        let slip = json!({ "color": "blue", "text": "请抓紧" });
        office.act(matter, "urge", slip).await;
    }
    let accepted = world.input("escalation_accept");
    let city = world.person("shiducha").await;
    city.act(&county.submitted, "escalation_accept", accepted).await;
    for (person, matter) in [
        ("d09", county.kept.as_str()),
        ("lin-d01", &county.foreign),
        ("d01", own),
    ] {
        let person = world.person(person).await;
        person.reported(matter, |note| note["kind"] == "urged").await;
    }
    // The accepted submission tells somebody as well, in this delivery or in the next.
    world
        .server
        .database()
        .becomes(0, "SELECT COUNT(*) FROM outbox WHERE status <> 'done'")
        .await;
}

/// Waits for what must come, then ends the session, so that nothing that came is left unread.
async fn hears_of_its_own_only(county: &County, listener: &mut Listener) {
    let person = county.world.person(listener.name).await;
    let inbox: BTreeSet<String> = person
        .inbox()
        .await
        .iter()
        .map(|note| text(&note["id"]))
        .collect();
    let outstanding = RefCell::new((listener.changes.len(), listener.is_told));
    let mut seen = Vec::new();
    if !listener.changes.is_empty() {
        let complete = |event: &Event| {
            let (changes, reported) = &mut *outstanding.borrow_mut();
            *changes = changes.saturating_sub(usize::from(event.kind == "change"));
            *reported &= !is_urging(event);
            *changes == 0 && !*reported
        };
        seen = listener.stream.collect_until(complete).await;
    }
    person.post("/auth/logout", &json!({})).await.must_be(204);
    seen.extend(listener.stream.rest().await);

    let name = listener.name;
    let of = |kind: &str| seen.iter().filter(|event| event.kind == kind).collect::<Vec<_>>();
    let changed: Vec<String> = of("change")
        .iter()
        .map(|event| text(&event.data["matter_id"]))
        .collect();
    assert_eq!(changed, listener.changes, "{name}: {seen:?}");
    let mine: BTreeSet<&String> = listener.changes.iter().collect();
    for reported in of("notification") {
        let note = &reported.data["notification"];
        assert!(
            inbox.contains(&text(&note["id"])),
            "{name} reads another's message: {note}"
        );
        let about = note["matter"]["id"].as_str().map(str::to_owned);
        assert!(
            about.is_none_or(|id| mine.contains(&id)),
            "{name} hears of {note}"
        );
    }
    assert_eq!(
        seen.iter().any(is_urging),
        listener.is_told,
        "{name} is told, or not: {seen:?}"
    );
}

fn is_urging(event: &Event) -> bool {
    event.kind == "notification" && event.data["notification"]["kind"] == "urged"
}
