//! From the outbox to the inbox, and what the live stream tells of it.

use chrono::TimeDelta;
use duban_app::AppError;
use duban_app::feed::{self, Change, Cursor};
use duban_app::notification::{self, Kind, Severity, view::NotificationView};
use duban_app::outbox::{self, Delivered};
use duban_app::paging::PageRequest;
use duban_core::word::Action;
use serde_json::json;

use crate::alerting::{act, deliver, in_progress, issued, register, sweep, to_be_registered};
use crate::support::{Fixture, fixture};

async fn inbox(f: &Fixture, who: &str) -> Vec<NotificationView> {
    let (filter, page) = (notification::query::Filter::default(), PageRequest::default());
    notification::query::list(&f.app, &f.ctx(who).await, filter, &page)
        .await
        .expect("inbox")
        .items
}

async fn unread(f: &Fixture, who: &str) -> u64 {
    notification::query::count_unread(&f.app, &f.ctx(who).await)
        .await
        .expect("count")
}

#[tokio::test]
async fn actions_notify_their_recipients() {
    let f = fixture().await;
    let matter = issued(&f, "完成一季度固投入库", "2023-03-31").await;
    deliver(&f.app).await;
    for (who, lines) in [
        ("d01", 1),
        ("d01-head", 1),
        ("d02", 0),
        ("ducha1", 0),
        ("leader1", 0),
    ] {
        assert_eq!(inbox(&f, who).await.len(), lines, "{who}");
    }
    let line = inbox(&f, "d01").await.remove(0);
    assert_eq!(
        (line.kind, line.severity, line.why),
        (Kind::Assigned, Severity::Info, None)
    );
    assert_eq!(line.title, "新交办，请签收：完成一季度固投入库");
    let about = line.matter.expect("a matter");
    assert_eq!(
        (about.id, about.number),
        (matter.row.id, matter.row.number.clone())
    );

    let matter = act(&f, "d01", &matter, Action::Sign, json!({})).await;
    let request = json!({"reason": "征地未完成", "new_due_on": "2023-04-28", "progress": "一半"});
    let matter = act(&f, "d01", &matter, Action::ExtensionRequest, request).await;
    deliver(&f.app).await;
    assert_eq!(inbox(&f, "leader1").await[0].kind, Kind::DecisionWanted);
    act(
        &f,
        "leader1",
        &matter,
        Action::ExtensionReject,
        json!({"reason": "不得延期"}),
    )
    .await;
    deliver(&f.app).await;
    let decided = inbox(&f, "d01").await.remove(0);
    assert_eq!(decided.kind, Kind::Decided);
    assert!(
        decided.body.ends_with("（leader1 同志）：不得延期"),
        "{}",
        decided.body
    );
}

/// Where the office leads its own people are the department, and where a department has nobody the office hears of it.
#[tokio::test]
async fn the_office_stands_in_for_a_department_without_accounts() {
    let f = fixture().await;
    let led_by = async |department| {
        let mut new = to_be_registered(&f, "谁来办", "2023-03-31");
        new["lead_department_id"] = json!(department);
        new["co_department_ids"] = json!([f.d02]);
        register(&f, new).await
    };
    let of_office = led_by(f.office).await;
    let of_nobody = led_by(f.d01).await;
    f.sql("UPDATE user_account SET active = FALSE WHERE username LIKE 'd0%'")
        .await;
    f.wall.advance(TimeDelta::seconds(10));
    for matter in [of_office, of_nobody] {
        let reported = async |kind: Kind| {
            deliver(&f.app).await;
            let lines = inbox(&f, "ducha1").await;
            let about = |line: &&NotificationView| {
                line.kind == kind
                    && line
                        .matter
                        .as_ref()
                        .is_some_and(|about| about.id == matter.row.id)
            };
            lines.iter().filter(about).count()
        };
        let matter = act(&f, "leader1", &matter, Action::Issue, json!({})).await;
        assert_eq!(reported(Kind::Assigned).await, 1);
        act(
            &f,
            "leader1",
            &matter,
            Action::Urge,
            json!({"color": "blue", "text": "抓紧办理"}),
        )
        .await;
        assert_eq!(reported(Kind::Urged).await, 1);
    }
}

#[tokio::test]
async fn an_alert_is_delivered_once_and_its_reading_is_known() {
    let f = fixture().await;
    let matter = in_progress(&f, "逾期", "2023-02-08").await;
    deliver(&f.app).await;
    f.clock.set("2023-02-09T01:00:00Z");
    sweep(&f.app).await;
    assert_eq!(
        deliver(&f.app).await,
        Delivered {
            sent: 2,
            failed: 0,
            dead: 0
        }
    );
    assert_eq!(deliver(&f.app).await, Delivered::default());
    let line = inbox(&f, "d01").await.remove(0);
    assert_eq!((line.kind, line.severity), (Kind::Alert, Severity::Blue));
    assert_eq!(line.title, "已逾期1个工作日：逾期");
    assert!(line.body.contains("蓝色催办单 催〔2023〕0001号"), "{}", line.body);
    assert!(line.why.expect("why").starts_with("应于2023-02-08完成"));

    assert_eq!(unread(&f, "d01").await, 2);
    let stranger = f.ctx("d02").await;
    let theirs = notification::command::read(&f.app, &stranger, line.id).await;
    assert!(matches!(theirs, Err(AppError::NotFound)));
    f.clock.set("2023-02-09T02:00:00Z");
    notification::command::read(&f.app, &f.ctx("d01").await, line.id)
        .await
        .expect("read");
    f.clock.set("2023-02-09T03:00:00Z");
    notification::command::read(&f.app, &f.ctx("d01").await, line.id)
        .await
        .expect("read again");
    assert_eq!(unread(&f, "d01").await, 1);
    let alerts = crate::alerting::alerts(&f, matter.row.id).await;
    let mine = alerts
        .iter()
        .find(|alert| alert.read_at.is_some())
        .expect("one was read");
    assert_eq!(
        mine.read_at.expect("when").to_rfc3339(),
        "2023-02-09T02:00:00+00:00"
    );
    assert!(mine.delivered_at.is_some());
    notification::command::read_all(&f.app, &f.ctx("d01").await)
        .await
        .expect("read all");
    assert_eq!((unread(&f, "d01").await, unread(&f, "d01-head").await), (0, 2));
}

#[tokio::test]
async fn old_messages_are_cleared_away_once() {
    let f = fixture().await;
    issued(&f, "清理", "2023-03-31").await;
    deliver(&f.app).await;
    assert_eq!(outbox::cleanup(&f.app).await.expect("cleanup"), 0);
    f.wall.advance(TimeDelta::days(31));
    assert_eq!(outbox::cleanup(&f.app).await.expect("cleanup"), 2);
    assert_eq!(outbox::cleanup(&f.app).await.expect("cleanup"), 0);
    assert_eq!(inbox(&f, "d01").await.len(), 1, "the inbox keeps its lines");
}

#[tokio::test]
async fn the_stream_resumes_where_it_was_left() {
    let f = fixture().await;
    let (mine, theirs) = (f.ctx("d01").await, f.ctx("d02").await);
    let start = feed::head(&f.app, &mine).await.expect("head");
    let matter = issued(&f, "直播", "2023-03-31").await;
    deliver(&f.app).await;
    let heard = feed::since(&f.app, &mine, &start, 100).await.expect("stretch");
    let kinds: Vec<&str> = heard
        .changes
        .iter()
        .map(|change| match change {
            Change::Matter {
                matter_id, action, ..
            } => {
                assert_eq!(*matter_id, matter.row.id);
                action.as_str()
            }
            Change::Notification { notification, .. } => notification.kind.as_str(),
        })
        .collect();
    assert_eq!(kinds, ["create", "issue", "assigned"]);
    // Nothing comes twice, and a reader who left in the middle misses nothing.
    let rest = feed::since(&f.app, &mine, &heard.cursor, 100)
        .await
        .expect("stretch");
    assert!(rest.changes.is_empty() && rest.cursor == heard.cursor);
    let Change::Matter { change_seq, .. } = &heard.changes[0] else {
        panic!("a matter")
    };
    let written: Cursor = change_seq.to_string().parse().expect("a cursor");
    assert_eq!(written, *change_seq);
    assert_eq!(
        feed::since(&f.app, &mine, change_seq, 100)
            .await
            .expect("stretch")
            .changes
            .len(),
        2
    );
    // Another department hears nothing of it, and its place moves on.
    let start = feed::head(&f.app, &theirs).await.expect("head");
    issued(&f, "与二局无关", "2023-03-31").await;
    let silent = feed::since(&f.app, &theirs, &start, 100).await.expect("stretch");
    assert!(silent.changes.is_empty() && silent.cursor != start);
    for bad in ["", "7", "a.b", "-1.0", "1.2.3"] {
        assert!(bad.parse::<Cursor>().is_err(), "{bad:?}");
    }
}

#[tokio::test]
async fn the_city_is_notified_from_the_submission_on() {
    let f = fixture().await;
    let city = f.ctx("shiducha").await;
    let start = feed::head(&f.app, &city).await.expect("head");
    let matter = in_progress(&f, "需市级协调", "2023-03-31").await;
    let ask =
        json!({"tried": "县级已协调三次", "ask": "请协调用地指标", "city_department_id": f.city_department});
    let matter = act(&f, "d01", &matter, Action::EscalationPropose, ask).await;
    let heard = feed::since(&f.app, &city, &start, 100).await.expect("stretch");
    assert!(heard.changes.is_empty());
    let matter = act(&f, "leader1", &matter, Action::EscalationEndorse, json!({})).await;
    let document = json!({"document_number": "师政请〔2023〕5号", "document_on": "2023-01-28"});
    act(&f, "ducha1", &matter, Action::EscalationSubmit, document).await;
    deliver(&f.app).await;
    let heard = feed::since(&f.app, &city, &heard.cursor, 100)
        .await
        .expect("stretch");
    let words: Vec<String> = heard
        .changes
        .iter()
        .map(|change| match change {
            Change::Matter { action, .. } => action.to_string(),
            Change::Notification { notification, .. } => notification.title.clone(),
        })
        .collect();
    assert_eq!(words.last().map(String::as_str), Some("已提请市级：需市级协调"));
    assert!(words.contains(&"escalation_submit".to_owned()), "{words:?}");
}
