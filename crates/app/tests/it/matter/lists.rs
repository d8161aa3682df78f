//! Lists, pages and counters over many.

use duban_app::counters::{self, Counter, CountersFilter, Numbers};
use duban_app::matter::action::{ClaimInput, Command, FindingInput, ReasonInput, SolveOnSiteInput};
use duban_app::matter::query::{Filter, Sort, count, list};
use duban_app::paging::PageRequest;
use duban_core::word::{EscalationStatus, Light, Outcome, Resolution, Status};

use super::*;
use crate::support::{Fixture, fixture};

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
            let mut reported: Vec<_> = list(&fixture.app, &office, &filter, Sort::DueAsc, &page)
                .await
                .unwrap()
                .items;
            let shown: Vec<_> = all
                .iter()
                .filter(|row| row.light == *light)
                .map(|row| row.id)
                .collect();
            assert_eq!(
                reported.drain(..).map(|row| row.id).collect::<Vec<_>>(),
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
    let reported = counters::read(&fixture.app, &office, &CountersFilter::default())
        .await
        .expect("counters");
    assert!(
        reported.totals.overdue.count > 0 && reported.totals.solved_on_site.count > 0,
        "{:?}",
        reported.totals
    );
    let sets = std::iter::once(&reported.totals).chain(
        reported
            .by_leader
            .iter()
            .chain(&reported.by_department)
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
