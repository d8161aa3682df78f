//! Two APIs and two workers on a PostgreSQL that is cut off, refused, slow, silent, stopped, and full of others'
//! connections, while processes freeze and the second pair's clock is five minutes ahead. People write all the while, and the days
//! of the script pass. Nothing is answered that must not be; what was acknowledged is there, once; the ladder is
//! climbed as it should be; everything works again without a restart.

mod faults;
mod late_database;
mod load;
mod play;
mod stage;

use duban_tests::postgres_server::PostgresServer;
use duban_tests::script::Evidence;
use faults::{FAULTS, Row};
use load::Load;
use play::Players;
use stage::Stage;
use tokio::time::Instant;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_in_trouble_loses_and_doubles_nothing() {
    let Some(postgres) = PostgresServer::start().await else {
        return;
    };
    let mut stage = Stage::set(postgres).await;
    let players = Players::of(&stage).await;
    let load = Load::begin(&stage).await;
    let mut acknowledged = Vec::new();
    let mut wrong = Vec::new();
    for (day, row) in (0..).zip(FAULTS) {
        acknowledged.extend(round(day, row, &mut stage, &players, &load, &mut wrong).await);
    }
    let drafts = load.end().await;
    let days = u32::try_from(FAULTS.len()).expect("a few");
    let evidence = Evidence::gather(&players.auditor, &players.office, players.everybody()).await;
    for write in acknowledged.iter().chain(&drafts) {
        assert_eq!(evidence.times(write), 1, "{write} was acknowledged");
    }
    evidence.is_sound();
    evidence.has_climbed(days);
    assert!(stage.cluster.must(&["audit", "verify"]).contains("whole"));
    stage.told_of_the_clocks();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One day of the script under one fault, and the check at its end; gives what was acknowledged.
async fn round(
    day: u32,
    row: &Row,
    stage: &mut Stage,
    players: &Players,
    load: &Load,
    wrong: &mut Vec<String>,
) -> Vec<String> {
    let began = Instant::now();
    let fault = async {
        let lifted = row.fault.happen(stage, load).await;
        load.all_write_by(lifted, row.back_within).await
    };
    let (back, acknowledged) = tokio::join!(fault, players.play(day, row.answered_within));
    let (silent, mut found) = stage.silent_workers().await;
    found.extend(check(stage, load, &acknowledged).await);
    let (refused, slowest) = stage.witness.take_refused();
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
async fn check(stage: &mut Stage, load: &Load, acknowledged: &[String]) -> Vec<String> {
    let mut found = stage.ended();
    found.extend(stage.witness.take_wrong());
    // Asked first: what is acknowledged after this may not be there yet when the titles are read.
    let mut expected = load.acknowledged();
    expected.extend(acknowledged.iter().filter(|mark| play::is_title(mark)).cloned());
    let there = stage.titles().await;
    let lost = expected.iter().filter(|title| !there.contains(*title));
    found.extend(lost.map(|title| format!("{title} was acknowledged and is not there")));
    found
}
