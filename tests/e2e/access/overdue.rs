//! What is overdue is shown to those who may see it, in lists and in numbers, and each of them sees all of it.

use std::collections::BTreeSet;

use duban_tests::world::text;

use super::county::County;

#[tokio::test]
async fn the_overdue_audit_and_the_counters_keep_to_the_scope() {
    let county = County::with_matters_due("2023-01-31").await;
    let world = &county.world;
    world.clock("2023-02-06T09:00").await;
    let (kept, led, foreign) = (&county.kept, &county.office_led, &county.foreign);
    // Whoever, what is overdue for them, how many they see at all: what is at the city without a date is not
    // overdue, and the draft is the office's and its leader's.
    let table: [(&str, &[&String], i64); 11] = [
        ("ducha1", &[kept, led], 4),
        ("ducha-head", &[kept, led], 4),
        ("xianzhang", &[kept, led], 4),
        ("leader2", &[kept, led], 4),
        ("leader3", &[kept], 2),
        ("leader5", &[kept, led], 3),
        ("leader4", &[], 0),
        ("lin-ducha", &[foreign], 1),
        ("lin-leader", &[foreign], 1),
        ("lin-xian", &[foreign], 1),
        ("yuan-ducha", &[], 0),
    ];
    for (name, late, registered) in table {
        let person = world.person(name).await;
        let expected: BTreeSet<String> = late.iter().map(|id| (*id).clone()).collect();
        let audit = person.all("/audit/overdue").await;
        let shown: BTreeSet<String> = audit.iter().map(|item| text(&item["matter"]["id"])).collect();
        assert_eq!((&shown, audit.len()), (&expected, expected.len()), "{name}");
        let count = person.get("/audit/overdue/count").await.expect(200);
        assert_eq!(count["count"], expected.len(), "{name}");
        let listed: BTreeSet<String> = person
            .matters("overdue=true")
            .await
            .iter()
            .map(|row| text(&row["id"]))
            .collect();
        assert_eq!(listed, expected, "{name}");

        let counters = person.get("/counters").await.expect(200);
        let numbers = [("registered", registered), ("overdue", audit.len() as i64)];
        for (number, expected) in numbers {
            assert_eq!(counters["totals"][number]["count"], expected, "{name} {number}");
            for groups in ["by_leader", "by_department"] {
                let groups = counters[groups].as_array().expect("groups");
                let sum: i64 = groups
                    .iter()
                    .filter_map(|group| group[number]["count"].as_i64())
                    .sum();
                assert_eq!(sum, expected, "{name} {number}");
            }
        }
        let home = person.get("/home").await.expect(200);
        let card = home["cards"]
            .as_array()
            .and_then(|cards| cards.iter().find(|card| card["key"] == "overdue"));
        assert_eq!(card.expect("a card")["count"], expected.len(), "{name}");
    }
    for name in ["d09", "d09-head", "shiducha", "yuan-shi", "tongji", "auditor"] {
        let person = world.person(name).await;
        for path in ["/audit/overdue", "/audit/overdue/count", "/counters"] {
            person.get(path).await.problem(403, "forbidden");
        }
    }
}
