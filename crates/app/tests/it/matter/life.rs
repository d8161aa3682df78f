//! What happens to one matter.

use duban_app::error::AppError;
use duban_app::matter::action::{
    AcceptInput, AnswerInput, ClaimInput, Command, FindingInput, ProposeInput, ReportInput, SubmitInput,
};
use duban_app::matter::query::{deadline, get};
use duban_app::matter::view::MatterVersion;
use duban_app::matter::{command, query};
use duban_app::paging::PageRequest;
use duban_core::error::RuleError;
use duban_core::word::{Action, Blocker, CityAnswer, Holder, Light, Outcome, Resolution, Stage, Status};

use super::*;
use crate::support::fixture;

#[tokio::test]
async fn numbers_have_no_gaps_and_a_stale_version_changes_nothing() {
    let fixture = fixture().await;
    let first = created(&fixture, "第一件", "2023-02-10").await;
    let second = created(&fixture, "第二件", "2023-02-10").await;
    assert_eq!(
        (first.row.number.as_str(), second.row.number.as_str()),
        ("督〔2023〕0001号", "督〔2023〕0002号")
    );
    let office = fixture.ctx("ducha1").await;
    act(&fixture, "ducha1", &first, Command::Issue(note())).await;
    let events = fixture.events("issue").await;
    let stale = command::act(&fixture.app, &office, first.row.id, 1, Command::Issue(note())).await;
    assert!(matches!(stale, Err(AppError::Stale { current: 2 })), "{stale:?}");
    assert_eq!(fixture.events("issue").await, events);
    let items = vec![
        MatterVersion {
            id: second.row.id,
            version: 1,
        },
        MatterVersion {
            id: first.row.id,
            version: 2,
        },
    ];
    let refused = command::act_many(&fixture.app, &office, items, Command::Issue(note())).await;
    assert!(matches!(refused, Err(AppError::Rule(_))), "{refused:?}");
    let second = get(&fixture.app, &office, second.row.id)
        .await
        .expect("still there");
    assert_eq!(second.row.status, Status::Draft, "all of a batch or nothing");
}

#[tokio::test]
async fn the_county_clock_is_paused_in_the_city_stage() {
    let fixture = fixture().await;
    let matter = in_progress(&fixture, "2023-02-10").await;
    let propose = ProposeInput {
        tried: text("多次会商"),
        ask: text("协调并网时序"),
        city_department_id: Some(fixture.city_department.0),
        policy_basis: None,
    };
    let matter = act(&fixture, "d01", &matter, Command::EscalationPropose(propose)).await;
    assert_eq!(matter.row.holder, Holder::Leader);
    let city = fixture.ctx("shiducha").await;
    let hidden = get(&fixture.app, &city, matter.row.id).await;
    assert!(
        matches!(hidden, Err(AppError::NotFound)),
        "not the city's before it is submitted"
    );
    let matter = act(&fixture, "leader1", &matter, Command::EscalationEndorse(note())).await;
    fixture.clock.set("2023-02-01T01:00:00Z");
    let submit = SubmitInput {
        document_number: text("师政请〔2023〕1号"),
        document_on: "2023-02-01".parse().unwrap(),
    };
    let matter = act(&fixture, "ducha1", &matter, Command::EscalationSubmit(submit)).await;
    assert_eq!(
        (matter.row.stage, matter.row.due_on, matter.row.holder),
        (Stage::City, None, Holder::City)
    );
    let accept = AcceptInput {
        city_department_id: fixture.city_department.0,
        city_due_on: "2023-03-01".parse().unwrap(),
        contact: None,
    };
    let matter = act(&fixture, "shiducha", &matter, Command::EscalationAccept(accept)).await;
    assert_eq!(matter.row.due_on, Some("2023-03-01".parse().unwrap()));
    // Five working days later (02-02, 02-03, 02-06, 02-07, 02-08) the county's date has moved by five.
    fixture.clock.set("2023-02-08T01:00:00Z");
    let answer = AnswerInput {
        answer: CityAnswer::Solved,
        text: text("已协调"),
    };
    let matter = act(&fixture, "shiducha", &matter, Command::EscalationAnswer(answer)).await;
    assert_eq!(
        (matter.row.stage, matter.row.due_on),
        (Stage::County, Some("2023-02-17".parse().unwrap()))
    );
    assert_eq!(matter.row.original_due_on, "2023-02-10".parse().unwrap());
    let explained = deadline(&fixture.app, &fixture.ctx("ducha1").await, matter.row.id)
        .await
        .expect("strip");
    assert!(
        explained
            .days
            .iter()
            .any(|day| day.kind == duban_core::matter::deadline::StripKind::Paused),
        "{explained:?}"
    );
    let sign = act(&fixture, "d02", &matter, Command::Sign(note())).await;
    let done = FindingInput {
        note: text("配合工作完成"),
    };
    let matter = act(&fixture, "d02", &sign, Command::CompletePart(done)).await;
    let matter = act(
        &fixture,
        "d01",
        &matter,
        Command::Claim(ClaimInput {
            evidence: text("市级已协调"),
        }),
    )
    .await;
    assert_eq!(matter.row.resolution, Some(Resolution::City));
    let matter = act(
        &fixture,
        "ducha1",
        &matter,
        Command::Verify(FindingInput { note: text("属实") }),
    )
    .await;
    let matter = act(&fixture, "ducha2", &matter, Command::Close(note())).await;
    assert_eq!(
        (matter.row.status, matter.row.outcome),
        (Status::Closed, Some(Outcome::Achieved))
    );
    assert_eq!(matter.row.light, Light::Green);
}

#[tokio::test]
async fn a_report_answers_for_its_day_and_the_next_one_follows() {
    let fixture = fixture().await;
    let matter = in_progress(&fixture, "2023-03-10").await;
    assert_eq!(matter.next_report_due_on, Some("2023-02-03".parse().unwrap()));
    let report = |percent| {
        Command::Report(ReportInput {
            percent,
            progress: text("推进中"),
            problems: None,
            next_step: None,
        })
    };
    fixture.clock.set("2023-02-01T01:00:00Z");
    let matter = act(&fixture, "d01", &matter, report(20)).await;
    assert_eq!(matter.next_report_due_on, Some("2023-02-10".parse().unwrap()));
    fixture.clock.set("2023-02-01T01:05:00Z");
    let matter = act(&fixture, "d01", &matter, report(20)).await;
    assert_eq!(
        matter.next_report_due_on,
        Some("2023-02-10".parse().unwrap()),
        "a correction is no report for another week"
    );
    let matter = act(&fixture, "d02", &matter, report(90)).await;
    assert_eq!(
        matter.row.progress_percent, 20,
        "the lead department speaks for the matter"
    );
    fixture.clock.set("2023-02-13T01:00:00Z");
    let matter = act(&fixture, "d01", &matter, report(40)).await;
    fixture.clock.set("2023-02-13T02:00:00Z");
    let matter = act(&fixture, "d01", &matter, report(41)).await;
    assert_eq!(
        matter.next_report_due_on,
        Some("2023-02-17".parse().unwrap()),
        "the correction of a late report takes no other week's place"
    );
    let page = PageRequest::default();
    let reports = query::reports(&fixture.app, &fixture.ctx("d01").await, matter.row.id, &page)
        .await
        .unwrap();
    let reported: Vec<_> = reports
        .items
        .iter()
        .map(|report| (report.percent, report.late))
        .collect();
    assert_eq!(
        reported,
        [(41, false), (40, true), (90, false), (20, false), (20, false)]
    );
}

/// One that its leader lets go to the city.
async fn endorsed(fixture: &Fixture) -> Matter {
    let matter = in_progress(fixture, "2023-02-10").await;
    let propose = ProposeInput {
        tried: text("多次会商"),
        ask: text("协调并网时序"),
        city_department_id: None,
        policy_basis: None,
    };
    let matter = act(fixture, "d01", &matter, Command::EscalationPropose(propose)).await;
    act(fixture, "leader1", &matter, Command::EscalationEndorse(note())).await
}

fn submit(document_number: &str) -> Command {
    Command::EscalationSubmit(SubmitInput {
        document_number: text(document_number),
        document_on: "2023-01-28".parse().unwrap(),
    })
}

/// A county may be set up without its city's departments, and with a city that does not work here.
#[tokio::test]
async fn a_submission_needs_an_office_in_the_city() {
    let fixture = fixture().await;
    let matter = endorsed(&fixture).await;
    let submit = || submit("师政请〔2023〕1号");
    let office = fixture.ctx("ducha1").await;
    for (unlinked, linked) in [
        (
            "UPDATE region SET city_id = NULL WHERE code = '530323'",
            "UPDATE region SET city_id = (SELECT id FROM region WHERE code = '530300') WHERE code = '530323'",
        ),
        (
            "UPDATE department SET active = FALSE WHERE kind = 'city_department'",
            "UPDATE department SET active = TRUE WHERE kind = 'city_department'",
        ),
    ] {
        fixture.sql(unlinked).await;
        fixture.advance(chrono::TimeDelta::seconds(10));
        let seen = get(&fixture.app, &office, matter.row.id)
            .await
            .expect("the matter");
        assert!(!seen.actions.contains(&Action::EscalationSubmit), "{unlinked}");
        let blocked: Vec<_> = seen
            .blocked_actions
            .iter()
            .map(|blocker| (blocker.action, blocker.rule))
            .collect();
        assert_eq!(
            blocked,
            [(Action::EscalationSubmit, Blocker::NoCityDepartment)],
            "{unlinked}"
        );
        let (id, version) = (matter.row.id, matter.row.version);
        let refused = command::act(&fixture.app, &office, id, version, submit()).await;
        assert!(
            matches!(refused, Err(AppError::Rule(RuleError::NoCityDepartment))),
            "{unlinked}: {refused:?}"
        );
        fixture.sql(linked).await;
        fixture.advance(chrono::TimeDelta::seconds(10));
    }
    let matter = act(&fixture, "ducha1", &matter, submit()).await;
    assert_eq!(matter.row.stage, Stage::City);
}

#[tokio::test]
async fn two_submissions_at_once_under_one_new_number_share_the_letter() {
    let fixture = fixture().await;
    let mut matters = Vec::new();
    for _ in 0..2 {
        matters.push(endorsed(&fixture).await);
    }
    let submit = || submit("师政请〔2023〕9号");
    tokio::join!(
        act(&fixture, "ducha1", &matters[0], submit()),
        act(&fixture, "ducha2", &matters[1], submit()),
    );
    let letters = "SELECT COUNT(*) AS n FROM escalation_batch";
    assert_eq!(fixture.number(letters).await, 1);
}
