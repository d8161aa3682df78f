//! A start while the database is away.

use std::time::Duration;

use duban_tests::Client;
use duban_tests::cluster::Cluster;
use duban_tests::database::Database;
use duban_tests::postgres_server::PostgresServer;
use duban_tests::process::Process;
use duban_tests::world::PASSWORD;
use reqwest::Method;
use serde_json::json;
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

/// How long the database stays away.
const AWAY: Duration = Duration::from_secs(12);
/// How soon everything works when it has come.
const BACK_WITHIN: Duration = Duration::from_secs(15);
/// Lines of the log: at least one, and no flood.
const LINES: std::ops::RangeInclusive<usize> = 1..=15;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_waits_for_the_database() {
    let Some(mut postgres) = PostgresServer::start().await else {
        return;
    };
    let data = TempDir::with_prefix("duban-faults-").expect("a temporary folder");
    let database = Database::Postgres(postgres.url(postgres.address()));
    let cluster = Cluster::on(data.path().to_path_buf(), database);
    cluster.must(&["migrate"]);
    cluster.must(&["demo"]);
    postgres.stop().await;
    let api = cluster.command(&["api", "--demo", "--listen", "127.0.0.1:0"]);
    let mut api = cluster.begin(api, "listening on ");
    let mut worker = cluster.begin(cluster.command(&["worker", "--demo"]), "worker started");
    sleep(AWAY).await;
    for process in [&mut api, &mut worker] {
        assert!(!process.has_ended(), "it did not wait: {}", process.log_text());
        let lines = about_the_database(process);
        assert!(
            LINES.contains(&lines),
            "{lines} lines about it: {}",
            process.log_text()
        );
    }
    postgres.start_again().await;
    let began = Instant::now();
    // One of them may have said that it listens before there was a database.
    for process in [&mut api, &mut worker] {
        process.wait_until_ready();
    }
    let anyone = Client::new(api.address());
    let body = json!({ "username": "ducha1", "password": PASSWORD });
    loop {
        let request = anyone.request(Method::POST, "/auth/login").json(&body);
        let answer = anyone.try_send(request.timeout(BACK_WITHIN)).await;
        let swept = "SELECT count(*) FROM app_state WHERE key = 'worker.heartbeat'";
        if answer.is_ok_and(|answer| answer.status == 200) && postgres.number(swept).await == 1 {
            break;
        }
        assert!(
            began.elapsed() < BACK_WITHIN,
            "it does not work after {BACK_WITHIN:?}: {}",
            api.log_text()
        );
        sleep(Duration::from_millis(200)).await;
    }
}

fn about_the_database(process: &Process) -> usize {
    let log = process.log_text();
    log.lines().filter(|line| line.contains("database")).count()
}
