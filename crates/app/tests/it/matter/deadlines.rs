//! Dates that moved more than once, and the audit that tells many of them at a time.

use duban_app::matter::action::{ApproveExtensionInput, Command, ExtensionInput, ReasonInput};
use duban_app::matter::query::deadline;
use duban_app::overdue::{self, OverdueFilter};
use duban_app::paging::PageRequest;
use duban_core::matter::deadline::StripKind;
use duban_core::word::{Action, Holder, Stage};
use serde_json::json;

use super::*;
use crate::support::fixture;

fn reason(of: &str) -> ReasonInput {
    ReasonInput { reason: text(of) }
}

#[tokio::test]
async fn a_pause_after_an_extension_moves_both_of_its_dates() {
    let fixture = fixture().await;
    let matter = in_progress(&fixture, "2023-03-10").await;
    let ask = ExtensionInput {
        reason: text("设备未到"),
        new_due_on: "2023-03-20".parse().unwrap(),
        progress: text("基础完成"),
    };
    let matter = act(&fixture, "d01", &matter, Command::ExtensionRequest(ask)).await;
    let approve = ApproveExtensionInput {
        note: None,
        new_due_on: None,
    };
    let matter = act(&fixture, "leader1", &matter, Command::ExtensionApprove(approve)).await;
    // Five working days of pause: the date before the extension is 03-17 now, the date itself 03-27.
    fixture.clock.set("2023-02-06T01:00:00Z");
    let matter = act(&fixture, "leader1", &matter, Command::Suspend(reason("设计变更"))).await;
    fixture.clock.set("2023-02-13T01:00:00Z");
    let matter = act(&fixture, "leader1", &matter, Command::Resume(note())).await;
    assert_eq!(matter.county_due_on, "2023-03-27".parse().unwrap());
    let reported = deadline(&fixture.app, &fixture.ctx("ducha1").await, matter.row.id)
        .await
        .unwrap();
    let extended: Vec<String> = reported
        .days
        .iter()
        .filter(|day| day.kind == StripKind::Extended)
        .map(|day| day.date.to_string())
        .collect();
    assert_eq!(
        (extended.first().map(String::as_str), extended.len()),
        (Some("2023-03-20"), 6),
        "{extended:?}"
    );
}

#[tokio::test]
async fn the_audit_agrees_with_the_page_of_each_matter() {
    let fixture = fixture().await;
    for due_on in ["2023-02-01", "2023-02-02", "2023-02-03"] {
        let matter = in_progress(&fixture, due_on).await;
        if due_on == "2023-02-02" {
            let matter = act(&fixture, "leader1", &matter, Command::Suspend(reason("设计变更"))).await;
            fixture.clock.set("2023-01-30T01:00:00Z");
            act(&fixture, "leader1", &matter, Command::Resume(note())).await;
        }
    }
    let untaken = created(&fixture, "无人签收", "2023-02-01").await;
    act(&fixture, "ducha1", &untaken, Command::Issue(note())).await;
    let late = created(&fixture, "提请中", "2023-02-01").await;
    act(&fixture, "ducha1", &late, Command::Issue(note())).await;
    fixture.clock.set("2023-02-20T01:00:00Z");
    let office = fixture.ctx("ducha1").await;
    let page = PageRequest::default();
    let audit = overdue::list(&fixture.app, &office, &OverdueFilter::default(), &page)
        .await
        .expect("the audit");
    assert_eq!(audit.items.len(), 5);
    for item in audit.items {
        let page = deadline(&fixture.app, &office, item.matter.id).await.unwrap();
        assert_eq!(item.deadline_summary, page.summary);
        assert_eq!(item.holder, Holder::LeadDepartment);
        assert_eq!(item.holder_name, Some(item.matter.lead_department.name));
    }
}

/// Extended after its date, then submitted: each stage's sentence tells what became of its own date.
#[tokio::test]
async fn the_citys_explanation_hides_the_countys_date() {
    let fixture = fixture().await;
    let mut matter = in_progress(&fixture, "2023-02-01").await;
    let (office, city) = (fixture.ctx("ducha1").await, fixture.city_department);
    let steps = [
        (
            "d01",
            Action::ExtensionRequest,
            json!({ "reason": "雨季", "new_due_on": "2023-03-10", "progress": "四成" }),
        ),
        ("leader1", Action::ExtensionApprove, json!({})),
        (
            "d01",
            Action::EscalationPropose,
            json!({ "tried": "多次会商", "ask": "协调并网时序" }),
        ),
        ("leader1", Action::EscalationEndorse, json!({})),
        (
            "ducha1",
            Action::EscalationSubmit,
            json!({ "document_number": "1号", "document_on": "2023-02-01" }),
        ),
        (
            "shiducha",
            Action::EscalationAccept,
            json!({ "city_department_id": city, "city_due_on": "2023-03-01" }),
        ),
        (
            "shiducha",
            Action::EscalationAnswer,
            json!({ "answer": "solved", "text": "已协调" }),
        ),
    ];
    fixture.clock.set("2023-02-06T01:00:00Z");
    for (who, action, input) in steps {
        matter = act(
            &fixture,
            who,
            &matter,
            duban_app::matter::action::parse(action, input).unwrap(),
        )
        .await;
        let reported = deadline(&fixture.app, &office, matter.row.id).await.unwrap();
        let says = ["原定2023-02-01", "延期前已逾期3个工作日"].map(|words| reported.summary.contains(words));
        let county = matter.row.stage == Stage::County && action != Action::ExtensionRequest;
        assert_eq!(says, [county; 2], "after {action}: {}", reported.summary);
    }
}
