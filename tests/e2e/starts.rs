//! What a start finds, refuses, and warns of.

use std::fs;

use duban_tests::Client;
use duban_tests::cluster::Cluster;
use duban_tests::database::Database;
use duban_tests::world::PASSWORD;
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_taken_address_is_found_out_before_anything_is_written() {
    let (first, second) = (Cluster::new().await, Cluster::new().await);
    let server = first.listen(&["serve", "--demo"]);
    let address = server.address().get();
    let address = address.trim_start_matches("http://");
    let reported = second.refused(&["serve", "--demo", "--listen", address]);
    assert!(
        reported.contains(&format!("cannot listen on {address}")),
        "{reported}"
    );
    assert!(
        second
            .refused(&["api", "--listen", address])
            .contains("cannot listen")
    );
    assert_eq!(
        fs::read_dir(second.folder()).expect("the folder").count(),
        0,
        "no database, no key"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_server_on_one_file_is_told_of_the_first() {
    let cluster = Cluster::new().await;
    if let Database::Postgres(_) = cluster.database() {
        return;
    }
    let first = cluster.listen(&["serve", "--demo"]);
    let again = ["serve", "--demo", "--listen", "127.0.0.1:0"];
    let reported = cluster.refused(&again);
    assert!(reported.contains("another process ("), "{reported}");
    let api = cluster.listen(&["api", "--demo"]);
    api.sign_in("ducha1", PASSWORD).await;
    drop(first);
    cluster.listen(&["serve", "--demo"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_is_no_place_for_real_work() {
    let cluster = Cluster::new().await;
    cluster.must(&["demo"]);
    let county = cluster.folder().join("county.toml");
    let least =
        "[region]\ncode = \"530325\"\nname = \"富源县\"\n[departments]\nsupervision_office = \"督查室\"\n";
    fs::write(&county, least).expect("written");
    let admin = ["admin", "create", "--username", "root", "--region-code", "530323"];
    let heads = cluster.must(&["audit", "head"]);
    for real in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["county", "load", county.to_str().expect("a path")],
        &admin,
    ] {
        let reported = cluster.refused(real);
        assert!(reported.contains("holds the demo"), "{real:?}: {reported}");
    }
    assert_eq!(cluster.must(&["audit", "head"]), heads, "no event was added");
    cluster.must(&["migrate"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_altered_row_does_not_prevent_a_start() {
    let cluster = Cluster::new().await;
    cluster.must(&["demo"]);
    let newest = "UPDATE event SET note = 'x' WHERE seq = (SELECT max(seq) FROM event e WHERE e.region_id = event.region_id)";
    assert!(cluster.database().execute(newest).await > 0);
    let server = cluster.listen(&["serve", "--demo"]);
    Client::new(server.address()).get("//readyz").await.must_be(200);
    let verdict = cluster.run(&["audit", "verify"]);
    assert!(String::from_utf8_lossy(&verdict.stdout).contains("broken at row"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_a_newer_release_is_used_with_a_warning() {
    let cluster = Cluster::new().await;
    cluster.must(&["demo"]);
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 1)";
    assert_eq!(cluster.database().execute(newer).await, 1);
    let api = cluster.listen(&["api", "--demo"]);
    assert!(
        api.log_text().contains("newer than this program"),
        "{}",
        api.log_text()
    );
    api.sign_in("ducha1", PASSWORD).await;
    cluster.must(&["audit", "verify"]);
    let older = "DELETE FROM seaql_migrations WHERE version LIKE 'm0001%'";
    assert_eq!(cluster.database().execute(older).await, 1);
    let reported = cluster.refused(&["api", "--demo", "--listen", "127.0.0.1:0"]);
    assert!(
        reported.contains("m9999_later") && reported.contains("lacks others"),
        "{reported}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_emptied_chain_is_called_broken_and_not_started_on() {
    let cluster = Cluster::new().await;
    cluster.must(&["demo"]);
    cluster.must(&["audit", "verify"]);
    let county = "(SELECT id FROM region WHERE code = '530323')";
    let emptied = format!("DELETE FROM event WHERE region_id = {county}");
    assert!(cluster.database().execute(&emptied).await > 0);
    let set_back = format!("UPDATE chain_head SET seq = 0, mac = '' WHERE region_id = {county}");
    assert_eq!(cluster.database().execute(&set_back).await, 1);
    for command in [&["audit", "verify"][..], &["audit", "head"]] {
        let output = cluster.run(command);
        assert_eq!(output.status.code(), Some(1), "{command:?}");
        let reported = [output.stdout, output.stderr].concat();
        let reported = String::from_utf8_lossy(&reported);
        assert!(reported.contains("broken at row 1"), "{reported}");
    }
    let start = ["serve", "--demo", "--listen", "127.0.0.1:0"];
    let reported = cluster.refused(&start);
    assert!(
        reported.contains("the events of 师宗县 are gone") && reported.contains("--new"),
        "{reported}"
    );
    cluster.listen(&["serve", "--demo", "--new"]);
    assert_eq!(
        cluster.run(&["audit", "verify"]).status.code(),
        Some(1),
        "insisting makes nothing whole"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_region_that_was_taken_away_is_named() {
    let cluster = Cluster::new().await;
    if let Database::Postgres(_) = cluster.database() {
        return;
    }
    cluster.must(&["demo"]);
    let of_city = "(SELECT id FROM region WHERE code = '530300')";
    for table in ["event", "chain_head"] {
        let gone = format!("PRAGMA foreign_keys = OFF; DELETE FROM {table} WHERE region_id = {of_city}");
        cluster.database().execute(&gone).await;
    }
    let gone = "PRAGMA foreign_keys = OFF; DELETE FROM region WHERE code = '530300'";
    cluster.database().execute(gone).await;
    let output = cluster.run(&["audit", "verify"]);
    let reported = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{reported}");
    assert!(reported.contains("is gone"), "{reported}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missed_database_is_not_made_anew_without_a_word() {
    let cluster = Cluster::new().await;
    let Database::Sqlite(file) = cluster.database() else {
        return;
    };
    let admin = [
        "admin",
        "create",
        "--username",
        "root",
        "--region-code",
        "530323",
        "--region-name",
        "师宗县",
        "--password-stdin",
    ];
    cluster.must_with(&admin, "First-Of-All-1\n");
    for start in ["serve", "migrate"] {
        fs::remove_file(file).expect("removed");
        let reported = match start {
            "serve" => cluster.refused(&["serve", "--listen", "127.0.0.1:0"]),
            _ => cluster.refused(&["migrate"]),
        };
        assert!(
            reported.contains("the database is not there") && reported.contains("--new"),
            "{reported}"
        );
        assert!(!file.exists(), "{start} made nothing");
        cluster.must(&["migrate", "--new"]);
        cluster.must_with(&admin, "First-Of-All-1\n");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_removed_under_the_server_takes_no_more_writes() {
    let cluster = Cluster::new().await;
    let Database::Sqlite(file) = cluster.database() else {
        return;
    };
    let server = cluster.listen(&["serve", "--demo"]);
    let office = server.sign_in("ducha1", PASSWORD).await;
    fs::rename(file, file.with_extension("aside")).expect("moved away");
    let refused = office.post("/demo/clock", &json!({ "advance": "P1D" })).await;
    let problem = refused.expect(503);
    assert_eq!(problem["code"], "database_replaced");
    let ready = Client::new(server.address()).get("//readyz").await;
    assert_eq!(ready.body["database"]["write"], "replaced");
    ready.must_be(503);
    let log = server.log_text();
    assert!(log.contains("replaced under the running process"), "{log}");
}
