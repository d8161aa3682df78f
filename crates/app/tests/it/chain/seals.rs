//! The seals of the heads and the register of regions: what is cut together with its head, emptied or taken away as a
//! whole is told, and a database of the release before comes to have both.

use duban_app::event::sealing;
use duban_app::event::verify::{self, FirstBad, Reason, RegionFault};
use duban_app::region::command::{NewRegion, create};
use duban_app::session::command::{ClientInfo, Login, login};
use duban_core::word::RegionLevel;
use duban_migrations::{Migrator, MigratorTrait};

use crate::support::{Fixture, PASSWORD, fixture};

const REGION: &str = "region_id = (SELECT id FROM region WHERE code = '530323')";
const UNSEALED: &str = "UPDATE chain_head SET seal = NULL, sealed_seq = NULL";
const UNREGISTERED: &str = "DELETE FROM app_state WHERE key = 'chain.regions'";

/// Appends one event to the county's chain.
async fn sign_in(f: &Fixture) {
    let one = Login {
        username: "d01".to_owned(),
        password: PASSWORD.to_owned(),
    };
    login(&f.app, one, ClientInfo::default()).await.expect("session");
}

async fn first_bad(f: &Fixture) -> Option<FirstBad> {
    let verdict = verify::region(&f.app, f.county).await.expect("verdict");
    assert_eq!(verdict.whole, verdict.first_bad.is_none());
    verdict.first_bad
}

async fn faults(f: &Fixture) -> Vec<RegionFault> {
    verify::regions(&f.app).await.expect("regions")
}

/// Takes the step that brings the seals back, as if a process of the release before had written everything.
async fn as_before(f: &Fixture) {
    for undo in [
        "ALTER TABLE chain_head DROP COLUMN sealed_seq",
        "ALTER TABLE chain_head DROP COLUMN seal",
        "DELETE FROM app_state WHERE key IN ('installation', 'chain.regions')",
        "DELETE FROM seaql_migrations WHERE version = 'm0016_chain_seal'",
    ] {
        f.sql(undo).await;
    }
    Migrator::up(f.store.for_migrations(), None)
        .await
        .expect("brought up to date");
}

/// What is done to the county's chain, what is found, and what is found after another event and another start.
#[tokio::test]
async fn a_truncated_chain_stays_broken() {
    let head = |seq: i64, mac: &str| format!("UPDATE chain_head SET seq = {seq}, mac = {mac} WHERE {REGION}");
    let link = |seq: i64| format!("(SELECT mac FROM event WHERE seq = {seq} AND {REGION})");
    let cut = |seq: i64| format!("DELETE FROM event WHERE seq > {seq} AND {REGION}");
    let unsealed = format!("{UNSEALED} WHERE {REGION}");
    let cases = [
        ("emptied", vec![cut(0), head(0, "''")], 1, Reason::CutOff),
        (
            "emptied, as if from before",
            vec![cut(0), head(0, "''"), unsealed.clone()],
            1,
            Reason::CutOff,
        ),
        (
            "cut together with its head",
            vec![head(12, &link(12)), cut(12)],
            12,
            Reason::HeadAltered,
        ),
        (
            "the same, as if from before",
            vec![head(12, &link(12)), cut(12), unsealed],
            12,
            Reason::HeadAltered,
        ),
    ];
    for (what, damage, seq, reason) in cases {
        let f = fixture().await;
        sign_in(&f).await;
        assert_eq!(first_bad(&f).await, None, "{what}");
        for statement in damage {
            f.sql(&statement).await;
        }
        assert_eq!(first_bad(&f).await, Some(FirstBad { seq, reason }), "{what}");
        // Nothing that comes later makes it whole.
        for _ in 0..12 {
            sign_in(&f).await;
        }
        sealing::complete(&f.app).await.expect("a start");
        let later = first_bad(&f).await.expect(what);
        assert_eq!(later.reason, Reason::HeadAltered, "{what}");
        assert_eq!(faults(&f).await, [], "{what}: every region is there");
    }
}

#[tokio::test]
async fn a_removed_region_is_reported() {
    let f = fixture().await;
    if !f.is_sqlite() {
        return; // PostgreSQL refuses while anything of the region is left.
    }
    assert_eq!(faults(&f).await, []);
    let gone = f.other_county.0;
    let other = "region_id = (SELECT id FROM region WHERE code = '530324')";
    f.sql("PRAGMA foreign_keys = OFF").await;
    f.sql(&format!("DELETE FROM chain_head WHERE {other}")).await;
    f.sql(&format!("DELETE FROM event WHERE {other}")).await;
    f.sql("DELETE FROM region WHERE code = '530324'").await;
    assert_eq!(faults(&f).await, [RegionFault::Gone(gone)]);
    // Neither a start nor another region makes that good.
    sealing::complete(&f.app).await.expect("a start");
    let new = NewRegion::new("530325", "新县", RegionLevel::County);
    create(&f.app, new).await.expect("a region");
    assert_eq!(faults(&f).await, [RegionFault::Gone(gone)]);
}

#[tokio::test]
async fn events_without_a_region_are_reported() {
    let stranger = uuid::Uuid::now_v7();
    let f = fixture().await;
    if !f.is_sqlite() {
        return; // PostgreSQL refuses such rows.
    }
    f.sql("PRAGMA foreign_keys = OFF").await;
    let id = format!("x'{}'", stranger.simple());
    f.sql(&format!(
        "UPDATE event SET region_id = {id} WHERE seq = 5 AND {REGION}"
    ))
    .await;
    assert_eq!(faults(&f).await, [RegionFault::Orphan(stranger)]);
}

#[tokio::test]
async fn a_changed_register_is_reported() {
    for (statement, fault) in [
        (UNREGISTERED, RegionFault::RegisterGone),
        (
            "UPDATE app_state SET value = replace(value, ';', ',') WHERE key = 'chain.regions'",
            RegionFault::RegisterAltered,
        ),
        (
            "UPDATE app_state SET value = substr(value, 38) WHERE key = 'chain.regions'",
            RegionFault::RegisterAltered,
        ),
    ] {
        let f = fixture().await;
        f.sql(statement).await;
        assert_eq!(faults(&f).await, [fault], "{statement}");
        sealing::complete(&f.app).await.expect("a start");
        assert_eq!(faults(&f).await, [fault], "{statement}");
    }
}

#[tokio::test]
async fn a_database_of_an_earlier_release_is_verified_and_sealed() {
    let f = fixture().await;
    sign_in(&f).await;
    as_before(&f).await;
    assert_eq!(
        (first_bad(&f).await, faults(&f).await),
        (None, vec![]),
        "before any start"
    );
    sealing::complete(&f.app).await.expect("a start");
    assert_eq!((first_bad(&f).await, faults(&f).await), (None, vec![]));
    assert_eq!(
        f.number("SELECT COUNT(*) AS n FROM chain_head WHERE seal IS NULL")
            .await,
        0
    );
    f.sql(UNSEALED).await;
    let reason = Reason::HeadAltered;
    assert_eq!(
        first_bad(&f).await.map(|bad| bad.reason),
        Some(reason),
        "it was sealed"
    );
}

#[tokio::test]
async fn a_broken_chain_is_not_sealed() {
    let f = fixture().await;
    sign_in(&f).await;
    as_before(&f).await;
    f.sql(&format!("UPDATE chain_head SET mac = 'x' WHERE {REGION}"))
        .await;
    sealing::complete(&f.app).await.expect("a start");
    assert_eq!(
        f.number("SELECT COUNT(*) AS n FROM chain_head WHERE seal IS NULL")
            .await,
        1
    );
    assert_eq!(
        first_bad(&f).await.map(|bad| bad.reason),
        Some(Reason::HeadAltered)
    );
}

/// During an upgrade a process of the release before goes on without sealing, and may make a region.
#[tokio::test]
async fn a_process_of_the_previous_release_breaks_no_chain() {
    let f = fixture().await;
    let before = f
        .number(&format!("SELECT sealed_seq AS n FROM chain_head WHERE {REGION}"))
        .await;
    let seal = format!("SELECT seal FROM chain_head WHERE {REGION}");
    f.sql(&format!("CREATE TABLE kept AS {seal}")).await;
    sign_in(&f).await;
    sign_in(&f).await;
    f.sql(&format!(
        "UPDATE chain_head SET sealed_seq = {before}, seal = (SELECT seal FROM kept) WHERE {REGION}"
    ))
    .await;
    let register = "UPDATE chain_head SET sealed_seq = NULL, seal = NULL WHERE region_id = \
                    (SELECT id FROM region WHERE code = '530326')";
    f.sql("CREATE TABLE register AS SELECT value FROM app_state WHERE key = 'chain.regions'")
        .await;
    let new = NewRegion::new("530326", "旧版县", RegionLevel::County);
    create(&f.app, new).await.expect("a region");
    f.sql(register).await;
    f.sql("UPDATE app_state SET value = (SELECT value FROM register) WHERE key = 'chain.regions'")
        .await;
    let whole = async || {
        let all = verify::all(&f.app).await.expect("verdicts");
        assert!(all.iter().all(|(_, verdict)| verdict.whole), "{all:?}");
        assert_eq!(faults(&f).await, []);
    };
    whole().await;
    sign_in(&f).await;
    whole().await;
    let sealed = format!("SELECT sealed_seq AS n FROM chain_head WHERE {REGION}");
    assert_eq!(f.number(&sealed).await, before + 3, "sealed by who appended last");
    sealing::complete(&f.app).await.expect("a start");
    whole().await;
    assert_eq!(
        f.number("SELECT COUNT(*) AS n FROM chain_head WHERE seal IS NULL")
            .await,
        0
    );
}
