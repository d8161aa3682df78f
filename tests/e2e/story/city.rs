//! Step 4: what only the city can solve goes there with a document number, and comes back.

use duban_tests::World;
use duban_tests::world::{items, text};
use serde_json::{Value, json};

const COAL: &str = "产能核增审查需市级以上部门受理";
const STAYS: &str = "县投资促进局";
const LEADER: &str = "副县长(工业)";

/// The matter about the coal mine's capacity: 县能源局, due on 2023-03-03.
async fn coal(world: &World) -> Value {
    world.office().await.titled(COAL).await
}

pub(super) async fn propose_endorse_submit(world: &World) {
    world.clock("2023-01-29T09:00").await;
    let (office, leader, city) = (
        world.office().await,
        world.leader(LEADER).await,
        world.person("shiducha").await,
    );
    let (handler, id) = (world.handler("县能源局").await, text(&coal(world).await["id"]));
    handler.act(&id, "sign", json!({})).await;
    assert_eq!(handler.matter(&id).await["county_due_on"], "2023-03-03");
    let proposal = json!({
        "tried": "已三次到市级部门对接", "ask": "请市能源局协调产能核增审查", "policy_basis": "煤矿产能管理有关规定",
        "city_department_id": world.department_id("市能源局"),
    });
    let proposed = handler.act(&id, "escalation_propose", proposal).await;
    assert_eq!(
        (&proposed["escalation"]["status"], &proposed["holder"]),
        (&json!("proposed"), &json!("leader"))
    );
    city.get(&format!("/matters/{id}"))
        .await
        .problem(404, "not_found");
    let early = json!({ "document_number": "师政督〔2023〕1号", "document_on": "2023-01-29", "items": [version(&proposed)] });
    office
        .post("/escalation-batches", &early)
        .await
        .problem(409, "action_not_allowed");

    let endorsed = leader
        .act(&id, "escalation_endorse", json!({ "note": "同意提请" }))
        .await;
    assert_eq!(endorsed["holder"], "supervision_office");
    let late = json!({ "document_number": "师政督〔2023〕1号", "document_on": "2023-01-30", "items": [version(&endorsed)] });
    office
        .post("/escalation-batches", &late)
        .await
        .field(422, "document_on", "date_in_future");
    let batch = json!({ "document_number": "师政督〔2023〕1号", "document_on": "2023-01-29", "items": [version(&endorsed)] });
    let sent = office.post("/escalation-batches", &batch).await.expect(201);
    assert_eq!(
        (&sent["count"], &sent["document_number"]),
        (&json!(1), &json!("师政督〔2023〕1号"))
    );

    let matter = office.matter(&id).await;
    assert_eq!(
        (&matter["stage"], &matter["holder"]),
        (&json!("city"), &json!("city"))
    );
    assert_eq!(matter["escalation"]["document_number"], "师政督〔2023〕1号");
    assert_eq!(matter["due_on"], Value::Null, "the city has set no date yet");
    handler
        .attempt(&id, "claim", &json!({ "evidence": "已办" }))
        .await
        .problem(409, "action_not_allowed");
    let open = handler
        .act(&id, "report", json!({ "percent": 50, "progress": "已报市级" }))
        .await;
    assert_eq!(open["progress_percent"], 50, "reports go on");
    let seen = city.matter(&id).await;
    assert_eq!(seen["escalation"]["ask"], "请市能源局协调产能核增审查");
    assert_eq!(
        city.count("").await,
        1,
        "the city sees what was submitted to it and no more"
    );
    let counts = items(&city.get("/city/counts").await.expect(200));
    let own = counts
        .iter()
        .find(|county| county["county"]["name"] == "师宗县")
        .expect("the county");
    assert_eq!(
        (&own["open"], &own["submitted"]),
        (&json!(45), &json!(1)),
        "{own}"
    );
}

pub(super) async fn accept(world: &World) {
    world.clock("2023-01-31T09:00").await;
    let (city, id) = (world.person("shiducha").await, text(&coal(world).await["id"]));
    let waiting = city.all("/escalations?status=submitted").await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0]["matter"]["id"], json!(id));
    let input = |day: &str| {
        json!({
            "city_department_id": world.department_id("市能源局"), "city_due_on": day, "contact": "煤炭科"
        })
    };
    let past = city.attempt(&id, "escalation_accept", &input("2023-01-30")).await;
    past.field(422, "city_due_on", "date_in_past");
    let accepted = city.act(&id, "escalation_accept", input("2023-02-14")).await;
    assert_eq!(
        (&accepted["due_on"], &accepted["city_due_on"]),
        (&json!("2023-02-14"), &json!("2023-02-14"))
    );
    assert_eq!(accepted["escalation"]["city_department"]["name"], "市能源局");
    let deadline = world
        .office()
        .await
        .get(&format!("/matters/{id}/deadline"))
        .await
        .expect(200);
    assert_eq!(
        (&deadline["clock"], &deadline["due_on"]),
        (&json!("city"), &json!("2023-02-14"))
    );
}

pub(super) async fn answer_and_close(world: &World) {
    world.clock("2023-02-06T09:00").await;
    let (office, city) = (world.office().await, world.person("shiducha").await);
    let (handler, id) = (world.handler("县能源局").await, text(&coal(world).await["id"]));
    let reply = json!({ "answer": "solved", "text": "已批复核增产能" });
    let answered = city.act(&id, "escalation_answer", reply).await;
    assert_eq!(
        (&answered["stage"], &answered["escalation"]["answer"]),
        (&json!("county"), &json!("solved"))
    );
    // Six working days at the city: Monday 01-30 to Monday 02-06. Friday 03-03 moves to Monday 03-13.
    assert_eq!(
        answered["county_due_on"], "2023-03-13",
        "the county's clock stood still"
    );
    assert_eq!(
        (&answered["due_on"], &answered["original_due_on"]),
        (&json!("2023-03-13"), &json!("2023-03-03"))
    );
    paused_days(&office.get(&format!("/matters/{id}/deadline")).await.expect(200));
    for person in [&handler, &office, &world.leader(LEADER).await] {
        person
            .reported(&id, |note| text(&note["body"]).contains("已批复核增产能"))
            .await;
    }
    world.clock("2023-02-07T09:00").await;
    let claimed = handler
        .act(&id, "claim", json!({ "evidence": "批复文件已存档" }))
        .await;
    assert_eq!(
        (&claimed["status"], &claimed["resolution"]),
        (&json!("claimed"), &json!("city"))
    );
    office.act(&id, "verify", json!({ "note": "已核对批复" })).await;
    office
        .attempt(&id, "close", &json!({}))
        .await
        .problem(409, "action_not_allowed");
    let closed = world
        .person("ducha-head")
        .await
        .act(&id, "close", json!({}))
        .await;
    assert_eq!(
        (&closed["status"], &closed["resolution"], &closed["outcome"]),
        (&json!("closed"), &json!("city"), &json!("achieved"))
    );
    assert_eq!(closed["late_days"], 0);
}

/// Another one is at the city when the city's own date passes.
pub(super) async fn leave_one_there(world: &World) {
    let (office, leader) = (world.office().await, world.leader(LEADER).await);
    let (handler, city) = (world.handler(STAYS).await, world.person("shiducha").await);
    let id = text(&staying(world).await["id"]);
    handler.act(&id, "sign", json!({})).await;
    handler
        .act(
            &id,
            "escalation_propose",
            json!({ "tried": "已对接", "ask": "请加快环评审查" }),
        )
        .await;
    leader.act(&id, "escalation_endorse", json!({})).await;
    let document = json!({ "document_number": "师政督〔2023〕2号", "document_on": "2023-02-07" });
    office.act(&id, "escalation_submit", document).await;
    let input =
        json!({ "city_department_id": world.department_id("市生态环境局"), "city_due_on": "2023-02-15" });
    city.act(&id, "escalation_accept", input).await;
}

/// The city's lateness is followed up by the office; nobody in the county's departments is chased for it.
pub(super) async fn nobody_in_the_county_is_chased(world: &World) {
    let (office, id) = (world.office().await, text(&staying(world).await["id"]));
    let matter = office.matter(&id).await;
    assert_eq!(
        (&matter["stage"], &matter["light"], &matter["due_on"]),
        (&json!("city"), &json!("red"), &json!("2023-02-15"))
    );
    let alerts = office.alerts(&id).await;
    let late: Vec<&Value> = alerts
        .iter()
        .filter(|alert| alert["rule"] == "city_due")
        .collect();
    assert!(!late.is_empty(), "the office hears of it");
    for alert in late {
        let role = alert["recipient_role"].as_str().expect("a role");
        assert!(["supervisor", "city_supervisor"].contains(&role), "{alert}");
        assert_eq!(alert["slip"], Value::Null, "{alert}");
    }
    let late_here = alerts
        .iter()
        .find(|alert| alert["rule"] == "due" && alert["step"].as_i64() > Some(0));
    assert!(late_here.is_none(), "{late_here:?}");
}

async fn staying(world: &World) -> Value {
    let query = format!("kind=issue&department={}", world.department_id(STAYS));
    world.office().await.matters(&query).await.remove(0)
}

/// The strip shows where the time went.
fn paused_days(deadline: &Value) {
    let pauses = deadline["pauses"].as_array().expect("pauses");
    assert_eq!(pauses.len(), 1);
    assert_eq!(pauses[0]["reason"], "city_stage");
    assert_eq!(
        (&pauses[0]["from_on"], &pauses[0]["to_on"]),
        (&json!("2023-01-29"), &json!("2023-02-06"))
    );
    let days = deadline["days"].as_array().expect("days");
    let paused: Vec<&str> = days
        .iter()
        .filter(|day| day["kind"] == "paused")
        .filter_map(|day| day["date"].as_str())
        .collect();
    assert_eq!(
        (paused.first(), paused.last()),
        (Some(&"2023-01-30"), Some(&"2023-02-06"))
    );
    assert!(
        text(&deadline["summary"]).contains("原定2023-03-03"),
        "{}",
        deadline["summary"]
    );
}

fn version(matter: &Value) -> Value {
    json!({ "id": matter["id"], "version": matter["version"] })
}
