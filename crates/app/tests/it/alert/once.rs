//! Whatever happens in between, a step fires once and is delivered once.

use chrono::TimeDelta;
use duban_app::alert::{self, SweepReport};
use duban_app::{event, outbox, region};
use duban_core::alert::RuleKey;

use crate::alerting::{alerts, deliver, in_progress, sweep};
use crate::support::fixture;

/// Wednesday 2023-02-08; the five working days before it are 7, 6, 3, 2 and 1 February.
const DUE: &str = "2023-02-08";

#[tokio::test]
async fn a_repeated_sweep_fires_nothing() {
    let f = fixture().await;
    in_progress(&f, "一", DUE).await;
    in_progress(&f, "二", DUE).await;
    f.clock.set("2023-02-01T01:00:00Z");
    assert_eq!(
        sweep(&f.app).await,
        SweepReport {
            matters: 2,
            fired: 2,
            sent: 2,
            batches: 1,
            failed: 0,
        }
    );
    let events = f.events("alert").await;
    for _ in 0..3 {
        assert_eq!(sweep(&f.app).await, SweepReport::default());
    }
    // Even when every matter is looked at again.
    f.sql("UPDATE matter SET next_alert_at = 0").await;
    let again = sweep(&f.app).await;
    assert_eq!((again.matters, again.fired, again.sent), (2, 0, 0));
    assert_eq!((f.events("alert").await, events), (2, 2));
    assert!(deliver(&f.app).await.sent > 0);
    assert_eq!(deliver(&f.app).await.sent, 0);
}

#[tokio::test]
async fn a_new_ladder_takes_effect_at_once() {
    let f = fixture().await;
    let matter = in_progress(&f, "改阶梯", DUE).await;
    let office = f.ctx("ducha1").await;
    let found = region::settings::get(&f.app, &office).await.expect("settings");
    let mut settings = found.settings;
    let due = settings
        .ladder
        .iter_mut()
        .find(|rule| rule.key == RuleKey::Due)
        .expect("the rule");
    due.steps.retain(|step| step.offset == 1);
    // Another process, whose directory is still the old one, does the sweep.
    let other = f.second_app().await;
    other.directory().await.expect("the old one");
    region::settings::update(&f.app, &office, found.version, settings)
        .await
        .expect("set");
    f.clock.set("2023-02-15T01:00:00Z");
    sweep(&other).await;
    let fired = alerts(&f, matter.row.id).await;
    assert!(
        fired
            .iter()
            .all(|alert| alert.step == 1 && alert.why.contains("第2版")),
        "{fired:?}"
    );
    assert_eq!(fired.len(), 2);
}

#[tokio::test]
async fn a_batch_that_fails_at_its_last_step_leaves_nothing_behind() {
    let f = fixture().await;
    in_progress(&f, "一", DUE).await;
    deliver(&f.app).await;
    f.clock.set("2023-02-09T01:00:00Z");
    // Alerts, slip, number and messages are written before the chain.
    f.sql("ALTER TABLE chain_head RENAME TO chain_head_away").await;
    let report = alert::sweep(&f.app, 200).await.expect("the others go on");
    assert_eq!((report.failed, report.sent), (1, 0));
    let left = "SELECT (SELECT COUNT(*) FROM alert) + (SELECT COUNT(*) FROM urge_slip) \
                + (SELECT COUNT(*) FROM outbox WHERE status <> 'done') AS n";
    assert_eq!(f.number(left).await, 0);
    f.sql("ALTER TABLE chain_head_away RENAME TO chain_head").await;
    assert_eq!(sweep(&f.app).await, SweepReport::default(), "before its time");
    f.wall.advance(TimeDelta::minutes(1));
    assert_eq!(sweep(&f.app).await.sent, 2);
    assert_eq!(
        f.number("SELECT COUNT(*) AS n FROM urge_slip WHERE number = '催〔2023〕0001号'")
            .await,
        1
    );

    // The same after the lease: the messages come again when their time has come.
    f.sql("ALTER TABLE chain_head RENAME TO chain_head_away").await;
    assert_eq!(
        outbox::deliver(&f.app, "unlucky", 200)
            .await
            .expect("tried")
            .failed,
        2
    );
    f.sql("ALTER TABLE chain_head_away RENAME TO chain_head").await;
    assert_eq!(deliver(&f.app).await.sent, 0, "before their time");
    f.wall.advance(TimeDelta::seconds(3));
    assert_eq!(deliver(&f.app).await.sent, 2);
    assert!(
        event::verify::region(&f.app, f.county)
            .await
            .expect("verdict")
            .whole
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn workers_side_by_side_share_the_work() {
    let f = fixture().await;
    for n in 0..30 {
        in_progress(&f, &format!("事项{n}"), DUE).await;
    }
    deliver(&f.app).await;
    let before = f.number("SELECT COUNT(*) AS n FROM notification").await;
    f.clock.set("2023-02-09T01:00:00Z");
    let other = f.second_app().await;
    let (one, two) = tokio::join!(
        tokio::spawn({
            let app = f.app.clone();
            async move { alert::sweep(&app, 4).await }
        }),
        tokio::spawn({
            let app = other.clone();
            async move { alert::sweep(&app, 4).await }
        }),
    );
    let (one, two) = (
        one.expect("ran").expect("swept"),
        two.expect("ran").expect("swept"),
    );
    // A worker that skipped what the other held may have ended early; a last look takes the rest.
    let rest = sweep(&f.app).await;
    assert_eq!(one.sent + two.sent + rest.sent, 30 * 2);
    assert_eq!(
        f.number("SELECT COUNT(*) AS n FROM alert WHERE outcome = 'sent'")
            .await,
        30 * 2
    );
    assert_eq!(
        f.number("SELECT COUNT(DISTINCT number) AS n FROM urge_slip")
            .await,
        30
    );
    let (one, two) = tokio::join!(
        outbox::deliver(&f.app, "one", 200),
        outbox::deliver(&other, "two", 200)
    );
    assert_eq!(
        one.expect("delivered").sent + two.expect("delivered").sent,
        30 * 2
    );
    assert_eq!(
        f.number("SELECT COUNT(*) AS n FROM notification").await - before,
        30 * 2
    );
    assert!(
        event::verify::region(&f.app, f.county)
            .await
            .expect("verdict")
            .whole
    );
}
