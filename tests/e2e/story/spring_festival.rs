//! 2023-01-20 and three working days are 2023-01-30: a week of holidays, then a Saturday and a
//! Sunday at work.

use duban_tests::World;
use duban_tests::world::{items, text};
use serde_json::{Value, json};

/// 2023-01-20 09:00 in Shanghai.
const BEFORE: &str = "1674176400000";

pub(super) async fn three_working_days() {
    let mut world = World::demo().await;
    // The demonstration begins after the festival and its clock only moves forward, so it is put back behind
    // the server's back.
    world.server.kill();
    let sql = format!("UPDATE app_state SET value = '{BEFORE}' WHERE key = 'demo_clock'");
    assert_eq!(world.server.database().execute(&sql).await, 1);
    world.server.start_again();
    let clock = world.anyone.get("/demo/clock").await.expect(200);
    assert_eq!(clock["today"], "2023-01-20");

    let office = world.office().await;
    let mut new = world.new_matter("节后复工准备", "副县长(工业)", "县工业和信息化局", "");
    new["due_on"] = Value::Null;
    new["due_in_working_days"] = json!(3);
    let id = world.issue(&new).await;
    assert_eq!(office.matter(&id).await["due_on"], "2023-01-30");
    assert_eq!(office.matter(&id).await["working_days_left"], 3);
    let deadline = office.get(&format!("/matters/{id}/deadline")).await.expect(200);
    let days = deadline["days"].as_array().expect("days");
    let reported: Vec<(&str, &str, Option<i64>)> = days
        .iter()
        .map(|day| {
            let word = |name: &str| day[name].as_str().expect("a text");
            (word("date"), word("kind"), day["count"].as_i64())
        })
        .collect();
    let mut expected = vec![("2023-01-20", "start", None)];
    for day in [
        "2023-01-21",
        "2023-01-22",
        "2023-01-23",
        "2023-01-24",
        "2023-01-25",
        "2023-01-26",
        "2023-01-27",
    ] {
        expected.push((day, "holiday", None));
    }
    expected.push(("2023-01-28", "make_up", Some(1)));
    expected.push(("2023-01-29", "make_up", Some(2)));
    expected.push(("2023-01-30", "counted", Some(3)));
    assert_eq!(reported, expected);
    assert_eq!(days[1]["name"], "春节");
    let summary = text(&deadline["summary"]);
    for part in [
        "自2023-01-20起",
        "至2023-01-30",
        "计3个工作日",
        "节假日7天",
        "调休上班2天",
    ] {
        assert!(summary.contains(part), "{part} is missing: {summary}");
    }
    same_in_the_calendar(&office.get("/calendar/2023").await.expect(200));

    // The rung one working day after it falls on Tuesday 01-31, not on the days in between.
    for (now, fired) in [
        ("2023-01-30T09:00", 0),
        ("2023-01-31T08:59", 0),
        ("2023-01-31T09:00", 2),
    ] {
        world.clock(now).await;
        let late = office
            .alerts(&id)
            .await
            .into_iter()
            .filter(|alert| alert["rule"] == "due" && alert["step"] == 1);
        assert_eq!(late.count(), fired, "{now}");
    }
}

fn same_in_the_calendar(calendar: &Value) {
    let days = calendar["days"]
        .as_array()
        .cloned()
        .unwrap_or_else(|| items(calendar));
    let kind = |date: &str| {
        let day = days.iter().find(|day| day["date"] == date);
        day.map(|day| text(&day["kind"]))
            .unwrap_or_else(|| "absent".to_owned())
    };
    assert_eq!(kind("2023-01-27"), "holiday");
    assert_eq!(
        (kind("2023-01-28"), kind("2023-01-29")),
        ("make_up".to_owned(), "make_up".to_owned())
    );
}
