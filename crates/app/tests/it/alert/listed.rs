//! What was sent, as the overdue audit and the matter's page list it.

use duban_app::notification;
use duban_app::overdue::{self, OverdueFilter, OverdueItem};
use duban_app::paging::PageRequest;

use crate::alerting::{alerts, deliver, in_progress, sweep};
use crate::support::{Fixture, fixture};

async fn audit(f: &Fixture) -> Vec<OverdueItem> {
    let office = f.ctx("ducha1").await;
    overdue::list(
        &f.app,
        &office,
        &OverdueFilter::default(),
        &PageRequest::default(),
    )
    .await
    .expect("the audit")
    .items
}

#[tokio::test]
async fn the_audit_lists_the_newest_alerts_and_marks_truncation() {
    let f = fixture().await;
    let many = in_progress(&f, "多次提醒", "2023-02-08").await;
    in_progress(&f, "少量提醒", "2023-02-08").await;
    f.clock.set("2023-02-09T01:00:00Z");
    sweep(&f.app).await;
    deliver(&f.app).await;
    notification::command::read_all(&f.app, &f.ctx("d01").await)
        .await
        .expect("read");
    // As after years of weekly reports that nobody wrote: 60 more, the oldest fired first.
    let id = |n: i32| {
        if f.is_sqlite() {
            format!("x'00000000000070008000000000000{n:03}'")
        } else {
            format!("'00000000-0000-7000-8000-000000000{n:03}'")
        }
    };
    for n in 0..60 {
        f.sql(&format!(
            "INSERT INTO alert (id, region_id, matter_id, rule, rule_version, step, cycle, recipient_id, recipient_role, \
             outcome, why, due_at, fired_at) SELECT {}, region_id, id, 'report_overdue', 1, {n}, 'x', leader_id, 'leader', \
             'sent', '', {n}, {n} FROM matter WHERE title = '多次提醒'",
            id(n)
        ))
        .await;
    }
    let listed = audit(&f).await;
    assert_eq!(listed.len(), 2);
    for item in listed {
        let all: Vec<_> = alerts(&f, item.matter.id).await;
        let sent: Vec<_> = all
            .into_iter()
            .filter(|alert| alert.outcome == duban_core::alert::AlertOutcome::Sent)
            .collect();
        let is_many = item.matter.id == many.row.id;
        assert_eq!(
            (item.alerts.len(), item.more_alerts),
            (if is_many { 50 } else { 2 }, is_many)
        );
        assert_eq!(
            item.alerts,
            sent[..item.alerts.len()],
            "the newest, as the matter's page has them"
        );
        let read = item.alerts.iter().filter(|alert| alert.read_at.is_some()).count();
        assert_eq!(read, 1, "d01 has read the one, its head not");
    }
}
