//! Two APIs and two workers on a PostgreSQL that is cut off, refused, slow, silent, stopped, and full of others'
//! connections, while processes freeze and the second pair's clock is five minutes ahead. People write all the while, and the days
//! of the script pass. Nothing is answered that must not be; what was acknowledged is there, once; the ladder is
//! climbed as it should be; everything works again without a restart.

mod clients;
mod faults;
mod installation;
mod late_database;
mod load;

use clients::Clients;
use duban_tests::postgres_server::PostgresServer;
use duban_tests::script::Evidence;
use faults::{FAULTS, Row};
use installation::TestInstallation;
use load::Load;
use tokio::time::Instant;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_in_trouble_loses_and_doubles_nothing() {
    let Some(postgres) = PostgresServer::start().await else {
        return;
    };
    let mut installation = TestInstallation::set(postgres).await;
    let clients = Clients::of(&installation).await;
    let load = Load::begin(&installation).await;
    let mut acknowledged = Vec::new();
    let mut wrong = Vec::new();
    for (day, row) in (0..).zip(FAULTS) {
        acknowledged.extend(round(day, row, &mut installation, &clients, &load, &mut wrong).await);
    }
    let drafts = load.end().await;
    let days = u32::try_from(FAULTS.len()).expect("a few");
    let evidence = Evidence::gather(&clients.auditor, &clients.office, clients.everybody()).await;
    for write in acknowledged.iter().chain(&drafts) {
        assert_eq!(evidence.times(write), 1, "{write} was acknowledged");
    }
    evidence.is_sound();
    evidence.has_climbed(days);
    assert!(installation.cluster.must(&["audit", "verify"]).contains("whole"));
    installation.told_of_the_clocks();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One day of the script under one fault, and the check at its end; gives what was acknowledged.
async fn round(
    day: u32,
    row: &Row,
    installation: &mut TestInstallation,
    clients: &Clients,
    load: &Load,
    wrong: &mut Vec<String>,
) -> Vec<String> {
    let began = Instant::now();
    let fault = async {
        let lifted = row.fault.happen(installation, load).await;
        load.all_write_by(lifted, row.back_within).await
    };
    let (back, acknowledged) = tokio::join!(fault, clients.work_through(day, row.answered_within));
    let (silent, mut found) = installation.silent_workers().await;
    found.extend(check(installation, load, &acknowledged).await);
    let (refused, slowest) = installation.answer_log.take_refused();
    let took = began.elapsed();
    eprintln!(
        "{}: {took:.1?}, back {back:.1?}, workers silent for {silent:.1?}",
        row.name
    );
    eprintln!("    slowest answer {slowest:.1?}, refused {refused:?}, wrong {found:?}");
    found.extend(back.err());
    wrong.extend(found.iter().map(|what| format!("{}: {what}", row.name)));
    acknowledged
}

/// What must hold after each round.
async fn check(installation: &mut TestInstallation, load: &Load, acknowledged: &[String]) -> Vec<String> {
    let mut found = installation.ended();
    found.extend(installation.answer_log.take_wrong());
    // Asked first: what is acknowledged after this may not be there yet when the titles are read.
    let mut expected = load.acknowledged();
    expected.extend(
        acknowledged
            .iter()
            .filter(|mark| clients::is_title(mark))
            .cloned(),
    );
    let there = installation.titles().await;
    let lost = expected.iter().filter(|title| !there.contains(*title));
    found.extend(lost.map(|title| format!("{title} was acknowledged and is not there")));
    found
}
