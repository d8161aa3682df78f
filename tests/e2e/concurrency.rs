//! Many at once: one version has one winner, and numbers have no gaps.

use std::collections::BTreeSet;
use std::time::Duration;

use duban_tests::world::{PASSWORD, text};
use duban_tests::{Person, World};
use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

const WRITERS: usize = 50;
const CREATIONS: usize = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_writers_exactly_one_wins_per_version() {
    let world = World::demo().await;
    let (handler, head) = (world.handler("县水务局").await, world.head("县水务局").await);
    let id = world
        .issue(&world.new_matter("并发事项", "副县长(农业)", "县水务局", "2023-03-31"))
        .await;
    let first = handler.act(&id, "sign", json!({})).await["version"]
        .as_i64()
        .expect("a version");
    let mut writers: Vec<usize> = (0..WRITERS).collect();
    let mut version = first;
    while !writers.is_empty() {
        let attempts = writers
            .iter()
            .map(|writer| write([&handler, &head][*writer % 2], &id, version, *writer));
        let statuses = join_all(attempts).await;
        let winners: Vec<usize> = writers
            .iter()
            .zip(&statuses)
            .filter(|(_, status)| **status == 200)
            .map(|(writer, _)| *writer)
            .collect();
        assert_eq!(winners.len(), 1, "winners of version {version}: {winners:?}");
        let stale = statuses.iter().filter(|status| **status == 412).count();
        assert_eq!(stale, writers.len() - 1, "everybody else is told: {statuses:?}");
        writers.retain(|writer| *writer != winners[0]);
        version += 1;
        assert_eq!(
            handler.matter(&id).await["version"],
            version,
            "one write, one version"
        );
    }
    let reports = handler.all(&format!("/matters/{id}/reports")).await;
    let said: BTreeSet<String> = reports.iter().map(|report| text(&report["progress"])).collect();
    assert_eq!(
        (reports.len(), said.len()),
        (WRITERS, WRITERS),
        "everybody's report, once"
    );
    let events = handler.all(&format!("/matters/{id}/events")).await;
    assert_eq!(
        events.iter().filter(|event| event["action"] == "report").count(),
        WRITERS
    );
    whole(&world).await;
}

async fn write(person: &Person, id: &str, version: i64, writer: usize) -> u16 {
    let report = json!({ "percent": 10, "progress": format!("第{writer}份") });
    person
        .post_if(&format!("/matters/{id}/actions/report"), version, &report)
        .await
        .status
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_creations_get_gapless_numbers() {
    let world = World::demo().await;
    let office = world.office().await;
    let writers = [
        office.clone(),
        world.person("ducha2").await,
        world.person("ducha-head").await,
    ];
    let new = |n: usize| world.new_matter(&format!("第{n}项"), "副县长(农业)", "县水务局", "2023-03-31");
    let good = join_all((0..CREATIONS).map(|n| {
        let (writer, body) = (writers[n % writers.len()].clone(), new(n));
        async move { writer.post("/matters", &body).await.expect(201) }
    }));
    // Refused ones come in between.
    let bad = join_all((0..CREATIONS / 10).map(|n| {
        let (office, mut body) = (office.clone(), new(n));
        body["co_department_ids"] = json!(["01850000-0000-7000-8000-000000000000"]);
        async move { office.post("/matters", &body).await.must_be(422) }
    }));
    let (made, ()) = tokio::join!(good, async { drop(bad.await) });
    let numbers: BTreeSet<String> = made.iter().map(|matter| text(&matter["number"])).collect();
    let expected: BTreeSet<String> = (1..=CREATIONS).map(|n| format!("督〔2023〕{n:04}号")).collect();
    assert_eq!(numbers, expected);
    let listed: Vec<Value> = office.matters("sort=number").await;
    let in_order: Vec<String> = listed.iter().map(|matter| text(&matter["number"])).collect();
    assert_eq!(
        in_order,
        expected.into_iter().collect::<Vec<_>>(),
        "the list by number has each once"
    );
    whole(&world).await;
}

#[tokio::test]
async fn a_creation_that_fails_at_its_end_uses_up_no_number() {
    let world = World::demo().await;
    let office = world.office().await;
    let new = |title: &str| world.new_matter(title, "副县长(农业)", "县水务局", "2023-03-31");
    let first = office.post("/matters", &new("第1项")).await.expect(201);
    // The number is given out and the matter written before its departments are: now they cannot be.
    let database = world.server.database();
    database
        .execute("ALTER TABLE participant RENAME TO mislaid")
        .await;
    for _ in 0..3 {
        office.post("/matters", &new("落空")).await.must_be(500);
    }
    database
        .execute("ALTER TABLE mislaid RENAME TO participant")
        .await;
    let next = office.post("/matters", &new("第2项")).await.expect(201);
    assert_eq!(
        (&first["number"], &next["number"]),
        (&json!("督〔2023〕0001号"), &json!("督〔2023〕0002号"))
    );
    assert_eq!(office.count("").await, 2);
    whole(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_posts_with_one_key_one_is_done() {
    let world = World::demo().await;
    let office = world.office().await;
    let new = world.new_matter("只登记一次", "副县长(农业)", "县水务局", "2023-03-31");
    let answers = join_all((0..20).map(|_| {
        let request = office.request(Method::POST, "/matters");
        office.send(request.header("idempotency-key", "twenty").json(&new))
    }))
    .await;
    let mut fresh = 0;
    let mut made = BTreeSet::new();
    for answer in answers {
        if answer.status == 201 {
            fresh += u32::from(answer.header("idempotency-replayed").is_none());
            made.insert(text(&answer.expect(201)["id"]));
        } else {
            // The first one is still at it.
            answer.must_be(409);
        }
    }
    assert_eq!((fresh, made.len()), (1, 1), "done once, told again");
    assert_eq!(office.count("").await, 1);
    let again = office.request(Method::POST, "/matters");
    let again = office
        .send(again.header("idempotency-key", "twenty").json(&new))
        .await;
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert!(made.contains(&text(&again.expect(201)["id"])));
    whole(&world).await;
}

async fn whole(world: &World) {
    let verdict = world
        .person("auditor")
        .await
        .get("/audit/verify")
        .await
        .expect(200);
    assert_eq!(verdict["whole"], true, "{verdict}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn batches_single_acts_and_sign_ins_do_not_block_each_other() {
    let world = World::demo().await;
    let (office, other) = (world.office().await, world.person("ducha2").await);
    let mut ids = Vec::new();
    for n in 0..10 {
        let new = world.new_matter(&format!("第{n}项"), "副县长(农业)", "县水务局", "2023-03-31");
        ids.push(world.issue(&new).await);
    }
    let slip = json!({ "color": "blue", "text": "请抓紧" });
    // Each slip is a message to the department's people, who sign in at the same time.
    let singles = join_all(ids.iter().rev().map(|id| async {
        let mut seen = Vec::new();
        for _ in 0..6 {
            seen.push(office.attempt(id, "urge", &slip).await.status);
        }
        seen
    }));
    let batches = async {
        let mut seen = Vec::new();
        for _ in 0..6 {
            let listed = other.matters("sort=number").await;
            let items: Vec<Value> = listed
                .iter()
                .map(|row| json!({ "id": row["id"], "version": row["version"] }))
                .collect();
            let batch = json!({ "items": items, "input": slip });
            seen.push(other.post("/matters/actions/urge", &batch).await.status);
        }
        seen
    };
    let sign_ins = join_all((0..12).map(|_| async {
        let body = json!({ "username": "d10", "password": PASSWORD });
        // A crowd at the door is told to come again, and comes.
        for _ in 0..30 {
            let answer = world.anyone.post("/auth/login", &body).await;
            if answer.status != 503 {
                return answer.status;
            }
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
        503
    }));
    let (singles, batches, sign_ins) = tokio::join!(singles, batches, sign_ins);
    let singles: Vec<u16> = singles.into_iter().flatten().collect();
    assert!(
        singles
            .iter()
            .chain(&batches)
            .all(|status| matches!(status, 200 | 412)),
        "{singles:?} {batches:?}"
    );
    assert!(sign_ins.iter().all(|status| *status == 200), "{sign_ins:?}");
    let slips = singles.iter().filter(|status| **status == 200).count()
        + batches.iter().filter(|status| **status == 200).count() * ids.len();
    let of_department = world.person("d10").await;
    let all = |inbox: &[Value]| inbox.iter().filter(|note| note["kind"] == "urged").count() == slips;
    of_department.inbox_when("one message for each slip", all).await;
    whole(&world).await;
}
