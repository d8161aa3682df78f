//! Drafts: every field of the form can be changed and cleared, and working days count from the hand-over.

use duban_app::error::AppError;
use duban_app::matter::action::{Command, ReasonInput, SolveOnSiteInput};
use duban_app::matter::command;
use duban_app::matter::input::{NewMatter, PatchMatter};
use duban_app::matter::query::{Filter, Sort, deadline, get, list};
use duban_app::matter::view::Matter;
use duban_app::paging::PageRequest;
use duban_app::plan::command::{self as plan, NewPlan};
use duban_core::word::Status;
use serde_json::{Value, json};

use super::*;
use crate::support::{Fixture, fixture};

async fn change(fixture: &Fixture, matter: &Matter, patch: Value) -> Result<Matter, AppError> {
    let patch: PatchMatter = serde_json::from_value(patch).expect("a change");
    let office = fixture.ctx("ducha1").await;
    command::patch(&fixture.app, &office, matter.row.id, matter.row.version, patch).await
}

async fn a_plan(fixture: &Fixture) -> String {
    let new = NewPlan {
        title: "一季度开门红".to_owned(),
        from_on: "2023-01-01".parse().unwrap(),
        to_on: "2023-03-31".parse().unwrap(),
        goal: String::new(),
        targets: Vec::new(),
    };
    let id = plan::create(&fixture.app, fixture.county, new)
        .await
        .expect("a plan");
    id.to_string()
}

#[tokio::test]
async fn every_field_of_a_draft_is_changed_and_cleared() {
    let fixture = fixture().await;
    let plan = a_plan(&fixture).await;
    let source = json!({"kind": "meeting", "title": "县长办公会", "document_number": "纪要3号", "dated_on": "2023-01-20"});
    let leader = fixture.user("leader2").to_string();
    // The change, the place to look at, what stands there then.
    let cases = [
        (json!({"title": "改题"}), "/title", json!("改题")),
        (json!({"requirement": "月底前"}), "/requirement", json!("月底前")),
        (json!({"requirement": ""}), "/requirement", json!("")),
        (json!({"urgency": "urgent"}), "/urgency", json!("urgent")),
        (json!({"category": "工业"}), "/category", json!("工业")),
        (json!({"category": " "}), "/category", Value::Null),
        (
            json!({"weak_link_kind": "industry"}),
            "/weak_link_kind",
            json!("industry"),
        ),
        (json!({"weak_link_kind": null}), "/weak_link_kind", Value::Null),
        (json!({"basis": "常务会议定"}), "/basis", json!("常务会议定")),
        (json!({"basis": ""}), "/basis", Value::Null),
        (json!({"remark": "备注"}), "/remark", json!("备注")),
        (json!({"remark": ""}), "/remark", Value::Null),
        (json!({"leader_id": leader}), "/leader/id", json!(leader)),
        (
            json!({"report_cycle": "monthly"}),
            "/report_cycle",
            json!("monthly"),
        ),
        (json!({"report_day": 20}), "/report_day", json!(20)),
        (json!({"report_day": null}), "/report_day", Value::Null),
        (json!({"plan_id": plan}), "/plan/id", json!(plan)),
        (json!({"plan_id": null}), "/plan", Value::Null),
        (
            json!({"source": source}),
            "/source/document_number",
            json!("纪要3号"),
        ),
        (json!({"source": null}), "/source", Value::Null),
        (
            json!({"due_in_working_days": 3}),
            "/due_in_working_days",
            json!(3),
        ),
        (
            json!({"due_on": "2023-03-01"}),
            "/due_in_working_days",
            Value::Null,
        ),
        (json!({"due_on": "2023-03-02"}), "/due_on", json!("2023-03-02")),
        (json!({"co_department_ids": []}), "/co_departments", json!([])),
        (
            json!({"lead_department_id": fixture.d02}),
            "/lead_department/id",
            json!(fixture.d02),
        ),
    ];
    let mut matter = created(&fixture, "一件", "2023-02-10").await;
    for (patch, place, expected) in cases {
        matter = change(&fixture, &matter, patch.clone())
            .await
            .unwrap_or_else(|error| panic!("{patch}: {error}"));
        let reported = serde_json::to_value(&matter).expect("JSON");
        assert_eq!(reported.pointer(place), Some(&expected), "{patch}");
    }
    // A task has no weak link, so that making one of an issue clears it.
    let matter = change(&fixture, &matter, json!({"weak_link_kind": "industry"}))
        .await
        .unwrap();
    let matter = change(&fixture, &matter, json!({"kind": "task"})).await.unwrap();
    assert_eq!((matter.row.kind, matter.weak_link_kind), (MatterKind::Task, None));
}

#[tokio::test]
async fn invalid_changes_of_a_draft_are_named() {
    let fixture = fixture().await;
    let matter = created(&fixture, "一件", "2023-02-10").await;
    let nobody = "01890000-0000-7000-8000-000000000001";
    let cases = [
        (json!({"plan_id": nobody}), "plan_id", "unknown_plan"),
        (json!({"leader_id": nobody}), "leader_id", "unknown_leader"),
        (
            json!({"co_department_ids": [fixture.d01]}),
            "co_department_ids[0]",
            "lead_is_no_co_department",
        ),
        (json!({"due_on": "9203-03-31"}), "due_on", "date_out_of_range"),
        (json!({"due_on": "+262142-12-31"}), "due_on", "date_out_of_range"),
        (json!({"due_on": "2023-01-01"}), "due_on", "date_in_past"),
        (
            json!({"due_on": "2023-03-01", "due_in_working_days": 3}),
            "due_on",
            "one_of_two_dates",
        ),
        (
            json!({"due_in_working_days": 0}),
            "due_in_working_days",
            "out_of_range",
        ),
        (
            json!({"source": {"kind": "visit", "title": "调研", "dated_on": "0203-01-01"}}),
            "source.dated_on",
            "date_out_of_range",
        ),
    ];
    for (patch, field, code) in cases {
        match change(&fixture, &matter, patch.clone()).await {
            Err(AppError::Invalid(errors)) => {
                assert_eq!(
                    (errors[0].field.as_str(), errors[0].code),
                    (field, code),
                    "{patch}"
                );
            }
            other => panic!("{patch}: {other:?}"),
        }
    }
    assert_eq!(fixture.events("edit").await, 0);
}

async fn in_three_days(fixture: &Fixture) -> Matter {
    let new = NewMatter {
        due_on: None,
        due_in_working_days: Some(3),
        ..new(fixture, "限三个工作日", "2023-02-10")
    };
    command::create(&fixture.app, &fixture.ctx("ducha1").await, new)
        .await
        .expect("a draft")
}

#[tokio::test]
async fn working_days_count_from_the_hand_over() {
    let fixture = fixture().await;
    // Saturday 01-28 is a make-up day.
    let draft = in_three_days(&fixture).await;
    assert_eq!(
        (draft.row.due_in_working_days, draft.row.due_on),
        (Some(3), Some("2023-01-31".parse().unwrap())),
        "provisional: as if it were handed over today"
    );
    fixture.clock.set("2023-02-06T01:00:00Z");
    let issued = act(&fixture, "ducha1", &draft, Command::Issue(note())).await;
    let due: chrono::NaiveDate = "2023-02-09".parse().unwrap();
    assert_eq!(
        (issued.row.due_in_working_days, issued.row.due_on),
        (None, Some(due))
    );
    assert_eq!(issued.row.original_due_on, due);
    let office = fixture.ctx("ducha1").await;
    let reported = deadline(&fixture.app, &office, issued.row.id)
        .await
        .expect("a strip");
    assert!(reported.summary.contains("计3个工作日"), "{}", reported.summary);
}

#[tokio::test]
async fn what_is_solved_before_the_hand_over_is_not_late_by_a_provisional_date() {
    let fixture = fixture().await;
    let draft = in_three_days(&fixture).await;
    fixture.clock.set("2023-02-06T01:00:00Z");
    let solve = SolveOnSiteInput {
        place: text("园区"),
        solved_on: "2023-02-06".parse().unwrap(),
        how: text("现场协调"),
        leader_id: None,
    };
    let solved = act(&fixture, "leader1", &draft, Command::SolveOnSite(solve)).await;
    assert_eq!(solved.row.status, Status::Verified);
    assert_eq!((solved.row.late_days, solved.row.due_in_working_days), (0, None));
    let by = async |matter: &Matter| {
        let office = fixture.ctx("ducha1").await;
        let reported = deadline(&fixture.app, &office, matter.row.id)
            .await
            .expect("a strip");
        reported.summary.contains("交办后3个工作日")
    };
    assert!(!by(&solved).await, "the day of the solution is past");
    // Not solved after all: it is a draft again, with its working days.
    fixture.clock.set("2023-03-01T01:00:00Z");
    let reason = ReasonInput {
        reason: text("不实")
    };
    let draft = act(&fixture, "ducha1", &solved, Command::Return(reason)).await;
    assert_eq!(draft.row.due_in_working_days, Some(3));
    assert!(by(&draft).await);
    let issued = act(&fixture, "ducha1", &draft, Command::Issue(note())).await;
    assert_eq!(issued.row.due_on, "2023-03-06".parse().ok());
    assert_eq!((issued.row.late_days, issued.row.due_in_working_days), (0, None));
}

#[tokio::test]
async fn a_draft_with_a_changed_source_keeps_its_import() {
    let fixture = fixture().await;
    let draft = created(&fixture, "一件", "2023-02-10").await;
    let office = fixture.ctx("ducha1").await;
    let source = json!({"kind": "visit", "title": "县长调研"});
    let draft = change(&fixture, &draft, json!({"source": source})).await.unwrap();
    // As if the draft had come out of a ledger file.
    fixture.sql("UPDATE matter SET import_id = id").await;
    let source = json!({"kind": "visit", "title": "县长调研园区"});
    let draft = change(&fixture, &draft, json!({"source": source})).await.unwrap();
    let filter = Filter {
        import: Some(draft.row.id.0),
        ..Filter::default()
    };
    let page = list(
        &fixture.app,
        &office,
        &filter,
        Sort::DueAsc,
        &PageRequest::default(),
    )
    .await
    .unwrap();
    assert_eq!(page.items.len(), 1);
    // For processes of the release before, which look for it there.
    let sources = "SELECT COUNT(*) AS n FROM source WHERE import_id IS NOT NULL";
    assert_eq!(fixture.number(sources).await, 1);
    let events = fixture.events("edit").await;
    let draft = change(&fixture, &draft, json!({"source": source})).await.unwrap();
    assert_eq!(fixture.events("edit").await, events + 1);
    let reported = get(&fixture.app, &office, draft.row.id)
        .await
        .unwrap()
        .source
        .unwrap();
    assert_eq!(reported.title, "县长调研园区");
}
