//! Every action on a real store: how to get there, who does it, and what the matter looks like afterwards.

use duban_app::event;
use duban_app::matter::action::Command;
use duban_app::matter::command;
use duban_app::matter::input::PatchMatter;
use duban_app::matter::query::deadline;
use duban_app::matter::view::Matter;
use duban_app::paging::PageRequest;
use duban_core::word::Action;
use serde_json::{Value, json};
use support::{Fixture, fixture};

use crate::action_table::{Deed, ROWS};
use crate::*;

fn input(f: &Fixture, action: Action) -> Value {
    match action {
        Action::Reassign => json!({ "department_id": f.d02 }),
        Action::WaivePart => json!({ "department_id": f.d02, "reason": "无需配合" }),
        Action::Report => json!({ "percent": 40, "progress": "推进中" }),
        Action::SolveOnSite => json!({ "place": "园区", "solved_on": "2023-01-30", "how": "现场协调" }),
        Action::Claim => json!({ "evidence": "验收单" }),
        Action::Verify | Action::CompletePart => json!({ "note": "属实" }),
        Action::Instruct => json!({ "text": "抓紧办理" }),
        Action::Urge => json!({ "color": "blue", "text": "请抓紧" }),
        Action::EscalationPropose => json!({ "tried": "多次会商", "ask": "协调时序" }),
        Action::EscalationSubmit => {
            json!({ "document_number": "师政请〔2023〕1号", "document_on": "2023-02-08" })
        }
        Action::EscalationAccept => {
            json!({ "city_department_id": f.city_department, "city_due_on": "2023-03-01" })
        }
        Action::EscalationAnswer => json!({ "answer": "solved", "text": "已协调" }),
        Action::ExtensionRequest => {
            json!({ "reason": "雨季", "new_due_on": "2023-03-10", "progress": "完成四成" })
        }
        Action::Object
        | Action::Overrule
        | Action::Reject
        | Action::Return
        | Action::CloseUnachieved
        | Action::Suspend
        | Action::Cancel
        | Action::EscalationDecline
        | Action::EscalationReturn
        | Action::EscalationWithdraw
        | Action::ExtensionReject => json!({ "reason": "情况如此" }),
        Action::SubmitForApproval
        | Action::Approve
        | Action::Issue
        | Action::Sign
        | Action::Close
        | Action::Resume
        | Action::EscalationEndorse
        | Action::ExtensionApprove
        | Action::Edit => json!({}),
    }
}

async fn done(f: &Fixture, matter: &Matter, (day, who, action): Deed) -> Matter {
    f.clock.set(&format!("2023-{day}T02:00:00Z"));
    if action != Action::Edit {
        let command = Command::parse(action, input(f, action)).expect("a command");
        return act(f, who, matter, command).await;
    }
    let patch = PatchMatter {
        title: Some(text("改过的标题")),
        due_on: Some("2023-02-17".parse().expect("a date")),
        ..PatchMatter::default()
    };
    let (id, version) = (matter.row.id, matter.row.version);
    command::patch(&f.app, &f.ctx(who).await, id, version, patch)
        .await
        .expect("edited")
}

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

#[tokio::test]
async fn every_action_leaves_what_the_table_says() {
    let f = fixture().await;
    for action in Action::ALL {
        let tried = ROWS.iter().any(|(_, (_, _, done), _)| done == action);
        assert!(tried, "{action} has no row");
    }
    let mut wrong = Vec::new();
    for (before, deed, expected) in ROWS {
        f.clock.set("2023-01-28T01:00:00Z");
        let mut matter = created(&f, "送出工程时序", "2023-02-10").await;
        for deed in *before {
            matter = done(&f, &matter, *deed).await;
        }
        let old = matter;
        let matter = done(&f, &old, *deed).await;
        let action = deed.2;
        let found = shown(&f, &matter).await;
        if found != *expected {
            wrong.push(format!(
                "{action} after {before:?}\n  expected {expected}\n  found    {found}"
            ));
        }
        assert_eq!(matter.row.version, old.row.version + 1, "{action}");
        let page = PageRequest::default();
        let told = event::query::timeline(&f.app, &f.ctx("ducha1").await, matter.row.id, &page)
            .await
            .expect("a timeline");
        let newest = told.items.first().expect("an event");
        assert_eq!(newest.action, action.as_str());
        if old.row.status != matter.row.status {
            assert_eq!(newest.before["status"], json!(old.row.status), "{action}");
            assert_eq!(newest.after["status"], json!(matter.row.status), "{action}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn an_edit_tells_what_was_and_what_is() {
    let f = fixture().await;
    let draft = created(&f, "原标题", "2023-02-10").await;
    let edited = done(&f, &draft, ("01-28", "ducha1", Action::Edit)).await;
    assert_eq!((edited.row.title.as_str(), edited.row.version), ("改过的标题", 2));
    let page = PageRequest::default();
    let told = event::query::timeline(&f.app, &f.ctx("ducha1").await, edited.row.id, &page)
        .await
        .expect("a timeline");
    let newest = told.items.first().expect("an event");
    assert_eq!(
        (json!(newest.before), json!(newest.after)),
        (
            json!({ "title": "原标题", "due_on": "2023-02-10" }),
            json!({ "title": "改过的标题", "due_on": "2023-02-17" })
        )
    );
}
