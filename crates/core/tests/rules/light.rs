//! Lights, lateness and whose move it is.

use chrono::{Days, NaiveTime};
use duban_core::alert::{self, AlertFacts};
use duban_core::matter::MatterFacts;
use duban_core::matter::light::{self, ClockFacts};
use duban_core::region::Zone;
use duban_core::word::{EscalationStatus, Holder, Light, Stage, Status};
use proptest::prelude::*;

use crate::builders::{CAL, day, matter, with_city};
use crate::calendar::any_day;
use crate::ladder;

fn clock(status: Status) -> ClockFacts {
    ClockFacts {
        status,
        stage: Stage::County,
        outcome: None,
        due_on: day("2023-02-10"),
        city_due_on: None,
        stopped_on: None,
    }
}

#[test]
fn a_running_matter_turns_yellow_three_working_days_before_and_red_after() {
    let check = |today: &str, expected: Light, left: i32| {
        for status in [Status::Issued, Status::Objected, Status::InProgress] {
            let facts = clock(status);
            assert_eq!(light::light(&facts, day(today), &CAL, 3), expected, "{today}");
            assert_eq!(
                light::working_days_left(&facts, day(today), &CAL),
                Some(left),
                "{today}"
            );
            assert_eq!(
                light::late_days(&facts, day(today), &CAL),
                (-left).max(0),
                "{today}"
            );
            assert_eq!(
                light::overdue(&facts, day(today)),
                expected == Light::Red,
                "{today}"
            );
        }
    };
    check("2023-02-06", Light::Green, 4);
    check("2023-02-07", Light::Yellow, 3);
    check("2023-02-10", Light::Yellow, 0);
    check("2023-02-11", Light::Red, -1); // a Saturday
    check("2023-02-13", Light::Red, -1);
    check("2023-02-14", Light::Red, -2);
}

#[test]
fn before_a_saturday_the_last_working_day_counts() {
    let facts = ClockFacts {
        due_on: day("2023-03-25"),
        ..clock(Status::InProgress)
    };
    let check = |today: &str, expected: Light, left: i32| {
        assert_eq!(light::light(&facts, day(today), &CAL, 3), expected, "{today}");
        assert_eq!(
            light::working_days_left(&facts, day(today), &CAL),
            Some(left),
            "{today}"
        );
    };
    check("2023-03-20", Light::Green, 4);
    check("2023-03-21", Light::Yellow, 3);
    check("2023-03-24", Light::Yellow, 0);
    check("2023-03-25", Light::Yellow, 0);
    check("2023-03-26", Light::Red, -1);
}

#[test]
fn a_make_up_day_counts_towards_the_light() {
    let facts = ClockFacts {
        due_on: day("2023-01-30"),
        ..clock(Status::InProgress)
    };
    assert_eq!(light::light(&facts, day("2023-01-19"), &CAL, 3), Light::Green);
    assert_eq!(light::light(&facts, day("2023-01-20"), &CAL, 3), Light::Yellow);
    assert_eq!(light::light(&facts, day("2023-01-25"), &CAL, 3), Light::Yellow);
}

#[test]
fn a_stopped_clock_shows_how_it_stood() {
    let check = |stopped: Option<&str>, expected: Light, left: i32| {
        for status in [Status::Claimed, Status::Verified, Status::Closed] {
            let facts = ClockFacts {
                stopped_on: stopped.map(day),
                ..clock(status)
            };
            assert_eq!(
                light::light(&facts, day("2023-06-01"), &CAL, 3),
                expected,
                "{status} {stopped:?}"
            );
            assert_eq!(
                light::working_days_left(&facts, day("2023-06-01"), &CAL),
                Some(left),
                "{status}"
            );
            assert!(
                !light::overdue(&facts, day("2023-06-01")),
                "overdue means still open and late"
            );
        }
    };
    check(Some("2023-02-09"), Light::Green, 1);
    check(Some("2023-02-10"), Light::Green, 0);
    check(Some("2023-02-13"), Light::Red, -1);
    check(None, Light::Green, 0);
}

#[test]
fn no_clock_is_grey_and_the_city_without_a_date_is_green() {
    for status in [
        Status::Draft,
        Status::PendingApproval,
        Status::Suspended,
        Status::Cancelled,
    ] {
        let facts = clock(status);
        assert_eq!(
            light::light(&facts, day("2023-06-01"), &CAL, 3),
            Light::Grey,
            "{status}"
        );
        assert_eq!(
            light::working_days_left(&facts, day("2023-06-01"), &CAL),
            None,
            "{status}"
        );
        assert_eq!(light::late_days(&facts, day("2023-06-01"), &CAL), 0, "{status}");
    }
    let city = ClockFacts {
        stage: Stage::City,
        ..clock(Status::InProgress)
    };
    assert_eq!(light::light(&city, day("2023-06-01"), &CAL, 3), Light::Green);
    assert_eq!(light::working_days_left(&city, day("2023-06-01"), &CAL), None);
    let dated = ClockFacts {
        city_due_on: Some(day("2023-05-31")),
        ..city
    };
    assert_eq!(light::light(&dated, day("2023-06-01"), &CAL, 3), Light::Red);
    assert_eq!(light::active_due(&dated), Some(day("2023-05-31")));
}

#[test]
fn it_is_always_somebodys_move_until_the_end() {
    let check =
        |facts: MatterFacts, expected: Holder| assert_eq!(light::holder(&facts), expected, "{facts:?}");
    let escalated = |status| MatterFacts {
        escalation: Some(status),
        ..matter(Status::InProgress)
    };
    check(matter(Status::Draft), Holder::SupervisionOffice);
    check(matter(Status::PendingApproval), Holder::Leader);
    check(matter(Status::Issued), Holder::LeadDepartment);
    check(matter(Status::Objected), Holder::SupervisionOffice);
    check(matter(Status::InProgress), Holder::LeadDepartment);
    check(escalated(EscalationStatus::Proposed), Holder::Leader);
    check(escalated(EscalationStatus::Endorsed), Holder::SupervisionOffice);
    check(with_city(EscalationStatus::Submitted), Holder::City);
    check(escalated(EscalationStatus::Answered), Holder::LeadDepartment);
    check(
        MatterFacts {
            extension_pending: true,
            ..matter(Status::InProgress)
        },
        Holder::Leader,
    );
    check(matter(Status::Claimed), Holder::SupervisionOffice);
    check(
        MatterFacts {
            extension_pending: true,
            ..matter(Status::Claimed)
        },
        Holder::Leader,
    );
    check(matter(Status::Verified), Holder::SupervisionOffice);
    check(
        MatterFacts {
            close_delegated: false,
            ..matter(Status::Verified)
        },
        Holder::Leader,
    );
    check(
        MatterFacts {
            claimed_by_office: true,
            ..matter(Status::Claimed)
        },
        Holder::CountyHead,
    );
    check(matter(Status::Suspended), Holder::Leader);
    check(matter(Status::Closed), Holder::Nobody);
    check(matter(Status::Cancelled), Holder::Nobody);
}

fn any_clock() -> impl Strategy<Value = ClockFacts> {
    let status = prop::sample::select(Status::ALL);
    let stage = prop::sample::select(Stage::ALL);
    (
        status,
        stage,
        0_u64..60,
        prop::option::of(0_u64..60),
        prop::option::of(0_u64..60),
    )
        .prop_map(|(status, stage, due, city_due, stopped)| {
            let on = |offset: u64| day("2023-04-20") + Days::new(offset);
            // The city is responsible only for matters in progress.
            let stage = if status == Status::InProgress {
                stage
            } else {
                Stage::County
            };
            ClockFacts {
                status,
                stage,
                outcome: None,
                due_on: on(due),
                city_due_on: city_due.map(on),
                stopped_on: stopped.map(on),
            }
        })
}

/// The predicate as documented for queries, written a second time.
fn as_a_query_says(facts: &ClockFacts, window: light::LightWindow) -> Light {
    let running = matches!(
        facts.status,
        Status::Issued | Status::Objected | Status::InProgress
    );
    let stopped = matches!(facts.status, Status::Claimed | Status::Verified | Status::Closed);
    let due = if facts.stage == Stage::City {
        facts.city_due_on
    } else {
        Some(facts.due_on)
    };
    if running && due.is_some_and(|due| due < window.today)
        || stopped && facts.stopped_on.is_some_and(|stop| stop > facts.due_on)
    {
        Light::Red
    } else if running && due.is_some_and(|due| due <= window.yellow_until) {
        Light::Yellow
    } else if running || stopped {
        Light::Green
    } else {
        Light::Grey
    }
}

proptest! {
    #[test]
    fn the_rule_and_the_query_agree(facts in any_clock(), offset in 0_u64..60, yellow in 0_i32..6) {
        let today = day("2023-04-20") + Days::new(offset);
        let window = light::window(today, &CAL, yellow);
        prop_assert_eq!(light::light(&facts, today, &CAL, yellow), as_a_query_says(&facts, window));
    }

    #[test]
    fn red_is_late_by_at_least_a_day_and_nothing_else_is(facts in any_clock(), offset in 0_u64..60) {
        let today = day("2023-04-20") + Days::new(offset);
        let red = light::light(&facts, today, &CAL, 3) == Light::Red;
        prop_assert_eq!(light::late_days(&facts, today, &CAL) > 0, red);
    }

    /// Yellow means what it says, whatever day the date falls on, and the colour changes on the very day on which the
    /// T-3 alert fires.
    #[test]
    fn yellow_is_three_working_days_left_and_begins_with_the_alert(due in any_day(), today in any_day()) {
        let facts = ClockFacts { due_on: due, ..clock(Status::InProgress) };
        let light = light::light(&facts, today, &CAL, 3);
        let left = light::working_days_left(&facts, today, &CAL).expect("a clock");
        prop_assert_eq!(light == Light::Yellow, !light::overdue(&facts, today) && left <= 3);
        let now = Zone::SHANGHAI.instant_at(today, 9);
        let alerts = AlertFacts { clock: facts, started_at: day("2000-01-01").and_time(NaiveTime::MIN).and_utc(), ..ladder::facts(Status::InProgress) };
        let plan = alert::plan(&alert::default_rules(), &alerts, &CAL, Zone::SHANGHAI, 9, now);
        let reported = plan.due.iter().any(|step| step.step == -3);
        prop_assert_eq!(reported, light != Light::Green);
    }
}
