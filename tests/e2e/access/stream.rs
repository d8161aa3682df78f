//! The live stream tells nobody of what lies outside the scope.

use duban_tests::sse::{Event, Stream};
use serde_json::json;

use crate::county::County;

#[tokio::test]
async fn the_stream_keeps_to_the_scope() {
    let county = County::with_matters().await;
    let world = &county.world;
    let own = world
        .issue(&world.new_matter("发改局事项", "常务副县长", "县发展和改革局", "2023-03-31"))
        .await;
    let mut streams = Vec::new();
    for name in ["d01", "lin-ducha", "shiducha", "d09"] {
        streams.push(Stream::open(&world.person(name).await.client, None).await);
    }
    // Something happens in every corner, in this order.
    let lead = world.person("d09").await;
    lead.act(&county.kept, "sign", json!({})).await;
    lead.act(
        &county.submitted,
        "report",
        json!({ "percent": 20, "progress": "已报" }),
    )
    .await;
    world
        .person("lin-d01")
        .await
        .act(&county.foreign, "sign", json!({}))
        .await;
    world.person("d01").await.act(&own, "sign", json!({})).await;
    // Each stream ends with the one that its owner may see last; before it comes nothing else.
    let mine = [
        vec![&own],
        vec![&county.foreign],
        vec![&county.submitted],
        vec![&county.kept, &county.submitted],
    ];
    for (stream, mine) in streams.iter_mut().zip(mine) {
        let last = mine.last().expect("at least one");
        let of = |event: &Event| event.data["matter_id"] == json!(last);
        let seen = stream.collect_until(of).await;
        let about: Vec<String> = seen
            .iter()
            .filter(|event| event.kind == "change")
            .map(|event| event.data["matter_id"].as_str().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(about, mine.into_iter().cloned().collect::<Vec<_>>(), "{seen:?}");
    }
}
