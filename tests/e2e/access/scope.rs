//! Lists, counts and search show nothing outside the asker's scope, however they are asked.

use std::collections::BTreeSet;

use duban_tests::world::{items, text};
use serde_json::{Value, json};

use super::county::{County, LEADER};

/// Who sees which of the five matters, by their place in [`TITLES`]; nobody sees any other.
const SEEN: [(&str, &[usize]); 17] = [
    ("ducha1", &[0, 1, 2, 4]),
    ("xianzhang", &[0, 1, 2, 4]),
    ("leader2", &[0, 1, 2, 4]),
    ("leader3", &[0, 1]),
    ("leader5", &[0, 1, 2]),
    ("leader4", &[]),
    ("d09", &[0, 1]),
    ("d12-head", &[0, 1, 2]),
    ("d01", &[]),
    ("d01-head", &[]),
    ("wuguan", &[]),
    ("shiducha", &[1]),
    ("yuan-shi", &[]),
    ("yuan-ducha", &[]),
    ("lin-ducha", &[3]),
    ("lin-leader", &[3]),
    ("lin-d01", &[3]),
];

/// The titles of the five; the last was not handed over.
const TITLES: [&str; 5] = ["留县事项", "提请事项", "督查室牵头事项", "邻县事项", "拟办事项"];

#[tokio::test]
async fn nobody_sees_more_than_the_scope() {
    let county = County::with_matters().await;
    lists_counts_and_search_keep_to_the_scope(&county).await;
    the_city_sees_what_was_submitted_and_only_counts_of_the_rest(&county).await;
    administrators_see_no_business_and_only_their_own_region(&county).await;
}

async fn lists_counts_and_search_keep_to_the_scope(county: &County) {
    let world = &county.world;
    let all = [
        &county.kept,
        &county.submitted,
        &county.office_led,
        &county.foreign,
        &county.draft,
    ];
    let number = text(&world.office().await.matter(&county.kept).await["number"]);
    let theirs = text(&world.person("lin-ducha").await.matter(&county.foreign).await["number"]);
    assert_eq!(number, theirs, "each county counts for itself");
    let (lead, co) = (
        world.department_id("县农业农村局"),
        world.department_id("县商务局"),
    );
    let there = world.department_id("邻县发展和改革局");
    let (leader, other) = (world.leader_id(LEADER), world.leader_id("邻县常务副县长"));
    // Each question and which of the five it is true of.
    let questions: [(String, &[usize]); 20] = [
        (String::new(), &[0, 1, 2, 3, 4]),
        (format!("q={}", TITLES[0]), &[0]),
        (format!("q={}", TITLES[3]), &[3]),
        (format!("q={number}"), &[0, 3]),
        (format!("q={}", TITLES[4]), &[4]),
        ("status=draft".to_owned(), &[4]),
        (format!("department={lead}"), &[0, 1, 4]),
        (format!("department={there}"), &[3]),
        (format!("party={lead}"), &[0, 1, 4]),
        (format!("party={co}"), &[0, 1, 2, 4]),
        (format!("party={there}"), &[3]),
        (format!("leader={leader}"), &[0, 1, 2, 4]),
        (format!("leader={other}"), &[3]),
        ("open=true".to_owned(), &[0, 1, 2, 3, 4]),
        ("status=issued,in_progress".to_owned(), &[0, 1, 2, 3]),
        ("status=in_progress".to_owned(), &[1]),
        ("stage=city".to_owned(), &[1]),
        ("stage=county".to_owned(), &[0, 2, 3, 4]),
        ("escalation=submitted".to_owned(), &[1]),
        ("due_from=2023-03-31&due_to=2023-03-31".to_owned(), &[0, 2, 3, 4]),
    ];
    for (name, seen) in SEEN {
        let person = world.person(name).await;
        for (query, fitting) in &questions {
            let expected: BTreeSet<String> = fitting
                .iter()
                .filter(|place| seen.contains(place))
                .map(|place| all[*place].clone())
                .collect();
            let listed: BTreeSet<String> = person
                .matters(query)
                .await
                .iter()
                .map(|row| text(&row["id"]))
                .collect();
            assert_eq!(listed, expected, "{name}: {query:?}");
            assert_eq!(
                person.count(query).await,
                expected.len() as u64,
                "{name} counts {query:?}"
            );
        }
        let escalated: Vec<Value> = person.all("/escalations").await;
        assert_eq!(
            escalated.len(),
            usize::from(seen.contains(&1)),
            "{name}: {escalated:?}"
        );
        let hidden: Vec<usize> = (0..all.len()).filter(|place| !seen.contains(place)).collect();
        for path in [
            "/escalations",
            "/notifications",
            "/home",
            "/counters",
            "/audit/overdue",
            "/departments",
            "/leaders",
        ] {
            let answer = person.get(path).await;
            for place in &hidden {
                let leaked =
                    answer.text.contains(all[*place].as_str()) || answer.text.contains(TITLES[*place]);
                assert!(!leaked, "{name} learns of it through {path}: {}", answer.text);
            }
        }
        for (place, id) in all.iter().enumerate() {
            for path in ["", "/events", "/deadline", "/reports", "/alerts"] {
                let answer = person.get(&format!("/matters/{id}{path}")).await;
                if seen.contains(&place) {
                    answer.must_be(200);
                } else {
                    answer.problem(404, "not_found");
                }
            }
        }
    }
}

async fn the_city_sees_what_was_submitted_and_only_counts_of_the_rest(county: &County) {
    let city = county.world.person("shiducha").await;
    let seen: Vec<String> = city
        .matters("")
        .await
        .iter()
        .map(|row| text(&row["id"]))
        .collect();
    assert_eq!(seen, std::slice::from_ref(&county.submitted));
    assert_eq!(city.count("q=留县").await, 0);
    assert_eq!(city.all("/escalations").await.len(), 1);
    let counts = items(&city.get("/city/counts").await.expect(200));
    let open: Vec<(String, i64)> = counts
        .iter()
        .map(|row| {
            (
                text(&row["county"]["name"]),
                row["open"].as_i64().expect("a count"),
            )
        })
        .collect();
    let expected = [("师宗县", 3), ("邻县", 1)].map(|(county, open)| (county.to_owned(), open));
    assert_eq!(BTreeSet::from_iter(open), BTreeSet::from(expected), "{counts:?}");

    // Another city hears of its own counties only.
    let elsewhere = county.world.person("yuan-shi").await;
    let counts = items(&elsewhere.get("/city/counts").await.expect(200));
    assert_eq!(counts.len(), 1, "{counts:?}");
    assert_eq!(
        (
            &counts[0]["county"]["name"],
            &counts[0]["open"],
            &counts[0]["submitted"]
        ),
        (&json!("远县"), &json!(0), &json!(0))
    );
}

async fn administrators_see_no_business_and_only_their_own_region(county: &County) {
    let world = &county.world;
    let users = world.person("sysadmin").await.all("/users").await;
    assert!(users.len() > 80, "everybody of the county");
    let names: BTreeSet<String> = users.iter().map(|user| text(&user["username"])).collect();
    assert!(
        names
            .iter()
            .all(|name| !name.starts_with("lin-") && name != "shiducha"),
        "{names:?}"
    );
    let trail = world.person("auditor").await.all("/events").await;
    assert!(
        trail
            .iter()
            .any(|event| event["action"] == "issue"
                && event["matter_id"] == Value::String(county.kept.clone()))
    );
    let foreign = trail
        .iter()
        .any(|event| event.to_string().contains(&county.foreign) || event.to_string().contains("lin-"));
    assert!(!foreign, "the neighbour's trail is the neighbour's");
    for name in ["tongji", "sysadmin", "secadmin", "auditor"] {
        let person = world.person(name).await;
        let home = person.get("/home").await.expect(200);
        assert_eq!(
            home["cards"],
            Value::Array(Vec::new()),
            "{name} has no business on the first page"
        );
        assert_eq!(person.inbox().await, Vec::<Value>::new(), "{name}");
    }
}
