//! Step 5: the clock moves; matters turn yellow and red, and the ladder is climbed, each rung once.

use std::collections::BTreeSet;

use duban_tests::sse::Stream;
use duban_tests::world::text;
use duban_tests::{Person, World};
use serde_json::{Value, json};

use super::hand_over::TASK;

/// The rungs for a date of Monday 2023-02-20: the day, the step, who is told, the slip.
const LADDER: [(&str, i64, &[&str], Option<&str>); 6] = [
    ("2023-02-13", -5, &["d02"], None),
    ("2023-02-15", -3, &["d02", "d02-head"], None),
    ("2023-02-17", -1, &["d02", "d02-head", "ducha2"], None),
    ("2023-02-21", 1, &["d02", "d02-head"], Some("blue")),
    ("2023-02-23", 3, &["d02", "d02-head", "leader2"], Some("yellow")),
    (
        "2023-02-27",
        5,
        &["d02", "d02-head", "leader2", "xianzhang"],
        Some("red"),
    ),
];

/// 2023-03-20 09:00 in Shanghai, in milliseconds.
const THREE_WEEKS_LATER: &str = "1679274000000";

/// How the light stands at the end of each day on the way.
const LIGHTS: [(&str, &str, i64); 5] = [
    ("2023-02-14", "green", 4),
    ("2023-02-15", "yellow", 3),
    ("2023-02-20", "yellow", 0),
    ("2023-02-21", "red", -1),
    ("2023-02-27", "red", -5),
];

/// The handler hears of each rung live; the others' inboxes are read at the end, and their live lists are seen in the
/// browser.
pub(super) async fn climb_the_ladder(world: &World) {
    let handler = world.handler("县工业和信息化局").await;
    assert_eq!(handler.client.name, "d02");
    let id = text(&handler.titled(TASK).await["id"]);
    world.clock("2023-02-10T18:00").await;
    assert_eq!(
        due_alerts(&handler, &id).await,
        Vec::<Value>::new(),
        "nothing before the first rung"
    );
    let mut stream = Stream::open(&handler, None).await;
    let mut fired = 0;
    for day in 13..=27 {
        let day = format!("2023-02-{day}");
        let rung = LADDER.iter().find(|rung| rung.0 == day);
        world.clock(&format!("{day}T08:59")).await;
        assert_eq!(
            due_alerts(&handler, &id).await.len(),
            fired,
            "nothing fires before the hour on {day}"
        );
        world.clock(&format!("{day}T09:00")).await;
        let alerts = due_alerts(&handler, &id).await;
        if let Some((_, step, recipients, slip)) = rung {
            fired += recipients.len();
            let new: Vec<&Value> = alerts.iter().filter(|alert| alert["step"] == *step).collect();
            reported(world, &new, &day, *step, recipients, *slip).await;
            let live = stream.until(|event| {
                event.kind == "notification"
                    && event.data["notification"]["kind"] == "alert"
                    && event.data["notification"]["matter"]["id"] == json!(id)
                    && event.data["notification"]["why"]
                        .as_str()
                        .is_some_and(|why| why.contains("到期阶梯"))
            });
            let live = live.await;
            assert_eq!(
                live.data["notification"]["why"], new[0]["why"],
                "it arrives live, saying why"
            );
        }
        assert_eq!(alerts.len(), fired, "each rung fires once: {day}");
        // A second sweep at the same instant does nothing.
        world.clock(&format!("{day}T09:00")).await;
        assert_eq!(due_alerts(&handler, &id).await.len(), fired, "again on {day}");
        if let Some((_, light, left)) = LIGHTS.iter().find(|light| light.0 == day) {
            let matter = handler.matter(&id).await;
            assert_eq!(
                (&matter["light"], &matter["working_days_left"]),
                (&json!(light), &json!(left)),
                "{day}"
            );
            let red = handler
                .matters("light=red")
                .await
                .iter()
                .any(|matter| matter["id"] == json!(id));
            assert_eq!(red, *light == "red", "the list says the same on {day}");
        }
    }
    inboxes(world, &id).await;
}

/// What a rung says and to whom.
async fn reported(
    world: &World,
    new: &[&Value],
    day: &str,
    step: i64,
    recipients: &[&str],
    slip: Option<&str>,
) {
    let mut expected = BTreeSet::new();
    for username in recipients {
        expected.insert(world.person(username).await.id().to_owned());
    }
    let reached: BTreeSet<String> = new.iter().map(|alert| text(&alert["recipient"]["id"])).collect();
    assert_eq!(
        (reached, new.len()),
        (expected, recipients.len()),
        "who hears of T{step:+}"
    );
    for alert in new {
        assert_eq!(
            (&alert["outcome"], &alert["cycle"]),
            (&json!("sent"), &json!("2023-02-20"))
        );
        assert_eq!(alert["slip"]["color"].as_str(), slip, "T{step:+}");
        assert_eq!(
            &text(&alert["fired_at"])[..13],
            format!("{day}T01"),
            "at nine in Shanghai"
        );
        let why = text(&alert["why"]);
        let counted = if step > 0 {
            format!("已逾期{step}个工作日")
        } else {
            format!("还剩{}个工作日", -step)
        };
        for part in ["2023-02-20", &counted, &format!("T{step:+}"), "第1版", "日历版本"] {
            assert!(why.contains(part), "{part} is missing: {why}");
        }
    }
    let numbers: BTreeSet<&str> = new
        .iter()
        .filter_map(|alert| alert["slip"]["number"].as_str())
        .collect();
    assert_eq!(
        numbers.len(),
        usize::from(slip.is_some()),
        "one slip for all who get it"
    );
}

/// The same in each person's own list: once for each rung, unread, with the reason.
async fn inboxes(world: &World, id: &str) {
    for (username, rungs) in [
        ("d02", 6),
        ("d02-head", 5),
        ("leader2", 2),
        ("ducha2", 1),
        ("xianzhang", 1),
        ("d01", 0),
    ] {
        let person = world.person(username).await;
        let of_rule = |note: &Value| {
            note["kind"] == "alert"
                && note["matter"]["id"] == json!(id)
                && note["why"].as_str().is_some_and(|why| why.contains("到期阶梯"))
        };
        let all = |inbox: &[Value]| inbox.iter().filter(|note| of_rule(note)).count() >= rungs;
        let mut notes = person.inbox_when("an alert is missing", all).await;
        notes.retain(of_rule);
        let reasons: BTreeSet<String> = notes.iter().map(|note| text(&note["why"])).collect();
        assert_eq!(
            (notes.len(), reasons.len()),
            (rungs, rungs),
            "{username}'s inbox: {notes:?}"
        );
        let unread = person.get("/notifications/count").await.expect(200)["unread"].as_u64();
        let Some(note) = notes.first() else { continue };
        person
            .post(&format!("/notifications/{}/read", text(&note["id"])), &json!({}))
            .await
            .expect(204);
        let after = person.get("/notifications/count").await.expect(200)["unread"].as_u64();
        assert_eq!(after, unread.map(|unread| unread - 1), "{username} has read one");
    }
}

pub(super) async fn after_downtime_only_the_highest_is_sent(world: &mut World) {
    let office = world.office().await;
    let id = text(&office.titled("菌子山等景区春季旅游营销").await["id"]);
    assert!(
        due_alerts(&office, &id).await.is_empty(),
        "due on 2023-03-10: nothing yet on 02-27"
    );
    // The server is down for three weeks; a machine's clock would simply have gone on.
    world.server.kill();
    let sql = format!("UPDATE app_state SET value = '{THREE_WEEKS_LATER}' WHERE key = 'demo_clock'");
    assert_eq!(world.server.database().execute(&sql).await, 1);
    world.server.start_again();
    world.clock("2023-03-20T09:00").await;
    let alerts = due_alerts(&office, &id).await;
    let steps: BTreeSet<i64> = alerts.iter().filter_map(|alert| alert["step"].as_i64()).collect();
    assert_eq!(
        steps,
        BTreeSet::from([-5, -3, -1, 1, 3, 5]),
        "every missed rung is recorded"
    );
    for alert in &alerts {
        let expected = if alert["step"] == 5 { "sent" } else { "superseded" };
        assert_eq!(alert["outcome"], expected, "{alert}");
    }
    let handler = world.handler("县文化和旅游局").await;
    let of_rule = |note: &Value| note["why"].as_str().is_some_and(|why| why.contains("到期阶梯"));
    handler
        .reported(&id, |note| of_rule(note) && text(&note["why"]).contains("T+5"))
        .await;
    let inbox = handler.inbox().await;
    let sent = inbox
        .iter()
        .filter(|note| note["matter"]["id"] == json!(id) && of_rule(note));
    assert_eq!(sent.count(), 1, "only the highest is sent");
}

async fn due_alerts(person: &Person, id: &str) -> Vec<Value> {
    let mut alerts = person.alerts(id).await;
    alerts.retain(|alert| alert["rule"] == "due");
    alerts
}
