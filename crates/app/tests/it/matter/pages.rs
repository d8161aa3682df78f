//! Filters and cursors at their edges.

use duban_app::error::AppError;
use duban_app::matter;
use duban_app::matter::action::{AcceptInput, Command, ProposeInput, SubmitInput};
use duban_app::matter::input::NewMatter;
use duban_app::matter::query::{Filter, Sort, count, list};
use duban_app::matter::view::Matter;
use duban_app::paging::PageRequest;
use duban_core::word::{Light, ReportCycle};

use super::*;
use crate::support::{Fixture, fixture};

pub(crate) async fn titles(fixture: &Fixture, who: &str, filter: &Filter) -> Vec<String> {
    let ctx = fixture.ctx(who).await;
    let page = PageRequest {
        limit: Some(200),
        cursor: None,
    };
    let found = list(&fixture.app, &ctx, filter, Sort::Number, &page)
        .await
        .expect("a list");
    let number = count(&fixture.app, &ctx, filter).await.expect("a count");
    assert_eq!(found.items.len() as u64, number, "{filter:?}");
    found.items.into_iter().map(|row| row.title).collect()
}

pub(crate) async fn titled(fixture: &Fixture, change: impl FnOnce(NewMatter) -> NewMatter) -> Matter {
    let office = fixture.ctx("ducha1").await;
    let new = change(new(fixture, "一件", "2023-02-10"));
    matter::command::create(&fixture.app, &office, new)
        .await
        .expect("a draft")
}

#[tokio::test]
async fn matters_without_reports_are_listed_as_such() {
    let fixture = fixture().await;
    let without = titled(&fixture, |new| NewMatter {
        title: "无反馈周期".to_owned(),
        report_cycle: Some(ReportCycle::None),
        ..new
    })
    .await;
    let without = act(&fixture, "ducha1", &without, Command::Issue(note())).await;
    act(&fixture, "d01", &without, Command::Sign(note())).await;
    in_progress(&fixture, "2023-03-10").await;
    fixture.clock.set("2023-02-20T01:00:00Z");
    let owed = |report_due| Filter {
        report_due,
        ..Filter::default()
    };
    assert_eq!(
        titles(&fixture, "ducha1", &owed(Some(true))).await,
        ["送出工程时序"]
    );
    assert_eq!(
        titles(&fixture, "ducha1", &owed(Some(false))).await,
        ["无反馈周期"]
    );
    assert_eq!(titles(&fixture, "ducha1", &owed(None)).await.len(), 2);
}

pub(crate) async fn submitted(fixture: &Fixture, due_on: &str) -> Matter {
    let matter = in_progress(fixture, due_on).await;
    let propose = ProposeInput {
        tried: text("多次会商"),
        ask: text("协调并网时序"),
        city_department_id: None,
        policy_basis: None,
    };
    let matter = act(fixture, "d01", &matter, Command::EscalationPropose(propose)).await;
    let matter = act(fixture, "leader1", &matter, Command::EscalationEndorse(note())).await;
    let submit = SubmitInput {
        document_number: text("师政请〔2023〕1号"),
        document_on: "2023-01-28".parse().unwrap(),
    };
    act(fixture, "ducha1", &matter, Command::EscalationSubmit(submit)).await
}

#[tokio::test]
async fn a_matter_without_a_date_is_not_due_from_any_day() {
    let fixture = fixture().await;
    submitted(&fixture, "2023-02-10").await;
    let dated = |from: &str| Filter {
        due_from: Some(from.parse().unwrap()),
        ..Filter::default()
    };
    assert!(titles(&fixture, "ducha1", &dated("2023-01-01")).await.is_empty());
    created(&fixture, "有时限", "2023-02-10").await;
    assert_eq!(titles(&fixture, "ducha1", &dated("2023-01-01")).await, ["有时限"]);
}

#[tokio::test]
async fn search_ignores_case_and_escapes_wildcards() {
    let fixture = fixture().await;
    for title in ["5G基站建设", "并网100%完成", "a_b", "Ⅱ级响应"] {
        titled(&fixture, |new| NewMatter {
            title: title.to_owned(),
            ..new
        })
        .await;
    }
    for (q, expected) in [
        ("5g", vec!["5G基站建设"]),
        ("5G基", vec!["5G基站建设"]),
        ("100%", vec!["并网100%完成"]),
        ("A_B", vec!["a_b"]),
        ("a%b", vec![]),
        ("限期", vec!["5G基站建设", "并网100%完成", "a_b", "Ⅱ级响应"]),
        ("Ⅱ级", vec!["Ⅱ级响应"]),
        ("a\\_b", vec![]),
        ("0002号", vec!["并网100%完成"]),
    ] {
        let filter = Filter {
            q: Some(q.to_owned()),
            ..Filter::default()
        };
        assert_eq!(titles(&fixture, "ducha1", &filter).await, expected, "{q}");
    }
}

#[tokio::test]
async fn numbers_past_four_digits_stay_in_their_order() {
    let fixture = fixture().await;
    created(&fixture, "第一件", "2023-02-10").await;
    fixture
        .sql("UPDATE number_counter SET last = 9998 WHERE kind = 'matter'")
        .await;
    for title in ["9999", "10000", "10001"] {
        titled(&fixture, |new| NewMatter {
            title: title.to_owned(),
            ..new
        })
        .await;
    }
    let expected = ["第一件", "9999", "10000", "10001"];
    assert_eq!(titles(&fixture, "ducha1", &Filter::default()).await, expected);
    let office = fixture.ctx("ducha1").await;
    let mut page = PageRequest {
        limit: Some(1),
        cursor: None,
    };
    let mut seen = Vec::new();
    loop {
        let part = list(&fixture.app, &office, &Filter::default(), Sort::Number, &page)
            .await
            .unwrap();
        seen.extend(part.items.into_iter().map(|row| row.title));
        page.cursor = part.next_cursor;
        if page.cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn a_cursor_of_another_order_is_refused() {
    let fixture = fixture().await;
    for due_on in ["2023-02-10", "2023-02-11"] {
        created(&fixture, "一件", due_on).await;
    }
    let office = fixture.ctx("ducha1").await;
    let all = Filter::default();
    for (of, with) in [
        (Sort::DueAsc, Sort::Number),
        (Sort::DueAsc, Sort::DueDesc),
        (Sort::CreatedAsc, Sort::CreatedDesc),
        (Sort::Number, Sort::CreatedAsc),
    ] {
        let first = PageRequest {
            limit: Some(1),
            cursor: None,
        };
        let cursor = list(&fixture.app, &office, &all, of, &first)
            .await
            .unwrap()
            .next_cursor;
        let next = PageRequest {
            limit: Some(1),
            cursor,
        };
        let refused = list(&fixture.app, &office, &all, with, &next).await;
        assert!(
            matches!(&refused, Err(AppError::Invalid(errors)) if errors[0].code == "invalid_cursor"),
            "{of:?} {with:?}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn the_city_sees_the_light_that_the_county_has_set() {
    let fixture = fixture().await;
    let matter = submitted(&fixture, "2023-02-10").await;
    let accept = AcceptInput {
        city_department_id: fixture.city_department.0,
        // Five working days ahead: green by the usual three days.
        city_due_on: "2023-02-02".parse().unwrap(),
        contact: None,
    };
    let matter = act(&fixture, "shiducha", &matter, Command::EscalationAccept(accept)).await;
    assert_eq!(matter.row.light, Light::Green);
    fixture
        .sql(
            "UPDATE region SET settings = REPLACE(settings, '\"yellow_days\":3', '\"yellow_days\":10') \
             WHERE code = '530323'",
        )
        .await;
    // Who there is and what was set is kept for a few seconds.
    fixture.advance(chrono::TimeDelta::seconds(10));
    for who in ["ducha1", "shiducha"] {
        for (light, found) in [(Light::Yellow, 1), (Light::Green, 0)] {
            let filter = Filter {
                light: Some(light),
                ..Filter::default()
            };
            assert_eq!(titles(&fixture, who, &filter).await.len(), found, "{who} {light}");
        }
        let ctx = fixture.ctx(who).await;
        let all = list(
            &fixture.app,
            &ctx,
            &Filter::default(),
            Sort::DueAsc,
            &PageRequest::default(),
        )
        .await
        .unwrap();
        assert_eq!(all.items[0].light, Light::Yellow, "{who}");
    }
}
