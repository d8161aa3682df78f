//! Every job of the schedule: a second run finds nothing to do, and a run that dies at any statement is made good by
//! the next, with the same end as if it had lived.

#[path = "../../app/tests/it/support/mod.rs"]
#[expect(
    dead_code,
    reason = "the worker uses a part of what the application's tests stand on"
)]
mod support;

use std::sync::Arc;

use chrono::TimeDelta;
use duban_app::matter;
use duban_app::{App, idempotency, outbox};
use duban_core::word::Action;
use duban_worker::jobs::{Counts, JobContext};
use duban_worker::schedule::{Entry, SCHEDULE};
use serde_json::json;
use support::accounts::sign_in;
use support::trap::Trap;
use support::{Fixture, PASSWORD, fixture};

/// What a job needs to have something to do, and the numbers by which its end is known.
async fn seed(job: &str, f: &Fixture) -> &'static [&'static str] {
    match job {
        "alert_sweep" => {
            late_matter(f).await;
            &[
                "SELECT COUNT(*) AS n FROM alert",
                "SELECT COUNT(*) AS n FROM urge_slip",
                "SELECT COUNT(*) AS n FROM outbox",
                "SELECT COUNT(*) AS n FROM event",
                "SELECT next_alert_at AS n FROM matter",
                "SELECT COUNT(*) AS n FROM app_state WHERE key = 'worker.heartbeat'",
            ]
        }
        "outbox_delivery" => {
            late_matter(f).await;
            &[
                "SELECT COUNT(*) AS n FROM notification",
                "SELECT COUNT(*) AS n FROM outbox WHERE status = 'done'",
                "SELECT COUNT(*) AS n FROM outbox",
                "SELECT MAX(change_seq) AS n FROM chain_head",
            ]
        }
        "session_cleanup" => {
            sign_in(&f.app, "d01", PASSWORD).await.expect("signed in");
            f.advance(TimeDelta::days(90));
            sign_in(&f.app, "d01", PASSWORD).await.expect("signed in");
            &["SELECT COUNT(*) AS n FROM session"]
        }
        "sign_in_cleanup" => {
            for name in ["d01", "nobody.1", "nobody.2"] {
                for _ in 0..5 {
                    sign_in(&f.app, name, "wrong").await.expect_err("refused");
                }
            }
            f.advance(TimeDelta::days(2));
            sign_in(&f.app, "d02", "wrong").await.expect_err("refused");
            &[
                "SELECT COUNT(*) AS n FROM event WHERE action = 'login_failed'",
                "SELECT COUNT(*) AS n FROM outbox",
                "SELECT COUNT(*) AS n FROM sign_in_attempt WHERE failures > 0",
                "SELECT COUNT(*) AS n FROM app_state WHERE key = 'sign_in.told_at'",
            ]
        }
        "idempotency_cleanup" => {
            remember(f, "first").await;
            f.advance(TimeDelta::days(2));
            remember(f, "second").await;
            &["SELECT COUNT(*) AS n FROM idempotency_key"]
        }
        "outbox_cleanup" => {
            late_matter(f).await;
            outbox::deliver(&f.app, "worker", 50).await.expect("delivered");
            f.wall.advance(TimeDelta::days(31));
            issue(f, "新近的事", "2023-06-30").await;
            &["SELECT COUNT(*) AS n FROM outbox"]
        }
        other => panic!("{other} is new in the schedule and has no test here"),
    }
}

/// One that was issued and is a day late; its messages wait.
async fn late_matter(f: &Fixture) {
    issue(f, "逾期的事", "2023-02-08").await;
    f.clock.set("2023-02-09T01:00:00Z");
}

async fn issue(f: &Fixture, title: &str, due_on: &str) {
    let new = json!({
        "kind": "task", "title": title, "requirement": "按期完成", "basis": "县政府常务会议纪要",
        "leader_id": f.user("leader1"), "lead_department_id": f.d01, "due_on": due_on,
    });
    let office = f.ctx("ducha1").await;
    let new = serde_json::from_value(new).expect("a new matter");
    let draft = matter::command::create(&f.app, &office, new)
        .await
        .expect("registered");
    let issue = duban_app::matter::action::parse(Action::Issue, json!({})).expect("a command");
    let (id, version) = (draft.row.id, draft.row.version);
    matter::command::act(&f.app, &office, id, version, issue)
        .await
        .expect("issued");
}

/// A request under a key, begun and never asked for again.
async fn remember(f: &Fixture, key: &str) {
    let office = f.ctx("ducha1").await;
    idempotency::begin(&f.app, &office, key, "hash")
        .await
        .expect("begun");
}

async fn evidence(f: &Fixture, selects: &[&str]) -> Vec<i64> {
    let mut numbers = Vec::with_capacity(selects.len());
    for select in selects {
        numbers.push(f.number(select).await);
    }
    numbers
}

async fn run(entry: &Entry, app: App) -> Counts {
    let done = (entry.run)(JobContext::new(app)).await;
    done.unwrap_or_else(|error| panic!("{}: {error}", entry.job))
}

/// Another worker may sweep between somebody's delivery and the look whether all is done.
#[tokio::test]
async fn what_has_fired_and_waits_for_its_delivery_is_not_done_yet() {
    let f = fixture().await;
    late_matter(&f).await;
    let idle = async || outbox::idle(&f.app).await.expect("looked");
    assert!(!idle().await, "a step is due");
    duban_app::alert::sweep(&f.app, 200).await.expect("swept");
    assert!(!idle().await, "its messages wait");
    duban_worker::run_once(&f.app).await.expect("ran");
    assert!(idle().await);
}

#[tokio::test]
async fn a_second_run_finds_nothing_to_do() {
    for entry in SCHEDULE {
        let f = fixture().await;
        let selects = seed(entry.job, &f).await;
        let before = evidence(&f, selects).await;
        assert!(
            run(entry, f.app.clone()).await.any(),
            "{} had nothing to do",
            entry.job
        );
        let after = evidence(&f, selects).await;
        assert_ne!(before, after, "{} left no trace", entry.job);
        assert!(
            !run(entry, f.app.clone()).await.any(),
            "{} did it twice",
            entry.job
        );
        assert_eq!(evidence(&f, selects).await, after, "{}", entry.job);
    }
}

#[tokio::test]
async fn a_killed_run_is_completed_by_the_next() {
    for entry in SCHEDULE {
        let trap = Arc::new(Trap::default());
        let twin = fixture().await;
        let selects = seed(entry.job, &twin).await;
        let app = twin.watched_app(trap.hook()).await;
        let (_, statements) = trap.watch((entry.run)(JobContext::new(app))).await;
        let expected = evidence(&twin, selects).await;
        assert!(!statements.is_empty(), "{} never looked", entry.job);
        for n in 1..=statements.len() {
            let f = fixture().await;
            seed(entry.job, &f).await;
            let app = f.watched_app(trap.hook()).await;
            let ended = trap.kill_at(n, (entry.run)(JobContext::new(app))).await;
            assert!(ended.is_none(), "{} lived past statement {n}", entry.job);
            f.death_is_undone().await;
            // What the dead worker had leased is free again.
            f.wall.advance(TimeDelta::minutes(2));
            run(entry, f.app.clone()).await;
            let found = evidence(&f, selects).await;
            assert_eq!(
                found,
                expected,
                "{}, dead at {n}: {}",
                entry.job,
                statements[n - 1]
            );
        }
    }
}
