//! Two APIs and two workers on a PostgreSQL that is cut off, refused, slow, silent, stopped, and full of others'
//! connections, while processes freeze and the second pair's clock is five minutes ahead. People write all the while, and the days
//! of the script pass. Nothing is answered that must not be; what was acknowledged is there, once; the ladder is
//! climbed as it should be; everything works again without a restart.

mod faults;
mod late_database;
mod load;
mod play;
mod stage;

use duban_tests::cluster::Cluster;
use duban_tests::script::Evidence;
use faults::{FAULTS, Row};
use load::Load;
use play::Players;
use stage::Stage;
use tokio::time::Instant;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_in_trouble_loses_and_doubles_nothing() {
    let Some(cluster) = Cluster::start().await else {
        return;
    };
    let mut stage = Stage::set(cluster).await;
    let players = Players::of(&stage).await;
    let load = Load::begin(&stage).await;
    let mut acknowledged = Vec::new();
    let mut wrong = Vec::new();
    for (day, row) in (0..).zip(FAULTS) {
        acknowledged.extend(round(day, row, &mut stage, &players, &load, &mut wrong).await);
    }
    let drafts = load.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    let days = u32::try_from(FAULTS.len()).expect("a few");
    let evidence = Evidence::gather(&players.auditor, &players.office, players.everybody()).await;
    for write in acknowledged.iter().chain(&drafts) {
        assert_eq!(evidence.times(write), 1, "{write} was acknowledged");
    }
    evidence.is_sound();
    evidence.has_climbed(days);
    assert!(stage.fleet.must(&["audit", "verify"]).contains("whole"));
    stage.told_of_the_clocks();
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
    stage.watch_anew();
    let (lifted, acknowledged) = tokio::join!(
        row.fault.happen(stage, load),
        players.play(day, row.answered_within)
    );
    let mut found = Vec::new();
    if let Err(what) = load.all_write_by(lifted, row.back_within).await {
        found.push(what);
    }
    found.extend(check(stage, load, &acknowledged).await);
    let (refused, slowest) = stage.witness.take_refused();
    eprintln!(
        "{:28} {:6.1} s, slowest answer {:4.1} s, refused {refused:?}",
        row.name,
        began.elapsed().as_secs_f64(),
        slowest.as_secs_f64()
    );
    wrong.extend(found.iter().map(|what| format!("{}: {what}", row.name)));
    acknowledged
}

/// What must hold after each round.
async fn check(stage: &mut Stage, load: &Load, acknowledged: &[String]) -> Vec<String> {
    let mut found = stage.silent_workers().await;
    found.extend(stage.ended());
    found.extend(stage.witness.take_wrong());
    // Asked first: what is acknowledged after this may not be there yet when the titles are read.
    let mut wanted = load.acknowledged();
    wanted.extend(acknowledged.iter().filter(|mark| play::is_title(mark)).cloned());
    let there = stage.titles().await;
    let lost = wanted.iter().filter(|title| !there.contains(*title));
    found.extend(lost.map(|title| format!("{title} was acknowledged and is not there")));
    found
}
