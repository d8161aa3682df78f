//! Step 3: a leader solves an issue on the spot; and one that the county solves by itself.

use duban_tests::World;
use duban_tests::world::text;
use serde_json::{Value, json};

async fn issue_of(world: &World, department: &str) -> Value {
    let office = world.office().await;
    let query = format!("kind=issue&department={}", world.department_id(department));
    let mut found = office.matters(&query).await;
    assert_eq!(found.len(), 1, "{department} has one issue");
    found.remove(0)
}

pub(super) async fn solve_and_strike_off(world: &World) {
    world.clock("2023-02-01T15:00").await;
    let (office, leader) = (world.office().await, world.leader("副县长(工业)").await);
    let id = text(&issue_of(world, "师宗供电局").await["id"]);
    let tomorrow = json!({ "place": "工业园区", "solved_on": "2023-02-02", "how": "现场受理增容" });
    let refused = leader.attempt(&id, "solve_on_site", &tomorrow).await;
    refused.field(422, "solved_on", "date_in_future");
    let input =
        json!({ "place": "工业园区某硅业企业", "solved_on": "2023-02-01", "how": "供电局现场受理增容手续" });
    let solved = leader.act(&id, "solve_on_site", input).await;
    assert_eq!(
        (&solved["status"], &solved["resolution"]),
        (&json!("verified"), &json!("on_site"))
    );
    assert_eq!(solved["holder"], "supervision_office");
    leader
        .attempt(&id, "close", &json!({}))
        .await
        .problem(409, "action_not_allowed");

    let closed = office.act(&id, "close", json!({})).await;
    assert_eq!(
        (&closed["status"], &closed["outcome"]),
        (&json!("closed"), &json!("achieved"))
    );
    assert_eq!(
        (&closed["resolution"], &closed["light"]),
        (&json!("on_site"), &json!("green"))
    );
    assert_eq!(closed["holder"], "nobody");
    let timeline = office.all(&format!("/matters/{id}/events")).await;
    let event = timeline
        .iter()
        .find(|event| event["action"] == "solve_on_site")
        .expect("an event");
    assert_eq!(event["after"]["place"], "工业园区某硅业企业");
    assert_eq!(event["after"]["solved_on"], "2023-02-01");
    assert_eq!(event["note"], "供电局现场受理增容手续");
    assert_eq!(event["actor"]["id"], leader.me["id"]);
}

pub(super) async fn solve_in_the_county(world: &World) {
    let (office, handler) = (world.office().await, world.handler("县税务局").await);
    let id = text(&issue_of(world, "县税务局").await["id"]);
    handler.act(&id, "sign", json!({})).await;
    let claimed = handler
        .act(&id, "claim", json!({ "evidence": "两户均已错峰办理" }))
        .await;
    assert_eq!(
        (&claimed["resolution"], &claimed["holder"]),
        (&json!("county"), &json!("supervision_office"))
    );
    handler
        .attempt(&id, "verify", &json!({ "note": "自查" }))
        .await
        .problem(403, "forbidden");
    // Sent back once: the department is not done before the office says so.
    let back = office.act(&id, "return", json!({ "reason": "缺测算表" })).await;
    assert_eq!(
        (&back["status"], &back["claimed_at"]),
        (&json!("in_progress"), &Value::Null)
    );
    handler
        .act(&id, "claim", json!({ "evidence": "已补测算表" }))
        .await;
    office.act(&id, "verify", json!({ "note": "测算表齐全" })).await;
    let closed = world
        .leader("常务副县长")
        .await
        .act(&id, "close", json!({}))
        .await;
    assert_eq!(
        (&closed["status"], &closed["resolution"]),
        (&json!("closed"), &json!("county"))
    );
}
