//! The day-by-day explanation, and pauses as shifts.

use chrono::{Days, NaiveDate};
use duban_core::matter::deadline::{
    DeadlineFacts, Explanation, Pause, PauseReason, STRIP_CAP, StripKind, explain, shift_after_pause,
};
use proptest::prelude::*;

use crate::builders::{CAL, day};

fn facts<'a>(start: &str, due: &str, today: &str, pauses: &'a [Pause]) -> DeadlineFacts<'a> {
    DeadlineFacts {
        start_on: day(start),
        due_on: day(due),
        original_due_on: day(due),
        pauses,
        extended_from: None,
        stopped_on: None,
        today: day(today),
    }
}

/// `20s 21h 28m1`: day of the month, first letter of the kind, count.
fn strip(explanation: &Explanation) -> String {
    let day = |day: &duban_core::matter::deadline::StripDay| {
        let count = day.count.map_or_else(String::new, |count| count.to_string());
        format!("{}{}{count}", day.date.format("%d"), &day.kind.as_str()[..1])
    };
    explanation.days.iter().map(day).collect::<Vec<_>>().join(" ")
}

#[test]
fn spring_festival_is_explained_day_by_day() {
    let explained = explain(&CAL, &facts("2023-01-20", "2023-01-30", "2023-01-28", &[]));
    assert_eq!(
        strip(&explained),
        "20s 21h 22h 23h 24h 25h 26h 27h 28m1 29m2 30c3"
    );
    assert_eq!((explained.working_days_left, explained.counted), (2, 3));
    assert_eq!(explained.days[1].name.as_deref(), Some("春节"));
    assert_eq!(explained.calendar_version, CAL.version());
}

#[test]
fn an_overdue_matter_counts_on() {
    let explained = explain(&CAL, &facts("2023-02-01", "2023-02-03", "2023-02-07", &[]));
    assert_eq!(strip(&explained), "01s 02c1 03c2 04w 05w 06o1 07o2");
    assert_eq!(explained.working_days_left, -2);
    let stopped = DeadlineFacts {
        stopped_on: Some(day("2023-02-06")),
        ..facts("2023-02-01", "2023-02-03", "2023-02-20", &[])
    };
    let explained = explain(&CAL, &stopped);
    assert_eq!(strip(&explained), "01s 02c1 03c2 04w 05w 06o1");
    assert_eq!(explained.working_days_left, -1);
}

#[test]
fn pauses_and_extensions_show() {
    let pause = |to: Option<&str>| {
        [Pause {
            from_on: day("2023-02-02"),
            to_on: to.map(day),
            reason: PauseReason::CityStage,
        }]
    };
    let ended = pause(Some("2023-02-06"));
    let facts_ended = DeadlineFacts {
        original_due_on: day("2023-02-03"),
        extended_from: Some(day("2023-02-07")),
        ..facts("2023-02-01", "2023-02-08", "2023-02-07", &ended)
    };
    let explained = explain(&CAL, &facts_ended);
    assert_eq!(strip(&explained), "01s 02c1 03p 04p 05p 06p 07c2 08e3");
    assert_eq!((explained.counted, explained.paused, explained.moved), (3, 2, 3));

    let open = pause(None);
    let explained = explain(&CAL, &facts("2023-02-01", "2023-02-03", "2023-02-07", &open));
    assert_eq!(strip(&explained), "01s 02c1 03p 04p 05p 06p 07p");
    assert_eq!(
        explained.working_days_left, 1,
        "as it stood when the clock was paused"
    );
}

#[test]
fn the_strip_is_capped_and_provisional_days_are_marked() {
    let explained = explain(&CAL, &facts("2026-12-01", "2029-01-05", "2026-12-01", &[]));
    assert_eq!((explained.days.len(), explained.truncated), (STRIP_CAP, true));
    let provisional = |date: &str| {
        let found = explained.days.iter().find(|strip| strip.date == day(date));
        found.expect("shown").provisional
    };
    assert!(!provisional("2026-12-31") && provisional("2027-01-01"));
    assert_eq!(
        explained.counted,
        CAL.between(day("2026-12-01"), day("2029-01-05")),
        "counted past the cap"
    );
    let backwards = explain(&CAL, &facts("2023-02-10", "2023-02-01", "2023-02-01", &[]));
    assert!(backwards.days.is_empty());
}

fn working_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..1400).prop_map(|offset| CAL.on_or_before(day("2023-01-10") + Days::new(offset)))
}

proptest! {
    /// Pausing and resuming moves the date by exactly the working days in between, so the days that count stay the
    /// same in number.
    #[test]
    fn pause_and_resume_is_a_shift(start in working_day(), n in 2_i32..60, before in 1_i32..60, length in 0_i32..60) {
        prop_assume!(before <= n);
        let due = CAL.add(start, n);
        let from = CAL.add(start, before);
        let to = CAL.add(from, length);
        let shifted = shift_after_pause(&CAL, due, from, to);
        prop_assert_eq!(CAL.between(due, shifted), length);
        let pauses = [Pause { from_on: from, to_on: Some(to), reason: PauseReason::Suspended }];
        let facts = DeadlineFacts {
            start_on: start,
            due_on: shifted,
            original_due_on: due,
            pauses: &pauses,
            extended_from: None,
            stopped_on: None,
            today: to,
        };
        let explained = explain(&CAL, &facts);
        prop_assert_eq!((explained.counted, explained.paused, explained.moved), (n, length, length));
        prop_assert_eq!(explained.working_days_left, n - before, "what was left is left");
        prop_assert!(explained.days.iter().all(|day| day.kind != StripKind::Overdue));
    }

    #[test]
    fn a_second_pause_shifts_on(due in working_day(), first in 0_i32..40, gap in 0_i32..10, second in 0_i32..40) {
        let from = CAL.add(due, -20);
        let to = CAL.add(from, first);
        let again = CAL.add(to, gap);
        let once = shift_after_pause(&CAL, due, from, to);
        let twice = shift_after_pause(&CAL, once, again, CAL.add(again, second));
        prop_assert_eq!(CAL.between(due, twice), first + second);
    }
}
