//! Death at every single statement of a sweep, of a delivery and of a step of the schema: what was begun is whole or
//! was never there, and the next run finishes it, once.

use std::sync::Arc;

use chrono::TimeDelta;
use duban_app::alert::{self, SweepReport};
use duban_app::matter::view::Matter;
use duban_app::store::Store;
use duban_app::{App, AppResult, event, outbox};
use duban_migrations::{Migrator, MigratorTrait};

use crate::alerting::{deliver, in_progress, sweep};
use crate::support::database::{Database, open};
use crate::support::trap::Trap;
use crate::support::{Fixture, START, fixture};

/// Wednesday 2023-02-08.
const DUE: &str = "2023-02-08";
/// T+1: T-5 to T-1 are recorded for 1 + 2 + 3 persons, T+1 is sent to 2 with a slip.
const LATE: &str = "2023-02-09T01:00:00Z";
const ALERTS: i64 = 8;
const SENT: i64 = 2;

/// Two matters that are late, in the order in which the sweep takes them.
async fn late(f: &Fixture) -> [Matter; 2] {
    f.clock.set(START);
    let matters = [in_progress(f, "甲", DUE).await, in_progress(f, "乙", DUE).await];
    deliver(&f.app).await;
    f.clock.set(LATE);
    matters
}

/// Whether all that firing leaves behind is there, or nothing of it; anything between is a failure.
async fn whole(f: &Fixture, matter: &Matter) -> bool {
    let id = match f.store.for_migrations().get_database_backend() {
        sea_orm::DatabaseBackend::Sqlite => format!("X'{}'", matter.row.id.0.simple()),
        _ => format!("'{}'", matter.row.id.0),
    };
    let count = async |what: String| f.number(&format!("SELECT COUNT(*) AS n FROM {what}")).await;
    let left = [
        count(format!("alert WHERE matter_id = {id}")).await / ALERTS,
        count(format!("urge_slip WHERE matter_id = {id}")).await,
        count(format!("event WHERE action = 'alert' AND matter_id = {id}")).await,
        // T+3 is next.
        count(format!(
            "matter WHERE id = {id} AND next_alert_at > {}",
            f.now_ms()
        ))
        .await,
    ];
    assert!(
        left == [0; 4] || left == [1; 4],
        "alerts, slip, event, next look: {left:?}"
    );
    left == [1; 4]
}

async fn messages(f: &Fixture) -> i64 {
    f.number("SELECT COUNT(*) AS n FROM outbox WHERE status <> 'done'")
        .await
}

/// The place, counted from 1, of every statement that begins so.
fn places(seen: &[String], beginning: &str) -> Vec<usize> {
    let found = seen
        .iter()
        .enumerate()
        .filter(|(_, sql)| sql.starts_with(beginning));
    found.map(|(at, _)| at + 1).collect()
}

#[tokio::test]
async fn a_sweep_that_dies_at_any_statement_leaves_each_matter_whole_or_untouched() {
    let trap = Arc::new(Trap::default());
    let f = fixture().await;
    // The first slip of a year takes a statement more than the later ones.
    late(&f).await;
    sweep(&f.app).await;
    late(&f).await;
    let twin = f.watched_app(trap.hook()).await;
    let (report, seen) = trap.watch(swept(twin)).await;
    assert_eq!(report.expect("swept").batches, 2);
    // What a batch writes, in this order; what ends it is the last before the commit.
    let written = [
        "INSERT INTO \"alert\"",
        "INSERT INTO \"urge_slip\"",
        "INSERT INTO \"outbox\"",
        "INSERT INTO \"event\"",
        "UPDATE \"chain_head\"",
        "UPDATE \"matter\"",
        "DELETE FROM \"alert_failure\"",
    ]
    .map(|what| places(&seen, what));
    for batch in 0..2 {
        let order: Vec<usize> = written.iter().map(|places| places[batch]).collect();
        assert!(order.is_sorted(), "{order:?} in {seen:#?}");
    }
    let ends = &written[6];
    assert_eq!(ends.len(), 2);

    for n in 1..=seen.len() {
        let matters = late(&f).await;
        let before = messages(&f).await;
        let app = f.watched_app(trap.hook()).await;
        assert!(
            trap.kill_at(n, swept(app)).await.is_none(),
            "alive after statement {n}"
        );
        f.death_is_undone().await;
        let done = ends.iter().filter(|end| n > **end).count();
        for (at, matter) in matters.iter().enumerate() {
            let expected = at < done;
            assert_eq!(
                whole(&f, matter).await,
                expected,
                "matter {at}, dead at {n}: {}",
                seen[n - 1]
            );
        }
        let sent = SENT * i64::try_from(done).expect("few");
        assert_eq!(messages(&f).await - before, sent, "dead at {n}");

        let rest = sweep(&f.app).await;
        assert_eq!(rest.matters, 2 - done as u64, "dead at {n}");
        for matter in &matters {
            assert!(whole(&f, matter).await);
        }
        assert_eq!(messages(&f).await - before, 2 * SENT);
        assert_eq!(sweep(&f.app).await, SweepReport::default());
    }
    chain_is_whole(&f).await;
}

#[tokio::test]
async fn a_delivery_that_dies_at_any_statement_loses_and_doubles_nothing() {
    let trap = Arc::new(Trap::default());
    let f = fixture().await;
    late(&f).await;
    sweep(&f.app).await;
    let twin = f.watched_app(trap.hook()).await;
    let (done, seen) = trap.watch(delivered(twin)).await;
    assert_eq!(done.expect("delivered"), 4);
    let written = [
        "INSERT INTO \"notification\"",
        "UPDATE \"chain_head\"",
        "UPDATE \"alert\"",
    ]
    .map(|what| places(&seen, what));
    // Two rounds, each with a lease and an end.
    let outbox = places(&seen, "UPDATE \"outbox\"");
    assert_eq!((outbox.len(), written[0].len()), (4, 2), "{seen:#?}");
    let ends = [outbox[1], outbox[3]];
    for (round, end) in ends.iter().enumerate() {
        assert!(written.iter().all(|places| places[round] < *end), "{seen:#?}");
    }

    for n in 1..=seen.len() {
        late(&f).await;
        sweep(&f.app).await;
        let before = [inbox(&f).await, reached(&f).await, messages(&f).await];
        assert_eq!(before[2], 4);
        let app = f.watched_app(trap.hook()).await;
        assert!(
            trap.kill_at(n, delivered(app)).await.is_none(),
            "alive after statement {n}"
        );
        f.death_is_undone().await;
        let done = 2 * i64::try_from(ends.iter().filter(|end| n > **end).count()).expect("few");
        let after = [inbox(&f).await, reached(&f).await, messages(&f).await];
        assert_eq!(
            after,
            [before[0] + done, before[1] + done, before[2] - done],
            "dead at {n}: {}",
            seen[n - 1]
        );
        // The lease of the dead worker runs out, and somebody else has its rows.
        f.wall.advance(TimeDelta::minutes(2));
        assert_eq!(deliver(&f.app).await.sent, 4 - done as u64, "dead at {n}");
        assert_eq!(
            [inbox(&f).await, reached(&f).await, messages(&f).await],
            [before[0] + 4, before[1] + 4, 0]
        );
    }
    chain_is_whole(&f).await;
}

#[tokio::test]
async fn a_step_of_the_schema_that_dies_at_any_statement_is_taken_again() {
    let trap = Arc::new(Trap::default());
    let database = Database::create().await;
    let store = open(&database.url).await.watched(trap.hook());
    let step = |store: &Store| {
        let db = store.for_migrations().clone();
        async move { Migrator::up(&db, Some(1)).await }
    };
    let applied = async || {
        let history = Migrator::get_migration_models(store.for_migrations()).await;
        history.expect("a history").len()
    };
    for (at, migration) in Migrator::migrations().iter().enumerate() {
        for n in 1.. {
            if let Some(done) = trap.kill_at(n, step(&store)).await {
                done.unwrap_or_else(|error| panic!("{} after death at {}: {error}", migration.name(), n - 1));
                break;
            }
            assert_eq!(applied().await, at, "{} dead at {n}", migration.name());
        }
        assert_eq!(applied().await, at + 1, "{}", migration.name());
    }
}

async fn swept(app: App) -> AppResult<SweepReport> {
    alert::sweep(&app, 1).await
}

/// Two rounds of two messages.
async fn delivered(app: App) -> AppResult<u64> {
    let first = outbox::deliver(&app, "mortal", 2).await?;
    let second = outbox::deliver(&app, "mortal", 2).await?;
    Ok(first.sent + second.sent)
}

async fn inbox(f: &Fixture) -> i64 {
    f.number("SELECT COUNT(*) AS n FROM notification").await
}

async fn reached(f: &Fixture) -> i64 {
    f.number("SELECT COUNT(*) AS n FROM alert WHERE delivered_at IS NOT NULL")
        .await
}

async fn chain_is_whole(f: &Fixture) {
    let verdict = event::verify::region(&f.app, f.county).await.expect("verdict");
    assert!(verdict.whole);
}
