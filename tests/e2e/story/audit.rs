//! Step 6, first half: the overdue audit, with the day-by-day explanation.

use std::collections::BTreeSet;

use duban_tests::World;
use duban_tests::world::text;
use serde_json::json;

use super::hand_over::{TASK, UNDECIDED};
use super::numbers::is_overdue;

/// The day of the audit.
const ON_THE_DAY: &str = "2023-03-20";
/// How many of the ledger's 45 are overdue by then.
const OVERDUE: usize = 23;

pub(super) async fn overdue(world: &World) {
    let office = world.office().await;
    let audit = office.all("/audit/overdue").await;
    let listed: BTreeSet<String> = audit.iter().map(|item| text(&item["matter"]["id"])).collect();
    // Expected is what the office finds by looking at every matter's own date, not by another question for what is overdue.
    let late: BTreeSet<String> = office
        .matters("")
        .await
        .iter()
        .filter(|row| is_overdue(row, ON_THE_DAY))
        .map(|row| text(&row["id"]))
        .collect();
    assert_eq!(
        (listed.len(), &listed),
        (audit.len(), &late),
        "every overdue matter, once"
    );
    assert_eq!(audit.len(), OVERDUE, "the story's own number");
    assert!(
        listed.contains(&text(&office.titled(UNDECIDED).await["id"])),
        "an objection stops no clock"
    );
    assert_eq!(
        office.get("/audit/overdue/count").await.expect(200)["count"],
        audit.len()
    );
    for item in &audit {
        let matter = &item["matter"];
        let days_late = item["days_late"].as_i64().expect("days");
        assert!(days_late > 0 && matter["light"] == "red", "{item}");
        assert_eq!(matter["working_days_left"], -days_late);
        assert_eq!(item["holder"], matter["holder"]);
        assert!(item["holder_name"].is_string(), "{item}");
        assert!(
            text(&item["deadline_summary"]).contains(&format!("已逾期{days_late}个工作日")),
            "{item}"
        );
        let id = text(&matter["id"]);
        // What was sent to whom and when.
        let sent = office
            .alerts(&id)
            .await
            .into_iter()
            .filter(|alert| alert["outcome"] == "sent")
            .count();
        assert_eq!(item["alerts"].as_array().map(Vec::len), Some(sent), "{id}");
        explained(world, &id, days_late).await;
    }
    let item = audit
        .iter()
        .find(|item| item["matter"]["title"] == TASK)
        .expect("the story's task");
    // 02-21 to 03-20 are twenty working days.
    assert_eq!(item["days_late"], 20);
    assert_eq!(
        (&item["holder"], &item["holder_name"]),
        (&json!("lead_department"), &json!("县工业和信息化局"))
    );
    let red = item["alerts"]
        .as_array()
        .and_then(|alerts| alerts.iter().find(|alert| alert["step"] == 5));
    assert_eq!(red.expect("the red slip")["slip"]["color"], "red");
    let of_leader = office
        .all(&format!(
            "/audit/overdue?leader={}",
            world.leader_id("副县长(工业)")
        ))
        .await;
    assert!(!of_leader.is_empty() && of_leader.len() < audit.len());
    for item in of_leader {
        assert_eq!(item["matter"]["leader"]["name"], "副县长(工业)");
    }
}

/// The strip counts what the number says.
async fn explained(world: &World, id: &str, days_late: i64) {
    let deadline = world
        .office()
        .await
        .get(&format!("/matters/{id}/deadline"))
        .await
        .expect(200);
    assert_eq!(deadline["working_days_left"], -days_late);
    let days = deadline["days"].as_array().expect("days");
    let mut late = days.iter().filter(|day| day["kind"] == "overdue");
    assert_eq!(
        late.clone().count(),
        usize::try_from(days_late).expect("few days"),
        "{id}"
    );
    assert_eq!(late.next_back().map(|day| &day["count"]), Some(&json!(days_late)));
    assert_eq!(days[0]["kind"], "start");
    assert_eq!(days.last().map(|day| &day["date"]), Some(&deadline["today"]));
    assert!(!text(&deadline["calendar_version"]).is_empty());
}
