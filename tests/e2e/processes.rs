//! Several processes on one database, their start, their end, and what is left behind.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use duban_tests::Client;
use duban_tests::cluster::Cluster;
use duban_tests::database::Database;
use duban_tests::process::Process;
use duban_tests::sse::Stream;
use duban_tests::world::{PASSWORD, text};
use futures::future::join_all;
use reqwest::Method;
use serde_json::json;

const CREATIONS: usize = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_apis_and_a_worker_are_one_system() {
    let cluster = Cluster::new().await;
    assert!(
        cluster
            .refused(&["api", "--demo", "--listen", "127.0.0.1:0"])
            .contains("run duban migrate first")
    );
    cluster.must(&["demo"]);
    let (a, b) = (
        cluster.listen(&["api", "--demo"]),
        cluster.listen(&["api", "--demo"]),
    );
    let reported = cluster.refused(&["worker", "--check"]);
    assert!(reported.contains("no worker has swept yet"), "{reported}");
    let metrics = async |process: &Process| Client::new(process.address()).get("//metrics").await.text;
    let text_of_b = metrics(&b).await;
    assert!(
        text_of_b.contains("duban_worker_sweep_age_seconds +Inf\n"),
        "{text_of_b}"
    );
    let mut worker = cluster.start(&["worker", "--demo"], "worker started");

    let office = a.sign_in("ducha1", PASSWORD).await;
    let handler = b.sign_in("d10", PASSWORD).await;
    let mut heard = Stream::open(&handler, None).await;
    let created = office
        .post("/matters", &office.draft("两台").await)
        .await
        .expect(201);
    let id = text(&created["id"]);
    office.act(&id, "issue", json!({})).await;
    heard
        .until(|event| event.kind == "change" && event.data["matter_id"] == json!(id))
        .await;
    // The message is written by A's transaction, delivered by the worker, and heard at B.
    heard
        .until(|event| {
            event.kind == "notification" && event.data["notification"]["matter"]["id"] == json!(id)
        })
        .await;
    handler.act(&id, "sign", json!({})).await;
    assert_eq!(
        office.matter(&id).await["status"],
        "in_progress",
        "A sees what B wrote"
    );

    cluster.must(&["worker", "--check"]);
    let reported = cluster.must(&["worker", "--retry-dead"]);
    assert_eq!(reported.trim(), "0 dead letters are in line again");
    let text_of_b = metrics(&b).await;
    let age = text_of_b
        .lines()
        .find_map(|line| line.strip_prefix("duban_worker_sweep_age_seconds "))
        .and_then(|age| age.parse::<f64>().ok());
    assert!(age.is_some_and(|age| age < 60.0), "{text_of_b}");

    let offices = [office.clone(), office.at(b.address())];
    let body = office.draft("并行").await;
    let made = join_all((0..CREATIONS).map(|n| {
        let office = &offices[n % 2];
        async { office.post("/matters", &body).await.expect(201) }
    }))
    .await;
    let numbers: BTreeSet<String> = made.iter().map(|matter| text(&matter["number"])).collect();
    let first = 2; // after the one above
    let expected: BTreeSet<String> = (first..first + CREATIONS)
        .map(|n| format!("督〔2023〕{n:04}号"))
        .collect();
    assert_eq!(numbers, expected);

    worker.ask_to_stop();
    assert!(worker.end().success(), "{}", worker.log_text());
    for mut api in [a, b] {
        api.ask_to_stop();
        assert!(api.end().success(), "{}", api.log_text());
    }
    assert!(cluster.must(&["audit", "verify"]).contains("whole"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_under_load_loses_nothing_that_was_acknowledged() {
    let cluster = Cluster::new().await;
    let mut server = cluster.listen(&["serve", "--demo"]);
    let office = server.sign_in("ducha1", PASSWORD).await;
    let body = office.draft("停机前").await;
    let (first, mut first_written) = tokio::sync::mpsc::channel(1);
    let writers = (0..8).map(|_| {
        let (office, body, first) = (office.client.apart(), body.clone(), first.clone());
        tokio::spawn(async move {
            let mut acknowledged = Vec::new();
            let write = || office.try_send(office.request(Method::POST, "/matters").json(&body));
            while let Ok(answer) = write().await {
                acknowledged.push(text(&answer.expect(201)["id"]));
                let _ = first.try_send(());
            }
            acknowledged
        })
    });
    let writers: Vec<_> = writers.collect();
    first_written.recv().await.expect("a first write");
    server.ask_to_stop();
    let status = tokio::task::block_in_place(|| server.end());
    assert!(status.success(), "{status}: {}", server.log_text());
    let mut acknowledged = BTreeSet::new();
    for written in join_all(writers).await {
        acknowledged.extend(written.expect("only the connection ends"));
    }
    assert!(acknowledged.len() > 1, "{}", acknowledged.len());

    let server = cluster.listen(&["serve", "--demo"]);
    let office = office.at(server.address());
    let there: BTreeSet<String> = office
        .matters("")
        .await
        .iter()
        .map(|matter| text(&matter["id"]))
        .collect();
    let lost: Vec<_> = acknowledged.difference(&there).collect();
    assert!(lost.is_empty(), "acknowledged and not there: {lost:?}");
    assert!(cluster.must(&["audit", "verify"]).contains("whole"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_signal_does_not_wait() {
    let cluster = Cluster::new().await;
    let mut server = cluster.listen(&["serve", "--demo"]);
    let address = server.address().get();
    let mut slow = TcpStream::connect(address.trim_start_matches("http://")).expect("a connection");
    let half = "POST /api/v1/auth/login HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{";
    slow.write_all(half.as_bytes()).expect("sent");
    // An answer on another connection shows that the server has had the time to take this one.
    Client::new(server.address()).get("//healthz").await.must_be(200);
    server.ask_to_stop();
    server.logged("stopping");
    server.ask_to_stop();
    assert_eq!(server.end().code(), Some(130), "{}", server.log_text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_a_whole_county_with_its_key_and_useless_without() {
    let cluster = Cluster::new().await;
    let server = cluster.listen(&["serve", "--demo"]);
    let office = server.sign_in("ducha1", PASSWORD).await;
    let body = office.draft("备份").await;
    for _ in 0..5 {
        office.post("/matters", &body).await.expect(201);
    }
    let restored = Cluster::new().await;
    let copy = restored.folder().join("duban.db");
    let to = copy.to_str().expect("a path");
    if let Database::Postgres(_) = cluster.database() {
        assert!(cluster.refused(&["backup", "--to", to]).contains("pg_dump"));
        return;
    }
    for file in ["duban.db", "duban.db-wal", "audit.key", "jwt.key"] {
        assert_eq!(mode(&cluster.folder().join(file)), 0o600, "{file}");
    }
    cluster.must(&["backup", "--to", to]);
    assert_eq!(mode(&copy), 0o600);
    assert!(
        cluster
            .refused(&["backup", "--to", to])
            .contains("is there already")
    );
    assert!(
        fs::metadata(&copy).expect("still there").len() > 0,
        "a refused copy leaves the first alone"
    );

    let reported = restored.refused(&["serve", "--demo", "--listen", "127.0.0.1:0"]);
    assert!(
        reported.contains("audit.key back or set DUBAN_AUDIT_KEY"),
        "{reported}"
    );
    let key = restored.folder().join("audit.key");
    assert!(!key.exists(), "no new key is made");
    fs::write(&key, "ab".repeat(32)).expect("written");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("set");
    let reported = restored.refused(&["serve", "--demo", "--listen", "127.0.0.1:0"]);
    assert!(reported.contains("audit.key is not the key"), "{reported}");
    assert!(
        !restored.run(&["audit", "verify"]).status.success(),
        "no other key verifies it"
    );
    fs::copy(cluster.folder().join("audit.key"), &key).expect("put back");
    assert!(restored.must(&["audit", "verify"]).contains("whole"));

    let again = restored.listen(&["serve", "--demo"]);
    let office = again.sign_in("ducha1", PASSWORD).await;
    assert_eq!(office.count("").await, 5);
    office.post("/matters", &body).await.expect(201);
    assert!(restored.must(&["audit", "verify"]).contains("whole"));
}

fn mode(file: &Path) -> u32 {
    fs::metadata(file).expect("there").permissions().mode() & 0o777
}
