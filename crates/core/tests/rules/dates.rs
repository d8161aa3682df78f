//! What actions do to the dates, one by one.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use duban_core::error::RuleError;
use duban_core::matter::dates::{DateContext, Dates};
use duban_core::matter::lifecycle::{ClockEffect, Next};
use duban_core::region::Zone;
use duban_core::word::{ReportCycle, Stage, Status};

use crate::builders::{CAL, at, day};

/// Handed over on a day, due on another, reported weekly.
pub(crate) fn dates(start: &str, due: &str) -> Dates {
    let mut dates = undated(day(due));
    apply_effect(&mut dates, ClockEffect::Start, at(start, 9, 0));
    dates
}

pub(crate) fn undated(due_on: NaiveDate) -> Dates {
    Dates {
        due_on,
        stopped_on: None,
        stopped_due_on: None,
        issued_at: None,
        handed_over_at: None,
        due_set_at: None,
        next_report_due_on: None,
        overdue_before: 0,
        pause: None,
    }
}

pub(crate) fn moment(now: DateTime<Utc>) -> DateContext<'static> {
    DateContext {
        calendar: &CAL,
        zone: Zone::SHANGHAI,
        alert_hour: 9,
        now,
        report_cycle: ReportCycle::Weekly,
        report_day: None,
    }
}

pub(crate) fn apply_effect(dates: &mut Dates, clock: ClockEffect, now: DateTime<Utc>) {
    let status = if clock == ClockEffect::Pause {
        Status::Suspended
    } else {
        Status::InProgress
    };
    follow_to(dates, clock, status, now);
}

fn follow_to(dates: &mut Dates, clock: ClockEffect, status: Status, now: DateTime<Utc>) {
    dates.apply_effect(&next(clock, status), None, &moment(now));
}

/// An action's effect on the clock that leads to a status.
pub(crate) fn next(clock: ClockEffect, status: Status) -> Next {
    Next {
        status,
        stage: Stage::County,
        solved_from: None,
        resolution: None,
        outcome: None,
        clock,
        escalation: None,
        extension: None,
    }
}

#[test]
fn an_extension_keeps_what_was_overdue() {
    let mut late = dates("2023-01-28", "2023-02-10");
    let before = late.extend(day("2023-03-10"), &moment(at("2023-02-20", 10, 0)));
    assert_eq!(before, Ok(day("2023-02-10")));
    assert_eq!((late.due_on, late.overdue_before), (day("2023-03-10"), 6));
    // A second one, three days late again.
    late.extend(day("2023-03-31"), &moment(at("2023-03-15", 10, 0)))
        .expect("later");
    assert_eq!(late.overdue_before, 9);

    let mut timely = dates("2023-01-28", "2023-02-10");
    timely
        .extend(day("2023-03-10"), &moment(at("2023-02-10", 10, 0)))
        .expect("later");
    assert_eq!(timely.overdue_before, 0);
}

#[test]
fn an_approval_after_a_late_claim_keeps_the_overdue_days() {
    let mut dates = dates("2023-01-28", "2023-02-10");
    apply_effect(&mut dates, ClockEffect::Stop, at("2023-02-13", 10, 0));
    dates
        .extend(day("2023-03-10"), &moment(at("2023-02-14", 10, 0)))
        .expect("later");
    assert_eq!((dates.due_on, dates.overdue_before), (day("2023-03-10"), 0));
    assert_eq!(dates.stopped_due_on, Some(day("2023-02-10")));
    apply_effect(&mut dates, ClockEffect::Restart, at("2023-02-20", 10, 0));
    assert_eq!((dates.stopped_on, dates.stopped_due_on), (None, None));
    assert_eq!(
        dates.overdue_before, 2,
        "the 13th and the 14th, as if never claimed"
    );
}

#[test]
fn days_before_an_approval_count_once_when_the_matter_is_suspended() {
    let mut dates = dates("2023-01-28", "2023-02-10");
    apply_effect(&mut dates, ClockEffect::Pause, at("2023-02-02", 10, 0));
    let approval = moment(at("2023-02-15", 10, 0));
    let mut refused = dates;
    // By then the pause alone has moved the date to the 23rd.
    assert_eq!(
        refused.extend(day("2023-02-23"), &approval),
        Err(RuleError::NewDateNotLater {
            due_on: day("2023-02-23")
        })
    );
    assert_eq!(dates.extend(day("2023-03-10"), &approval), Ok(day("2023-02-23")));
    assert_eq!(dates.overdue_before, 0);
    apply_effect(&mut dates, ClockEffect::Resume, at("2023-03-01", 10, 0));
    assert_eq!(
        dates.due_on,
        day("2023-03-24"),
        "ten working days after the approval"
    );
}

#[test]
fn a_report_due_during_a_pause_is_excused() {
    let check = |from: ClockEffect, to: ClockEffect| {
        let mut dates = dates("2023-01-28", "2023-03-31");
        assert_eq!(dates.next_report_due_on, Some(day("2023-02-03")));
        apply_effect(&mut dates, from, at("2023-02-01", 10, 0));
        let mut soon = dates;
        apply_effect(&mut soon, to, at("2023-02-02", 10, 0));
        assert_eq!(soon.next_report_due_on, Some(day("2023-02-03")), "{to:?}");
        apply_effect(&mut dates, to, at("2023-02-20", 10, 0));
        assert_eq!(dates.next_report_due_on, Some(day("2023-02-24")), "{to:?}");
    };
    check(ClockEffect::Stop, ClockEffect::Restart);
    check(ClockEffect::Pause, ClockEffect::Resume);
    check(ClockEffect::None, ClockEffect::HandOver);

    let missed = |from: ClockEffect, to: ClockEffect| {
        let mut dates = dates("2023-01-28", "2023-03-31");
        apply_effect(&mut dates, from, at("2023-02-04", 10, 0));
        apply_effect(&mut dates, to, at("2023-02-20", 10, 0));
        assert_eq!(
            dates.next_report_due_on,
            Some(day("2023-02-03")),
            "{to:?}: missed before"
        );
    };
    missed(ClockEffect::Stop, ClockEffect::Restart);
    missed(ClockEffect::Pause, ClockEffect::Resume);

    let mut with_city = dates("2023-01-28", "2023-03-31");
    let submitted = at("2023-02-01", 10, 0);
    follow_to(&mut with_city, ClockEffect::Pause, Status::InProgress, submitted);
    apply_effect(&mut with_city, ClockEffect::Resume, at("2023-02-20", 10, 0));
    assert_eq!(
        with_city.next_report_due_on,
        Some(day("2023-02-03")),
        "the city stage is open to reports"
    );

    // The pause goes on from the approval; what passed before in it is excused as well.
    let mut extended = dates("2023-01-28", "2023-03-31");
    apply_effect(&mut extended, ClockEffect::Pause, at("2023-02-02", 10, 0));
    extended
        .extend(day("2023-06-30"), &moment(at("2023-02-15", 10, 0)))
        .expect("later");
    assert_eq!(extended.next_report_due_on, Some(day("2023-02-17")));
    apply_effect(&mut extended, ClockEffect::Resume, at("2023-03-01", 10, 0));
    assert_eq!(extended.next_report_due_on, Some(day("2023-03-03")));

    let mut draft = undated(day("2023-03-31"));
    apply_effect(&mut draft, ClockEffect::Stop, at("2023-02-01", 10, 0));
    apply_effect(&mut draft, ClockEffect::Restart, at("2023-02-20", 10, 0));
    assert_eq!(
        draft,
        undated(day("2023-03-31")),
        "a draft is a draft again, without a clock"
    );
}

#[test]
fn a_hand_over_counts_anew() {
    let mut dates = dates("2023-01-28", "2023-03-31");
    apply_effect(&mut dates, ClockEffect::HandOver, at("2023-02-07", 10, 0));
    assert_eq!(dates.handed_over_at, Some(at("2023-02-07", 10, 0)));
    assert_eq!(dates.issued_at, Some(at("2023-01-28", 9, 0)));
    assert_eq!(dates.next_report_due_on, Some(day("2023-02-10")));
}

/// What was wrongly recorded as solved before anybody signed is handed over anew: the day to sign begins with the return.
#[test]
fn a_return_to_issued_is_a_hand_over() {
    let returned = at("2023-02-06", 10, 0);
    for (status, handed_over_at) in [
        (Status::Issued, returned),
        (Status::InProgress, at("2023-01-28", 9, 0)),
    ] {
        let mut dates = dates("2023-01-28", "2023-03-10");
        apply_effect(&mut dates, ClockEffect::Stop, at("2023-01-30", 10, 0));
        follow_to(&mut dates, ClockEffect::Restart, status, returned);
        assert_eq!(dates.handed_over_at, Some(handed_over_at), "{status}");
        assert_eq!(dates.issued_at, Some(at("2023-01-28", 9, 0)), "{status}");
        assert_eq!(dates.stopped_on, None, "{status}");
    }
}

/// The alerts of a day fire at nine: what fired before the pause does not fire again, what did not is still to come.
#[test]
fn the_alerts_of_a_day_fire_before_a_pause_or_after_it() {
    let after_date_set = |set: Option<DateTime<Utc>>, began, ended, due_set_at: Option<DateTime<Utc>>| {
        let mut dates = dates("2023-01-28", "2023-02-10");
        apply_effect(&mut dates, ClockEffect::Pause, began);
        dates.due_set_at = set;
        apply_effect(&mut dates, ClockEffect::Resume, ended);
        assert_eq!(dates.due_set_at, due_set_at, "{set:?} {began} {ended}");
    };
    let check = |began, ended, due_set_at| after_date_set(None, began, ended, due_set_at);
    let evening = at("2023-02-17", 20, 0);
    check(at("2023-02-15", 8, 30), at("2023-02-15", 10, 0), None);
    check(at("2023-02-15", 10, 0), evening, Some(evening));
    check(at("2023-02-15", 8, 30), evening, Some(at("2023-02-17", 0, 0)));
    let before_nine = at("2023-02-17", 8, 0);
    let after_nine = Some(at("2023-02-17", 9, 0) + Duration::seconds(1));
    check(at("2023-02-15", 10, 0), before_nine, after_nine);
    // A pause that ended at eight, after its step had fired on the day before: the instant lies ahead at half past.
    let ended_before = Some(at("2023-02-15", 9, 0) + Duration::seconds(1));
    after_date_set(ended_before, at("2023-02-15", 8, 30), evening, Some(evening));
    // A date set meanwhile for somebody else is no end of a pause.
    let meanwhile = Some(at("2023-02-15", 14, 0));
    after_date_set(
        meanwhile,
        at("2023-02-15", 8, 30),
        evening,
        Some(at("2023-02-17", 0, 0)),
    );
    // On a Saturday nothing fires; what is due by then fired on the Friday.
    check(at("2023-02-11", 8, 30), evening, Some(evening));
}
