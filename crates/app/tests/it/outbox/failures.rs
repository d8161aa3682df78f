//! What the outbox does with a message that cannot be delivered, and with workers that do not come back.

use chrono::TimeDelta;
use duban_app::AppError;
use duban_app::outbox::{self, Delivered};
use duban_core::worker::WorkerReason;

use crate::alerting::{deliver, in_progress, issued, sweep};
use crate::support::fixture;

/// After so many a message is a dead letter.
const ATTEMPTS: i32 = 22;

#[tokio::test]
async fn a_bad_message_waits_longer_and_longer_and_holds_up_nobody() {
    let f = fixture().await;
    issued(&f, "有一条坏消息", "2023-03-31").await;
    let one = "SELECT id FROM user_account WHERE username = 'd01-head'";
    f.sql(&format!(
        "UPDATE outbox SET payload = 'no message' WHERE recipient_id = ({one})"
    ))
    .await;
    assert_eq!(
        deliver(&f.app).await,
        Delivered {
            sent: 1,
            failed: 1,
            dead: 0
        }
    );
    for attempt in 2..=ATTEMPTS {
        assert_eq!(
            deliver(&f.app).await,
            Delivered::default(),
            "before its time, attempt {attempt}"
        );
        f.wall.advance(TimeDelta::hours(1));
        let dead = u64::from(attempt == ATTEMPTS);
        assert_eq!(
            deliver(&f.app).await,
            Delivered {
                sent: 0,
                failed: 1 - dead,
                dead
            },
            "attempt {attempt}"
        );
    }
    f.wall.advance(TimeDelta::days(1));
    assert_eq!(deliver(&f.app).await, Delivered::default());
    let health = outbox::health(&f.app).await.expect("health");
    assert_eq!((health.outbox_depth, health.dead_letters), (0, 1));

    // Whoever has mended it sends it again, with all its attempts.
    f.sql(&format!(
        "UPDATE outbox SET payload = (SELECT payload FROM outbox WHERE recipient_id <> ({one})) \
         WHERE recipient_id = ({one})"
    ))
    .await;
    assert_eq!(outbox::retry_dead(&f.app).await.expect("in line"), 1);
    let health = outbox::health(&f.app).await.expect("health");
    assert_eq!((health.outbox_depth, health.dead_letters), (1, 0));
    assert_eq!(deliver(&f.app).await.sent, 1);
    assert_eq!(outbox::retry_dead(&f.app).await.expect("none"), 0);
}

#[tokio::test]
async fn an_abandoned_lease_is_taken_over() {
    let f = fixture().await;
    issued(&f, "租约", "2023-03-31").await;
    let until = "CAST(next_attempt_at + 60000 AS BIGINT)";
    f.sql(&format!(
        "UPDATE outbox SET status = 'leased', lease_by = 'dead', attempts = 1, next_attempt_at = {until}"
    ))
    .await;
    assert_eq!(deliver(&f.app).await.sent, 0);
    f.wall.advance(TimeDelta::seconds(61));
    assert_eq!(deliver(&f.app).await.sent, 2);
}

#[tokio::test]
async fn a_message_that_its_workers_die_of_becomes_a_dead_letter() {
    let f = fixture().await;
    issued(&f, "致命消息", "2023-03-31").await;
    let one = "SELECT id FROM user_account WHERE username = 'd01-head'";
    f.sql(&format!(
        "UPDATE outbox SET status = 'leased', lease_by = 'dead', attempts = {ATTEMPTS} WHERE recipient_id = ({one})"
    ))
    .await;
    let done = deliver(&f.app).await;
    assert_eq!((done.sent, done.failed, done.dead), (1, 0, 1));
    let health = outbox::health(&f.app).await.expect("health");
    assert_eq!((health.outbox_depth, health.dead_letters), (0, 1));
    let said = "SELECT COUNT(*) AS n FROM outbox WHERE status = 'dead' AND last_error IS NOT NULL";
    assert_eq!(f.number(said).await, 1);
}

#[tokio::test]
async fn what_was_not_tried_has_not_used_up_an_attempt() {
    let f = fixture().await;
    for n in 0..3 {
        issued(&f, &format!("事项{n}"), "2023-03-31").await;
    }
    // The fault is not with the messages: three of the six fail in a row, and the others are left for later.
    f.sql("ALTER TABLE chain_head RENAME TO chain_head_away").await;
    let done = outbox::deliver(&f.app, "unlucky", 50).await.expect("tried");
    assert_eq!((done.sent, done.failed), (0, 6));
    f.sql("ALTER TABLE chain_head_away RENAME TO chain_head").await;
    let attempts = |n: i32| format!("SELECT COUNT(*) AS n FROM outbox WHERE attempts = {n}");
    assert_eq!(f.number(&attempts(1)).await, 3);
    assert_eq!(f.number(&attempts(0)).await, 3);
    f.wall.advance(TimeDelta::seconds(61));
    assert_eq!(deliver(&f.app).await.sent, 6);
}

#[tokio::test]
async fn health_tells_of_a_worker_that_does_not_come() {
    let f = fixture().await;
    in_progress(&f, "无人巡检", "2023-02-08").await;
    let before = outbox::health(&f.app).await.expect("health");
    assert_eq!((before.last_sweep_at, before.oldest_due_at), (None, None));
    assert!(before.outbox_depth > 0);
    f.clock.set("2023-02-02T01:00:00Z");
    let late = outbox::health(&f.app).await.expect("health");
    assert_eq!(
        late.oldest_due_at.expect("one is due").to_rfc3339(),
        "2023-02-01T01:00:00+00:00"
    );
    sweep(&f.app).await;
    outbox::beat(&f.app).await.expect("beat");
    let after = outbox::health(&f.app).await.expect("health");
    assert!(after.last_sweep_at.is_some() && after.oldest_due_at.is_none());
    for (username, allowed) in [
        ("ducha1", true),
        ("sysadmin", true),
        ("secadmin", true),
        ("auditor", true),
        ("d01", false),
        ("leader1", false),
    ] {
        let reported = outbox::health_for(&f.app, &f.ctx(username).await).await;
        match reported {
            Ok(_) => assert!(allowed, "{username}"),
            Err(error) => assert!(matches!(error, AppError::Forbidden) && !allowed, "{username}"),
        }
    }
}

#[tokio::test]
async fn health_judges_by_what_it_finds() {
    let f = fixture().await;
    in_progress(&f, "研判", "2023-02-08").await;
    let verdict = async || {
        let health = outbox::health(&f.app).await.expect("health");
        let reason = health.reason.map_or("-", WorkerReason::as_str);
        format!("{} {reason}", health.status)
    };
    let beat = async || outbox::beat(&f.app).await.expect("beat");
    let wall = |seconds| f.wall.advance(TimeDelta::seconds(seconds));
    assert_eq!(verdict().await, "late never_swept");
    wall(61);
    assert_eq!(verdict().await, "stopped never_swept");
    beat().await;
    assert_eq!(verdict().await, "ok -");
    wall(61);
    assert_eq!(verdict().await, "late sweep_late");
    wall(50);
    assert_eq!(verdict().await, "stopped sweep_stopped");
    // What was written 172 seconds ago has not been delivered.
    beat().await;
    assert_eq!(verdict().await, "late outbox_waiting");
    deliver(&f.app).await;
    assert_eq!(verdict().await, "ok -");
    // The worker sweeps and leaves a step that has been due for a day.
    f.clock.set("2023-02-02T01:00:00Z");
    assert_eq!(
        verdict().await,
        "ok -",
        "the demo's clock has jumped, the sweep is to come"
    );
    wall(5);
    beat().await;
    assert_eq!(verdict().await, "late steps_waiting");
    sweep(&f.app).await;
    deliver(&f.app).await;
    assert_eq!(verdict().await, "ok -");
    // The machine's clock is set back by a day.
    wall(-86_400);
    assert_eq!(verdict().await, "late clock_skew");
    beat().await;
    assert_eq!(verdict().await, "ok -");
}
