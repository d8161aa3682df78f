//! Step 2: handed over in one go, signed, reported on, objected to.

use duban_tests::World;
use duban_tests::world::text;
use serde_json::{Value, json};

/// 县工业和信息化局's task of the story, due on Monday 2023-02-20.
pub(super) const TASK: &str = "停产半停产规上工业企业复工帮扶";
/// The task that goes to the wrong department first.
const MISPLACED: &str = "城镇老旧小区改造";
/// The task whose objection nobody ever decides, due on Friday 2023-02-17.
pub(super) const UNDECIDED: &str = "重点行业重点企业监测预警";

pub(super) async fn all_in_one_go(world: &World) {
    let office = world.office().await;
    let drafts = office.matters("status=draft").await;
    let version = |matter: &Value| json!({ "id": matter["id"], "version": matter["version"] });
    let mut chosen: Vec<Value> = drafts.iter().map(version).collect();

    // One stale version and nothing happens to any of them.
    chosen[7]["version"] = json!(99);
    let batch = json!({ "items": chosen, "input": {} });
    office
        .post("/matters/actions/issue", &batch)
        .await
        .problem(412, "stale_version");
    assert_eq!(office.count("status=issued").await, 0, "all or nothing");

    chosen[7] = version(&drafts[7]);
    let done = office
        .post("/matters/actions/issue", &json!({ "items": chosen, "input": {} }))
        .await
        .expect(200);
    assert_eq!(done["items"].as_array().map(Vec::len), Some(45));
    assert_eq!(office.count("status=issued").await, 45);
}

pub(super) async fn sign_and_report(world: &World) {
    let handler = world.handler("县工业和信息化局").await;
    let led = handler
        .matters(&format!("department={}", world.department_id("县工业和信息化局")))
        .await;
    let taking_part = handler.matters("").await;
    let assigned = |inbox: &[Value]| inbox.iter().filter(|note| note["kind"] == "assigned").count();
    let each = |inbox: &[Value]| assigned(inbox) == taking_part.len();
    handler
        .inbox_when(
            "one message for each matter that the department takes part in",
            each,
        )
        .await;
    assert!(led.len() >= 3 && taking_part.len() > led.len());
    let home = handler.get("/home").await.expect(200);
    let to_sign = home["cards"]
        .as_array()
        .and_then(|cards| cards.iter().find(|card| card["key"] == "to_sign"));
    assert_eq!(to_sign.expect("a card")["count"], led.len());

    let id = text(&handler.titled(TASK).await["id"]);
    let signed = handler.act(&id, "sign", json!({})).await;
    assert_eq!(
        (&signed["status"], &signed["holder"]),
        (&json!("in_progress"), &json!("lead_department"))
    );
    assert!(signed["signed_at"].is_string());
    let partner = world.handler("县税务局").await;
    let part = partner.act(&id, "sign", json!({})).await;
    assert_eq!(
        part["status"], "in_progress",
        "a co-department's signature moves nothing"
    );
    let co = part["co_departments"].as_array().expect("co-departments");
    let own = co
        .iter()
        .find(|co| co["name"] == "县税务局")
        .expect("its own part");
    assert_eq!(own["part"], "signed");

    let report = json!({ "percent": 40, "progress": "已复工3户", "problems": "流动资金紧张", "next_step": "对接银行" });
    let after = handler.act(&id, "report", report).await;
    assert_eq!(after["progress_percent"], 40);
    let reports = handler.all(&format!("/matters/{id}/reports")).await;
    assert_eq!(reports.len(), 1);
    for (field, said) in [
        ("progress", "已复工3户"),
        ("problems", "流动资金紧张"),
        ("next_step", "对接银行"),
    ] {
        assert_eq!(reports[0][field], said);
    }
    assert_eq!(reports[0]["department"]["name"], "县工业和信息化局");
    let timeline = world.office().await.all(&format!("/matters/{id}/events")).await;
    let actions: Vec<String> = timeline
        .iter()
        .rev()
        .map(|event| text(&event["action"]))
        .collect();
    assert!(
        actions.ends_with(&["issue", "sign", "sign", "report"].map(str::to_owned)),
        "{actions:?}"
    );
}

pub(super) async fn object_and_reassign(world: &World) {
    let (office, wrong) = (world.office().await, world.handler("县住房和城乡建设局").await);
    let right = world.handler("县自然资源局").await;
    let id = text(&wrong.titled(MISPLACED).await["id"]);
    let suggested = world.department_id("县自然资源局");
    let input = json!({ "reason": "职责不在我局", "suggested_department_id": suggested });
    let objected = wrong.act(&id, "object", input).await;
    assert_eq!(
        (&objected["status"], &objected["holder"]),
        (&json!("objected"), &json!("supervision_office"))
    );
    let asked = office
        .reported(&id, |note| note["kind"] == "decision_wanted")
        .await;
    assert!(text(&asked["body"]).contains("职责不在我局"), "{asked}");

    wrong
        .attempt(&id, "reassign", &json!({ "department_id": suggested }))
        .await
        .problem(403, "forbidden");
    right
        .get(&format!("/matters/{id}"))
        .await
        .problem(404, "not_found");
    let moved = office
        .act(&id, "reassign", json!({ "department_id": suggested }))
        .await;
    assert_eq!(
        (&moved["status"], &moved["lead_department"]["id"]),
        (&json!("issued"), &json!(suggested))
    );
    right.reported(&id, |note| note["kind"] == "assigned").await;
    wrong
        .get(&format!("/matters/{id}"))
        .await
        .problem(404, "not_found");
    assert_eq!(right.act(&id, "sign", json!({})).await["status"], "in_progress");
}

/// Objecting stops no clock: what waits for the office's decision becomes overdue like anything else.
pub(super) async fn leave_an_objection_undecided(world: &World) {
    let handler = world.handler("县统计局").await;
    let id = text(&handler.titled(UNDECIDED).await["id"]);
    let objected = handler
        .act(&id, "object", json!({ "reason": "应由行业部门牵头" }))
        .await;
    assert_eq!(objected["status"], "objected");
}
