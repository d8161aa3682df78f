//! The live stream: changes and messages as they happen, and resumed where it broke off.

use duban_tests::World;
use duban_tests::sse::{Event, Stream};
use serde_json::json;

#[tokio::test]
async fn changes_and_messages_arrive_and_the_stream_resumes() {
    let mut world = World::demo().await;
    let handler = world.handler("县水务局").await;
    let office = world.office().await;
    let mut stream = Stream::open(&handler, None).await;
    let id = world
        .issue(&world.new_matter("直播事项", "副县长(农业)", "县水务局", "2023-03-31"))
        .await;
    let about =
        |event: &Event, action: &str| event.data["matter_id"] == json!(id) && event.data["action"] == action;
    let issued = stream
        .until(|event| event.kind == "change" && about(event, "issue"))
        .await;
    assert_eq!(
        issued.data["change_seq"],
        json!(issued.id),
        "the id is what to resume from"
    );
    let is_message = |event: &Event| {
        event.kind == "notification" && event.data["notification"]["matter"]["id"] == json!(id)
    };
    let message = stream.until(is_message).await;
    assert_eq!(message.data["notification"]["kind"], "assigned");
    assert_eq!(message.data["notification"]["read_at"], json!(null));
    drop(stream);

    // While nobody listens, things go on.
    handler.act(&id, "sign", json!({})).await;
    handler
        .act(&id, "report", json!({ "percent": 30, "progress": "过半" }))
        .await;
    world
        .leader("副县长(农业)")
        .await
        .act(&id, "instruct", json!({ "text": "请加快" }))
        .await;
    handler.reported(&id, |note| note["kind"] == "instruction").await;
    let mut resumed = Stream::open(&handler, Some(&message.id)).await;
    let missed = resumed
        .collect_until(|event| is_message(event) && event.data["notification"]["kind"] == "instruction")
        .await;
    let actions: Vec<&str> = missed
        .iter()
        .filter_map(|event| event.data["action"].as_str())
        .collect();
    assert_eq!(
        actions,
        ["sign", "report", "instruct"],
        "each missed change once, in order"
    );
    let messages = missed.iter().filter(|event| event.kind == "notification").count();
    assert_eq!(
        messages, 1,
        "what was seen before does not come again: {missed:?}"
    );

    // It resumes over a restart of the server as well.
    let last = missed.last().expect("the last one").id.clone();
    drop(resumed);
    world.server.kill();
    world.server.start_again();
    office
        .act(&id, "urge", json!({ "color": "blue", "text": "请反馈" }))
        .await;
    let mut resumed = Stream::open(&handler, Some(&last)).await;
    let seen = resumed
        .collect_until(|event| event.kind == "change" && about(event, "urge"))
        .await;
    let again = seen.iter().filter(|event| event.kind == "change").count();
    assert_eq!(again, 1, "{seen:?}");
    let refused = handler
        .send(handler.request(reqwest::Method::GET, "/stream?after=nonsense"))
        .await;
    refused.field(400, "after", "invalid_cursor");
}

#[tokio::test]
async fn a_stream_that_broke_before_anything_happened_misses_nothing() {
    let world = World::demo().await;
    let handler = world.handler("县水务局").await;
    let mut stream = Stream::open(&handler, None).await;
    let ready = stream.until(|_| true).await;
    assert_eq!(ready.kind, "ready");
    assert_eq!(ready.data["change_seq"], json!(ready.id));
    drop(stream);
    let id = world
        .issue(&world.new_matter("断线时的事项", "副县长(农业)", "县水务局", "2023-03-31"))
        .await;
    handler.reported(&id, |note| note["kind"] == "assigned").await;
    let mut resumed = Stream::open(&handler, Some(&ready.id)).await;
    let missed = resumed.collect_until(|event| event.kind == "notification").await;
    let is_issue = |event: &Event| event.data["matter_id"] == json!(id) && event.data["action"] == "issue";
    assert!(missed.iter().any(is_issue), "{missed:?}");
}

#[tokio::test]
async fn a_stream_ends_with_its_session() {
    let world = World::demo().await;
    let handler = world.handler("县水务局").await;
    let mut stream = Stream::open(&handler, None).await;
    stream.until(|event| event.kind == "ready").await;
    let logout = handler.post("/auth/logout", &json!({})).await;
    logout.must_be(204);
    // Something happens that the signed-out handler must not hear of any more.
    world
        .issue(&world.new_matter("之后的事项", "副县长(农业)", "县水务局", "2023-03-31"))
        .await;
    assert!(stream.ended().await, "nothing comes after signing out");
}

/// How much happens in the region is not for everybody to know, and a place is good for its reader alone.
#[tokio::test]
async fn stream_cursors_are_opaque_and_streams_are_limited() {
    let world = World::demo().await;
    let (handler, other) = (
        world.handler("县水务局").await,
        world.handler("县农业农村局").await,
    );
    let mut streams = Vec::new();
    for _ in 0..8 {
        let mut stream = Stream::open(&handler, None).await;
        let ready = stream.until(|event| event.kind == "ready").await;
        assert!(
            ready.id.len() > 64 && ready.id.bytes().all(|b| b.is_ascii_hexdigit()),
            "{ready:?}"
        );
        let by_another = other.get(&format!("/stream?after={}", ready.id)).await;
        by_another.field(400, "after", "invalid_cursor");
        streams.push(stream);
    }
    let ninth = handler.get("/stream").await;
    assert!(ninth.header("retry-after").is_some());
    ninth.problem(429, "too_many_requests");
    let mut elsewhere = Stream::open(&other, None).await;
    elsewhere.until(|event| event.kind == "ready").await;
    drop(streams.pop());
    for _ in 0..100 {
        let again = handler
            .send(handler.request(reqwest::Method::HEAD, "/stream"))
            .await;
        if again.status == 200 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the place of a stream that ended is not free");
}
