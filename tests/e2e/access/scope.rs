//! Lists, counts and search show nothing outside the asker's scope, however they are asked.

use std::collections::BTreeSet;

use duban_tests::world::{items, text};
use serde_json::Value;

use crate::county::{County, LEADER};

/// Who must not learn of whose matter, in any way.
const STRANGERS: [(&str, Whose); 9] = [
    ("d01", Whose::Ours),
    ("d01-head", Whose::Ours),
    ("leader4", Whose::Ours),
    ("lin-ducha", Whose::Ours),
    ("lin-leader", Whose::Ours),
    ("lin-d01", Whose::Ours),
    ("ducha1", Whose::Neighbours),
    ("xianzhang", Whose::Neighbours),
    ("d09", Whose::Neighbours),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Ours,
    Neighbours,
}

#[tokio::test]
async fn lists_counts_and_search_keep_to_the_scope() {
    let county = County::with_matters().await;
    let world = &county.world;
    let office = world.office().await;
    let number = text(&office.matter(&county.kept).await["number"]);
    let ours = [
        county.kept.clone(),
        county.submitted.clone(),
        county.office_led.clone(),
    ];
    for (name, whose) in STRANGERS {
        let person = world.person(name).await;
        let (hidden, lead, leader, title) = match whose {
            Whose::Ours => (ours.to_vec(), "县农业农村局", LEADER, "留县事项"),
            Whose::Neighbours => (
                vec![county.foreign.clone()],
                "邻县发展和改革局",
                "邻县常务副县长",
                "邻县事项",
            ),
        };
        let (lead, leader) = (world.department_id(lead), world.leader_id(leader));
        let queries = [
            String::new(),
            format!("q={title}"),
            format!("q={number}"),
            format!("department={lead}"),
            format!("party={lead}"),
            format!("leader={leader}"),
            "open=true".to_owned(),
            "status=issued,in_progress".to_owned(),
            "stage=city".to_owned(),
            "escalation=submitted".to_owned(),
            "due_from=2023-03-31&due_to=2023-03-31".to_owned(),
        ];
        for query in &queries {
            let listed: BTreeSet<String> = person
                .matters(query)
                .await
                .iter()
                .map(|row| text(&row["id"]))
                .collect();
            let leaked: Vec<&String> = hidden.iter().filter(|id| listed.contains(*id)).collect();
            assert!(leaked.is_empty(), "{name} sees {leaked:?} through {query:?}");
            assert_eq!(
                person.count(query).await,
                listed.len() as u64,
                "{name} counts {query:?}"
            );
        }
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
            let leaked =
                hidden.iter().any(|id| answer.text.contains(id.as_str())) || answer.text.contains(title);
            assert!(!leaked, "{name} learns of it through {path}: {}", answer.text);
        }
        for path in ["", "/events", "/deadline", "/reports", "/alerts"] {
            let foreign = person.get(&format!("/matters/{}{path}", hidden[0])).await;
            foreign.problem(404, "not_found");
        }
    }
    // Those who may see them do: the same questions are not simply empty.
    assert_eq!(world.person("d09").await.count("").await, 2);
    assert_eq!(world.person("leader3").await.count("q=留县").await, 1);
    assert_eq!(world.person("lin-ducha").await.count("").await, 1);
    assert_eq!(
        office.count(&format!("leader={}", world.leader_id(LEADER))).await,
        3
    );
}

#[tokio::test]
async fn the_city_sees_what_was_submitted_and_only_counts_of_the_rest() {
    let county = County::with_matters().await;
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
    assert_eq!(open.len(), 2, "{counts:?}");
    assert!(open.contains(&("师宗县".to_owned(), 3)), "{open:?}");
}

#[tokio::test]
async fn administrators_see_no_business_and_only_their_own_region() {
    let county = County::with_matters().await;
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
