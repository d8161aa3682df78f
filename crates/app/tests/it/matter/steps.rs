//! How a matter is registered and taken through its life, for tests that walk over every action.

use duban_app::matter::action::Command;
use duban_app::matter::command;
use duban_app::matter::input::{NewMatter, PatchMatter};
use duban_app::matter::view::Matter;
use duban_core::word::{Action, MatterKind, ReportCycle};
use serde_json::{Value, json};

use super::action_table::TestAction;
use crate::support::Fixture;

pub(crate) fn new(fixture: &Fixture, title: &str, due_on: &str) -> NewMatter {
    NewMatter {
        kind: MatterKind::Issue,
        title: title.to_owned(),
        requirement: "限期办结".to_owned(),
        urgency: None,
        category: None,
        weak_link_kind: None,
        basis: Some("县政府专题会议纪要".to_owned()),
        leader_id: fixture.user("leader1").0,
        lead_department_id: fixture.d01.0,
        co_department_ids: vec![fixture.d02.0],
        due_on: Some(due_on.parse().expect("a date")),
        due_in_working_days: None,
        report_cycle: Some(ReportCycle::Weekly),
        report_day: None,
        plan_id: None,
        source: None,
        remark: None,
    }
}

pub(crate) async fn created(fixture: &Fixture, title: &str, due_on: &str) -> Matter {
    let office = fixture.ctx("ducha1").await;
    command::create(&fixture.app, &office, new(fixture, title, due_on))
        .await
        .expect("a draft")
}

pub(crate) async fn act(fixture: &Fixture, who: &str, matter: &Matter, command: Command) -> Matter {
    let ctx = fixture.ctx(who).await;
    let action = command.action();
    command::act(&fixture.app, &ctx, matter.row.id, matter.row.version, command)
        .await
        .unwrap_or_else(|error| panic!("{who} {action}: {error}"))
}

pub(crate) fn input(f: &Fixture, action: Action) -> Value {
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

pub(crate) async fn done(f: &Fixture, matter: &Matter, (day, who, action): TestAction) -> Matter {
    f.clock.set(&format!("2023-{day}T02:00:00Z"));
    if action != Action::Edit {
        let command = duban_app::matter::action::parse(action, input(f, action)).expect("a command");
        return act(f, who, matter, command).await;
    }
    let patch = PatchMatter {
        title: Some("改过的标题".to_owned()),
        due_on: Some("2023-02-17".parse().expect("a date")),
        ..PatchMatter::default()
    };
    let (id, version) = (matter.row.id, matter.row.version);
    command::patch(&f.app, &f.ctx(who).await, id, version, patch)
        .await
        .expect("edited")
}
