//! What fires, for whom, and why.

use chrono::TimeDelta;
use duban_app::event;
use duban_core::alert::{AlertOutcome, RuleKey};
use duban_core::word::Action;
use serde_json::json;

use crate::alerting::{act, alerts, deliver, draft, fired, in_progress, issued, sweep};
use crate::support::fixture;

/// Wednesday 2023-02-08; the five working days before it are 7, 6, 3, 2 and 1 February.
const DUE: &str = "2023-02-08";

#[tokio::test]
async fn each_step_reaches_its_people_on_its_day() {
    let f = fixture().await;
    let matter = in_progress(&f, "完成一季度固投入库", DUE).await;
    let days: &[(&str, &[&str])] = &[
        ("2023-02-01T00:59:59Z", &[]),
        ("2023-02-01T01:00:00Z", &["due:-5 d01 as handler sent"]),
        ("2023-02-02T01:00:00Z", &[]),
        (
            "2023-02-03T01:00:00Z",
            &[
                "due:-3 d01 as handler sent",
                "due:-3 d01-head as department_head sent",
            ],
        ),
        (
            "2023-02-07T01:00:00Z",
            &[
                "due:-1 d01 as handler sent",
                "due:-1 d01-head as department_head sent",
                "due:-1 ducha1 as leader_liaison sent",
            ],
        ),
        (
            "2023-02-09T01:00:00Z",
            &[
                "due:+1 d01 as handler sent blue",
                "due:+1 d01-head as department_head sent blue",
            ],
        ),
        (
            "2023-02-13T01:00:00Z",
            &[
                "due:+3 d01 as handler sent yellow",
                "due:+3 d01-head as department_head sent yellow",
                "due:+3 leader1 as leader sent yellow",
            ],
        ),
        (
            "2023-02-15T01:00:00Z",
            &[
                "due:+5 d01 as handler sent red",
                "due:+5 d01-head as department_head sent red",
                "due:+5 leader1 as leader sent red",
                "due:+5 xianzhang as county_head sent red",
            ],
        ),
        ("2023-03-31T01:00:00Z", &[]),
    ];
    let mut so_far = 0;
    for (instant, expected) in days {
        f.clock.set(instant);
        sweep(&f.app).await;
        let all = fired(&f, matter.row.id).await;
        assert_eq!(&all[so_far..], *expected, "at {instant}");
        so_far = all.len();
    }
    // Three steps came with a slip each, numbered in order.
    assert_eq!(f.number("SELECT COUNT(*) AS n FROM urge_slip").await, 3);
    let numbers: Vec<String> = alerts(&f, matter.row.id)
        .await
        .into_iter()
        .filter_map(|alert| Some(alert.slip?.number))
        .collect();
    assert_eq!(numbers.first().map(String::as_str), Some("催〔2023〕0003号"));
    assert_eq!(numbers.last().map(String::as_str), Some("催〔2023〕0001号"));
    // Nothing is left to look at until the matter moves.
    assert_eq!(
        f.number("SELECT COUNT(*) AS n FROM matter WHERE next_alert_at IS NOT NULL")
            .await,
        0
    );
}

#[tokio::test]
async fn an_alert_says_why() {
    let f = fixture().await;
    let matter = in_progress(&f, "完成一季度固投入库", DUE).await;
    f.clock.set("2023-02-09T01:00:00Z");
    sweep(&f.app).await;
    let alerts = alerts(&f, matter.row.id).await;
    let sent = alerts
        .iter()
        .find(|alert| alert.outcome == AlertOutcome::Sent)
        .expect("one was sent");
    assert_eq!(
        sent.why,
        "应于2023-02-08完成，已逾期1个工作日（按2023年工作日历，自2023-02-09起算）；\
         规则：到期阶梯 T+1 第1版；日历版本：cn-2023-2026.1"
    );
    assert_eq!(
        (sent.rule, sent.cycle.as_str(), sent.delivered_at),
        (RuleKey::Due, DUE, None)
    );
    deliver(&f.app).await;
    let delivered = crate::alerting::alerts(&f, matter.row.id).await;
    let reached: Vec<bool> = delivered
        .iter()
        .map(|alert| alert.delivered_at.is_some())
        .collect();
    let sent: Vec<bool> = delivered
        .iter()
        .map(|alert| alert.outcome == AlertOutcome::Sent)
        .collect();
    assert_eq!(reached, sent);
}

/// T-1 of a Saturday is the Thursday, on which the light says one day as well.
#[tokio::test]
async fn before_a_day_off_an_alert_counts_as_the_light_does() {
    let f = fixture().await;
    let matter = in_progress(&f, "周六到期", "2023-03-25").await;
    f.clock.set("2023-03-23T01:00:00Z");
    sweep(&f.app).await;
    let alerts = alerts(&f, matter.row.id).await;
    let sent = alerts.iter().find(|alert| alert.outcome == AlertOutcome::Sent);
    let why = &sent.expect("one was sent").why;
    assert!(why.starts_with("应于2023-03-25完成，还剩1个工作日"), "{why}");
}

#[tokio::test]
async fn after_downtime_every_missed_step_is_recorded_and_the_highest_sent() {
    let f = fixture().await;
    let matter = in_progress(&f, "停机期间到期", DUE).await;
    f.clock.set("2023-02-14T06:30:00Z");
    let report = sweep(&f.app).await;
    assert_eq!((report.fired, report.sent), (11, 3));
    let steps: Vec<(i32, AlertOutcome, bool)> = {
        let mut seen: Vec<_> = alerts(&f, matter.row.id)
            .await
            .iter()
            .map(|alert| (alert.step, alert.outcome, alert.slip.is_some()))
            .collect();
        seen.sort_by_key(|(step, ..)| *step);
        seen.dedup();
        seen
    };
    let missed = |step| (step, AlertOutcome::Superseded, false);
    assert_eq!(
        steps,
        [
            missed(-5),
            missed(-3),
            missed(-1),
            missed(1),
            (3, AlertOutcome::Sent, true)
        ]
    );
    let all = alerts(&f, matter.row.id).await;
    let why = |step| &all.iter().find(|alert| alert.step == step).expect("recorded").why;
    assert!(
        why(3).contains("已逾期4个工作日") && why(3).contains("到期阶梯 T+3"),
        "{}",
        why(3)
    );
    assert!(
        why(-1).contains("还剩1个工作日") && why(-1).ends_with("已由更高一级代替"),
        "{}",
        why(-1)
    );
    // What was not sent got no slip and no number.
    assert_eq!(f.number("SELECT COUNT(*) AS n FROM urge_slip").await, 1);
    // One event tells it all.
    assert_eq!(f.events("alert").await, 1);
    f.clock.set("2023-02-15T01:00:00Z");
    assert_eq!(sweep(&f.app).await.sent, 4);
}

#[tokio::test]
async fn every_rule_has_its_own_people() {
    let f = fixture().await;
    let unsigned = issued(&f, "未签收", "2023-06-30").await;
    f.clock.set("2023-01-30T01:00:00Z");
    sweep(&f.app).await;
    let expected = [
        "sign_overdue:+1 d01 as handler sent",
        "sign_overdue:+1 d01-head as department_head sent",
    ];
    assert_eq!(fired(&f, unsigned.row.id).await, expected);

    let asked = in_progress(&f, "申请延期", "2023-06-30").await;
    let request = json!({"reason": "征地未完成", "new_due_on": "2023-07-31", "progress": "完成一半"});
    act(&f, "d01", &asked, Action::ExtensionRequest, request).await;
    let claimed = in_progress(&f, "申请办结", "2023-06-30").await;
    act(&f, "d01", &claimed, Action::Claim, json!({"evidence": "验收单"})).await;
    f.clock.set("2023-02-10T01:00:00Z");
    sweep(&f.app).await;
    // 30 January + 3 and + 5 working days are 2 and 6 February; only the higher one is sent.
    let sent = |lines: Vec<String>| {
        lines
            .into_iter()
            .filter(|line| line.contains("sent"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        sent(fired(&f, asked.row.id).await),
        [
            "extension_undecided:+5 leader1 as leader sent",
            "extension_undecided:+5 xianzhang as county_head sent"
        ]
    );
    assert_eq!(
        sent(fired(&f, claimed.row.id).await),
        [
            "claim_undecided:+5 ducha1 as supervisor sent",
            "claim_undecided:+5 ducha2 as supervisor sent",
            "claim_undecided:+5 xianzhang as county_head sent",
        ]
    );
}

#[tokio::test]
async fn drafts_and_stopped_clocks_fire_no_alerts() {
    let f = fixture().await;
    let draft = draft(&f, "拟办", DUE).await;
    let suspended = in_progress(&f, "中止", DUE).await;
    act(
        &f,
        "leader1",
        &suspended,
        Action::Suspend,
        json!({"reason": "上级暂停"}),
    )
    .await;
    let claimed = in_progress(&f, "已申请办结", DUE).await;
    act(&f, "d01", &claimed, Action::Claim, json!({"evidence": "验收单"})).await;
    f.clock.set("2023-02-15T01:00:00Z");
    sweep(&f.app).await;
    for matter in [draft.row.id, suspended.row.id, claimed.row.id] {
        let due: Vec<String> = fired(&f, matter)
            .await
            .into_iter()
            .filter(|line| line.starts_with("due"))
            .collect();
        assert_eq!(due, [""; 0]);
    }
}

#[tokio::test]
async fn a_matter_keeps_its_version_and_its_chain() {
    let f = fixture().await;
    let matter = in_progress(&f, "版本不变", DUE).await;
    f.clock.set("2023-02-01T01:00:00Z");
    sweep(&f.app).await;
    // The department's next move is not stale because the worker was there.
    let report = json!({"percent": 30, "progress": "进展顺利"});
    act(&f, "d01", &matter, Action::Report, report).await;
    assert!(
        event::verify::region(&f.app, f.county)
            .await
            .expect("verdict")
            .whole
    );
}

#[tokio::test]
async fn the_office_is_notified_when_no_recipient_is_found() {
    let f = fixture().await;
    let matter = in_progress(&f, "无人可告", DUE).await;
    f.sql("UPDATE user_account SET active = FALSE WHERE username IN ('leader1', 'd01')")
        .await;
    f.wall.advance(TimeDelta::seconds(10));
    f.clock.set("2023-02-13T01:00:00Z");
    sweep(&f.app).await;
    let sent: Vec<String> = fired(&f, matter.row.id)
        .await
        .into_iter()
        .filter(|line| line.contains("sent"))
        .collect();
    let expected = [
        "due:+3 d01-head as handler sent yellow",
        "due:+3 ducha1 as supervisor sent yellow",
        "due:+3 ducha2 as supervisor sent yellow",
    ];
    assert_eq!(sent, expected);
}
