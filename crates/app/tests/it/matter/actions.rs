//! Every action on a real store: how to get there, who does it, and what the matter looks like afterwards.

use duban_app::event;
use duban_app::matter::query::deadline;
use duban_app::matter::view::Matter;
use duban_app::paging::PageRequest;
use duban_core::word::{Action, Holder};
use serde_json::json;

use super::action_table::ROWS;
use super::steps::done;
use super::*;
use crate::support::{Fixture, fixture};

/// Status, stage, due date / date first set, whose move it is, open pauses, next report, working days late by the date
/// in force + overdue before.
async fn shown(f: &Fixture, matter: &Matter) -> String {
    let office = f.ctx("ducha1").await;
    let explained = deadline(&f.app, &office, matter.row.id).await.expect("explained");
    let pauses = explained
        .pauses
        .iter()
        .filter(|pause| pause.to_on.is_none())
        .count();
    let date =
        |date: Option<chrono::NaiveDate>| date.map_or("-".into(), |date| date.format("%m-%d").to_string());
    let row = &matter.row;
    format!(
        "{} {} {}/{} {} pauses {pauses} report {} late {}+{}",
        row.status,
        row.stage,
        date(row.due_on),
        date(Some(row.original_due_on)),
        row.holder,
        date(matter.next_report_due_on),
        row.late_days,
        row.overdue_before,
    )
}

/// What the ledger calls whoever's move it is. The city has no office of its own here.
fn name_of(matter: &Matter) -> Option<&str> {
    match matter.row.holder {
        Holder::LeadDepartment => Some(&matter.row.lead_department.name),
        Holder::Leader => Some("leader1 同志"),
        Holder::SupervisionOffice => Some("县政府督查室"),
        Holder::CountyHead => Some("xianzhang 同志"),
        Holder::City => Some("曲靖市"),
        Holder::Nobody => None,
    }
}

#[tokio::test]
async fn every_action_leaves_what_the_table_says() {
    let f = fixture().await;
    for action in Action::ALL {
        let tried = ROWS.iter().any(|(_, (_, _, done), _)| done == action);
        assert!(tried, "{action} has no row");
    }
    let mut wrong = Vec::new();
    for (before, step, expected) in ROWS {
        f.clock.set("2023-01-28T01:00:00Z");
        let mut matter = created(&f, "送出工程时序", "2023-02-10").await;
        for step in *before {
            matter = done(&f, &matter, *step).await;
        }
        let old = matter;
        let matter = done(&f, &old, *step).await;
        let action = step.2;
        let found = shown(&f, &matter).await;
        if found != *expected {
            wrong.push(format!(
                "{action} after {before:?}\n  expected {expected}\n  found    {found}"
            ));
        }
        assert_eq!(matter.row.version, old.row.version + 1, "{action}");
        assert_eq!(matter.row.holder_name.as_deref(), name_of(&matter), "{action}");
        let page = PageRequest::default();
        let reported = event::query::timeline(&f.app, &f.ctx("ducha1").await, matter.row.id, &page)
            .await
            .expect("a timeline");
        let newest = reported.items.first().expect("an event");
        assert_eq!(newest.action.as_str(), action.as_str());
        if old.row.status != matter.row.status {
            assert_eq!(newest.before["status"], json!(old.row.status), "{action}");
            assert_eq!(newest.after["status"], json!(matter.row.status), "{action}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn an_edit_records_before_and_after() {
    let f = fixture().await;
    let draft = created(&f, "原标题", "2023-02-10").await;
    let edited = done(&f, &draft, ("01-28", "ducha1", Action::Edit)).await;
    assert_eq!((edited.row.title.as_str(), edited.row.version), ("改过的标题", 2));
    let page = PageRequest::default();
    let reported = event::query::timeline(&f.app, &f.ctx("ducha1").await, edited.row.id, &page)
        .await
        .expect("a timeline");
    let newest = reported.items.first().expect("an event");
    assert_eq!(
        (json!(newest.before), json!(newest.after)),
        (
            json!({ "title": "原标题", "due_on": "2023-02-10" }),
            json!({ "title": "改过的标题", "due_on": "2023-02-17" })
        )
    );
}
