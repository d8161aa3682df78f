//! Nothing is lost: what reaches nobody, what cannot be handled, what was late from its first day.

use chrono::TimeDelta;
use duban_app::outbox;
use duban_core::word::Action;
use serde_json::json;

use crate::alerting::{act, alerts_as, draft, fired, in_progress, line, sweep};
use crate::support::fixture;

/// Wednesday 2023-02-08; T+1 is 9 February, T+3 the 13th, T+5 the 15th.
const DUE: &str = "2023-02-08";

#[tokio::test]
async fn alerts_fall_back_to_the_county_head_and_then_are_undeliverable() {
    let f = fixture().await;
    let matter = in_progress(&f, "无人在岗", DUE).await;
    // Nobody will be left to ask, so that the one who asks is remembered.
    let asker = f.ctx("ducha1").await;
    let step = async |gone: &str, instant: &str| {
        f.sql(&format!(
            "UPDATE user_account SET active = FALSE WHERE username IN ({gone})"
        ))
        .await;
        f.wall.advance(TimeDelta::seconds(10));
        f.clock.set(instant);
        let report = sweep(&f.app).await;
        let all = alerts_as(&f, &asker, matter.row.id).await;
        let newest = all.first().map(line).expect("one fired");
        (report.sent, newest)
    };
    let office = "'d01', 'd01-head', 'ducha1', 'ducha2', 'leader1'";
    let (sent, reported) = step(office, "2023-02-09T01:00:00Z").await;
    assert_eq!(
        (sent, reported.as_str()),
        (1, "due:+1 xianzhang as county_head sent blue")
    );
    let (sent, reported) = step("'xianzhang'", "2023-02-13T01:00:00Z").await;
    assert_eq!(
        (sent, reported.as_str()),
        (0, "due:+3 leader1 as leader undeliverable")
    );
    // No slip went to nobody, nothing waits for delivery, and the office's page tells of it.
    assert_eq!(f.number("SELECT COUNT(*) AS n FROM urge_slip").await, 1);
    assert_eq!(f.events("alert").await, 2);
    let health = outbox::health(&f.app).await.expect("health");
    assert_eq!(health.undeliverable_alerts, 1);
    for (status, counted) in [
        ("claimed", 1),
        ("closed", 0),
        ("cancelled", 0),
        ("in_progress", 1),
    ] {
        f.sql(&format!("UPDATE matter SET status = '{status}'")).await;
        let health = outbox::health(&f.app).await.expect("health");
        assert_eq!(health.undeliverable_alerts, counted, "{status}");
    }
    // Once it has been kept it does not fire again.
    f.sql("UPDATE matter SET next_alert_at = 0").await;
    assert_eq!(sweep(&f.app).await.fired, 0);
}

#[tokio::test]
async fn a_failing_matter_is_postponed_alone() {
    let f = fixture().await;
    let bad = in_progress(&f, "坏数据", DUE).await;
    let good = in_progress(&f, "好数据", DUE).await;
    let status =
        |word: &str, title: &str| format!("UPDATE matter SET status = '{word}' WHERE title = '{title}'");
    // A word that this release does not know, as after going back to an older one.
    f.sql(&status("paused", "坏数据")).await;
    f.clock.set("2023-02-09T01:00:00Z");
    let report = sweep(&f.app).await;
    assert_eq!((report.failed, report.sent), (1, 2));
    assert_eq!(fired(&f, good.row.id).await.len(), 8);
    let failing = async || {
        let health = outbox::health(&f.app).await.expect("health");
        health.failing_matters
    };
    assert_eq!(failing().await, 1);
    // It is tried again alone, after a minute and then after two, though the demo's clock stands, and holds up nobody.
    for (seconds, failed) in [(59, 0), (1, 1), (60, 0), (60, 1)] {
        f.wall.advance(TimeDelta::seconds(seconds));
        let health = outbox::health(&f.app).await.expect("health");
        assert_eq!(
            health.oldest_due_at.is_some(),
            failed == 1,
            "only what may be tried waits"
        );
        assert_eq!(sweep(&f.app).await.failed, failed);
    }
    f.clock.advance(TimeDelta::hours(3));
    assert_eq!(
        sweep(&f.app).await.failed,
        0,
        "the product's time does not matter"
    );
    f.clock.set("2023-02-09T01:00:00Z");
    f.sql(&status("in_progress", "坏数据")).await;
    f.wall.advance(TimeDelta::minutes(4));
    let report = sweep(&f.app).await;
    assert_eq!((report.failed, report.sent), (0, 2));
    assert_eq!((failing().await, fired(&f, bad.row.id).await.len()), (0, 8));
}

#[tokio::test]
async fn health_counts_pending_work() {
    let f = fixture().await;
    let late = in_progress(&f, "久拖", DUE).await;
    let report = json!({"percent": 30, "progress": "进展顺利"});
    f.clock.set("2023-03-15T01:00:00Z");
    sweep(&f.app).await;
    // Every step has fired. Who moves the matter makes the worker look again, at something that is due now.
    f.clock.set("2023-03-15T03:00:00Z");
    let late = act(&f, "d01", &late, Action::Report, report).await;
    let health = outbox::health(&f.app).await.expect("health");
    assert_eq!(health.oldest_due_at, Some(f.app.now()));
    assert_eq!(sweep(&f.app).await.fired, 0);

    // A matter that failed once and then was moved on, so that nothing is due before the office is late.
    f.sql("UPDATE matter SET status = 'paused', next_alert_at = 0")
        .await;
    assert_eq!(sweep(&f.app).await.failed, 1);
    f.sql("UPDATE matter SET status = 'in_progress'").await;
    let failing = async || outbox::health(&f.app).await.expect("health").failing_matters;
    assert_eq!(failing().await, 1);
    act(&f, "d01", &late, Action::Claim, json!({"evidence": "验收单"})).await;
    assert_eq!(failing().await, 0, "it waits for no further try");
    f.clock.set("2023-03-20T01:00:00Z");
    assert_eq!(failing().await, 1, "until its next step");
}

/// An account may be given another role after it was named as liaison.
#[tokio::test]
async fn a_liaison_who_sees_no_matters_any_more_is_passed_over() {
    let f = fixture().await;
    let matter = in_progress(&f, "联络员改任", DUE).await;
    f.sql(
        "UPDATE user_account SET liaison_id = (SELECT id FROM user_account WHERE username = 'auditor') \
         WHERE username = 'leader1'",
    )
    .await;
    f.wall.advance(TimeDelta::seconds(10));
    f.clock.set("2023-02-07T01:00:00Z");
    sweep(&f.app).await;
    let reported = fired(&f, matter.row.id).await;
    let leader = "due:-1 leader1 as leader_liaison sent".to_owned();
    assert!(reported.contains(&leader), "{reported:?}");
}

/// Who leads matters may be given another role while some are open.
#[tokio::test]
async fn a_leader_who_leads_no_matters_any_more_is_passed_over() {
    for (role, department) in [
        ("statistician", "NULL"),
        (
            "handler",
            "(SELECT id FROM department WHERE name = '县工业和信息化局')",
        ),
    ] {
        let f = fixture().await;
        let matter = in_progress(&f, "领导改任", DUE).await;
        f.sql(&format!(
            "UPDATE user_account SET role = '{role}', department_id = {department} WHERE username = 'leader1'"
        ))
        .await;
        f.wall.advance(TimeDelta::seconds(10));
        f.clock.set("2023-02-13T01:00:00Z");
        sweep(&f.app).await;
        let mut reported = fired(&f, matter.row.id).await;
        reported.retain(|line| line.contains("sent"));
        let expected = [
            "due:+3 d01 as handler sent yellow",
            "due:+3 d01-head as department_head sent yellow",
            "due:+3 ducha1 as supervisor sent yellow",
            "due:+3 ducha2 as supervisor sent yellow",
        ];
        assert_eq!(reported, expected, "{role}");
        let request = json!({"reason": "征地未完成", "new_due_on": "2023-07-31", "progress": "完成一半"});
        act(&f, "d01", &matter, Action::ExtensionRequest, request).await;
        let of_leader = "SELECT COUNT(*) AS n FROM outbox WHERE recipient_id IN \
             (SELECT id FROM user_account WHERE username = 'leader1')";
        assert_eq!(f.number(of_leader).await, 0, "{role}: what asks for a decision");
    }
}

#[tokio::test]
async fn a_matter_issued_after_its_due_date_fires_at_once() {
    let f = fixture().await;
    let late = draft(&f, "补录的旧事", "2023-02-08").await;
    f.clock.set("2023-02-14T06:30:00Z");
    sweep(&f.app).await;
    assert!(fired(&f, late.row.id).await.is_empty(), "a draft is nobody's");
    act(&f, "ducha1", &late, Action::Issue, json!({})).await;
    sweep(&f.app).await;
    let expected = [
        "due:+1 d01 as handler superseded",
        "due:+1 d01-head as department_head superseded",
        "due:+3 d01 as handler sent yellow",
        "due:+3 d01-head as department_head sent yellow",
        "due:+3 leader1 as leader sent yellow",
    ];
    assert_eq!(fired(&f, late.row.id).await, expected);
    f.clock.set("2023-02-15T01:00:00Z");
    assert_eq!(sweep(&f.app).await.sent, 4, "the ladder goes on with T+5");
}

#[tokio::test]
async fn an_endorsed_submission_alerts_the_office() {
    let f = fixture().await;
    let matter = in_progress(&f, "审签后未报送", "2023-06-30").await;
    let ask =
        json!({"tried": "县级已协调三次", "ask": "请协调用地指标", "city_department_id": f.city_department});
    let matter = act(&f, "d01", &matter, Action::EscalationPropose, ask).await;
    f.clock.set("2023-02-01T02:00:00Z");
    act(&f, "leader1", &matter, Action::EscalationEndorse, json!({})).await;
    // Proposed on 28 January, so that + 3 would be 1 February; endorsed on 1 February, + 3 is 6 February.
    f.clock.set("2023-02-06T01:00:00Z");
    sweep(&f.app).await;
    let expected = [
        "submission_undecided:+3 ducha1 as supervisor sent",
        "submission_undecided:+3 ducha2 as supervisor sent",
    ];
    assert_eq!(fired(&f, matter.row.id).await, expected);
}
