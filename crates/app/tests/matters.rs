//! Matters through the app's own commands: versions, the city stage, lists and counters that agree.

mod support;

use duban_app::counters::{self, Counter, CountersFilter, Numbers};
use duban_app::error::AppError;
use duban_app::matter::action::{
    AcceptInput, AnswerInput, ClaimInput, Command, FindingInput, NoteInput, ProposeInput, ReasonInput,
    ReportInput, SolveOnSiteInput, SubmitInput,
};
use duban_app::matter::input::NewMatter;
use duban_app::matter::query::{Filter, Sort, count, deadline, get, list};
use duban_app::matter::view::{Matter, MatterVersion};
use duban_app::matter::{command, query};
use duban_app::paging::PageRequest;
use duban_core::word::{
    CityAnswer, EscalationStatus, Holder, Light, MatterKind, Outcome, ReportCycle, Resolution, Stage, Status,
};
use support::{Fixture, fixture};

fn new(fixture: &Fixture, title: &str, due_on: &str) -> NewMatter {
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

async fn created(fixture: &Fixture, title: &str, due_on: &str) -> Matter {
    let office = fixture.ctx("ducha1").await;
    command::create(&fixture.app, &office, new(fixture, title, due_on))
        .await
        .expect("a draft")
}

async fn act(fixture: &Fixture, who: &str, matter: &Matter, command: Command) -> Matter {
    let ctx = fixture.ctx(who).await;
    let action = command.action();
    command::act(&fixture.app, &ctx, matter.row.id, matter.row.version, command)
        .await
        .unwrap_or_else(|error| panic!("{who} {action}: {error}"))
}

fn note() -> NoteInput {
    NoteInput { note: None }
}

fn text(text: &str) -> String {
    text.to_owned()
}

/// A matter that its department has signed for.
async fn in_progress(fixture: &Fixture, due_on: &str) -> Matter {
    let matter = created(fixture, "送出工程时序", due_on).await;
    let matter = act(fixture, "ducha1", &matter, Command::Issue(note())).await;
    act(fixture, "d01", &matter, Command::Sign(note())).await
}

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
async fn the_county_clock_stands_still_while_the_city_is_responsible() {
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
    let matter = act(&fixture, "d02", &matter, report(90)).await;
    assert_eq!(
        matter.row.progress_percent, 20,
        "the lead department speaks for the matter"
    );
    fixture.clock.set("2023-02-13T01:00:00Z");
    let matter = act(&fixture, "d01", &matter, report(40)).await;
    let page = PageRequest::default();
    let reports = query::reports(&fixture.app, &fixture.ctx("d01").await, matter.row.id, &page)
        .await
        .unwrap();
    let told: Vec<_> = reports
        .items
        .iter()
        .map(|report| (report.percent, report.late))
        .collect();
    assert_eq!(told, [(40, true), (90, false), (20, false)]);
}

/// Matters in many states and with many dates.
async fn a_varied_county(fixture: &Fixture) {
    for (at, due_on) in [
        "2023-02-01",
        "2023-02-02",
        "2023-02-03",
        "2023-02-06",
        "2023-02-07",
        "2023-02-20",
    ]
    .into_iter()
    .enumerate()
    {
        let matter = in_progress(fixture, due_on).await;
        created(fixture, "草稿", due_on).await;
        if at % 2 == 0 {
            let matter = created(fixture, "现场", due_on).await;
            let solve = SolveOnSiteInput {
                place: text("园区"),
                solved_on: "2023-01-28".parse().unwrap(),
                how: text("现场受理"),
                leader_id: None,
            };
            let matter = act(fixture, "leader1", &matter, Command::SolveOnSite(solve)).await;
            act(fixture, "ducha1", &matter, Command::Close(note())).await;
        } else {
            act(
                fixture,
                "leader1",
                &matter,
                Command::Suspend(ReasonInput {
                    reason: text("设计变更"),
                }),
            )
            .await;
        }
    }
    let late = in_progress(fixture, "2023-01-31").await;
    fixture.clock.set("2023-02-03T01:00:00Z");
    let sign = act(fixture, "d02", &late, Command::Sign(note())).await;
    let late = act(
        fixture,
        "d02",
        &sign,
        Command::CompletePart(FindingInput { note: text("完成") }),
    )
    .await;
    act(
        fixture,
        "d01",
        &late,
        Command::Claim(ClaimInput {
            evidence: text("完成"),
        }),
    )
    .await;
}

#[tokio::test]
async fn the_lists_filter_by_the_same_light_that_the_rule_shows() {
    let fixture = fixture().await;
    a_varied_county(&fixture).await;
    let office = fixture.ctx("ducha1").await;
    let page = PageRequest {
        limit: Some(200),
        cursor: None,
    };
    for day in ["2023-02-03", "2023-02-06", "2023-02-21"] {
        fixture.clock.set(&format!("{day}T01:00:00Z"));
        let all = list(&fixture.app, &office, &Filter::default(), Sort::DueAsc, &page)
            .await
            .unwrap()
            .items;
        for light in Light::ALL {
            let filter = Filter {
                light: Some(*light),
                ..Filter::default()
            };
            let mut told: Vec<_> = list(&fixture.app, &office, &filter, Sort::DueAsc, &page)
                .await
                .unwrap()
                .items;
            let shown: Vec<_> = all
                .iter()
                .filter(|row| row.light == *light)
                .map(|row| row.id)
                .collect();
            assert_eq!(
                told.drain(..).map(|row| row.id).collect::<Vec<_>>(),
                shown,
                "{day} {light}"
            );
            assert_eq!(
                count(&fixture.app, &office, &filter).await.unwrap(),
                shown.len() as u64
            );
        }
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_double_in_every_order() {
    let fixture = fixture().await;
    a_varied_county(&fixture).await;
    let office = fixture.ctx("ducha1").await;
    let filter = Filter::default();
    let whole = count(&fixture.app, &office, &filter).await.unwrap();
    for sort in [
        Sort::DueAsc,
        Sort::DueDesc,
        Sort::CreatedAsc,
        Sort::CreatedDesc,
        Sort::Number,
    ] {
        let mut seen = Vec::new();
        let mut page = PageRequest {
            limit: Some(3),
            cursor: None,
        };
        loop {
            let part = list(&fixture.app, &office, &filter, sort, &page).await.unwrap();
            seen.extend(part.items.iter().map(|row| row.id));
            page.cursor = part.next_cursor;
            if page.cursor.is_none() {
                break;
            }
        }
        let unique: std::collections::HashSet<_> = seen.iter().collect();
        assert_eq!(
            (seen.len() as u64, unique.len() as u64),
            (whole, whole),
            "{sort:?}"
        );
    }
}

#[tokio::test]
async fn every_counter_is_the_length_of_the_list_that_it_opens() {
    let fixture = fixture().await;
    a_varied_county(&fixture).await;
    let office = fixture.ctx("ducha1").await;
    let told = counters::read(&fixture.app, &office, &CountersFilter::default())
        .await
        .expect("counters");
    assert!(
        told.totals.overdue.count > 0 && told.totals.solved_on_site.count > 0,
        "{:?}",
        told.totals
    );
    let sets = std::iter::once(&told.totals).chain(
        told.by_leader
            .iter()
            .chain(&told.by_department)
            .map(|of| &of.numbers),
    );
    for numbers in sets {
        for counter in all(numbers) {
            let found = count(&fixture.app, &office, &filter(counter))
                .await
                .expect("a count");
            assert_eq!(
                i64::try_from(found).unwrap(),
                counter.count,
                "{:?}",
                counter.query
            );
        }
    }
}

fn all(numbers: &Numbers) -> Vec<&Counter> {
    let n = numbers;
    let e = &n.escalated;
    vec![
        &n.registered,
        &n.open,
        &n.overdue,
        &n.solved_on_site,
        &n.solved_county,
        &n.solved_city,
        &n.unachieved,
        &n.cancelled,
        &e.proposed,
        &e.endorsed,
        &e.submitted,
        &e.accepted,
        &e.answered,
        &e.returned,
    ]
}

/// Reads a counter's query as the list would.
fn filter(counter: &Counter) -> Filter {
    let mut filter = Filter::default();
    for (name, value) in &counter.query {
        match name.as_str() {
            "open" => filter.open = Some(value == "true"),
            "overdue" => filter.overdue = Some(value == "true"),
            "status" => filter.status = vec![value.parse::<Status>().unwrap()],
            "outcome" => filter.outcome = Some(value.parse::<Outcome>().unwrap()),
            "resolution" => filter.resolution = Some(value.parse::<Resolution>().unwrap()),
            "escalation" => filter.escalation = vec![value.parse::<EscalationStatus>().unwrap()],
            "leader" => filter.leader = Some(value.parse().unwrap()),
            "department" => filter.department = Some(value.parse().unwrap()),
            other => panic!("{other} is no filter"),
        }
    }
    filter
}
