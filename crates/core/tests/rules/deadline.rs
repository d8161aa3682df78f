//! The day-by-day explanation, and pauses as shifts.

use chrono::{Days, NaiveDate};
use duban_core::matter::deadline::{
    DeadlineFacts, Explanation, Extended, Pause, PauseReason, STRIP_CAP, StripKind, explain,
    shift_after_pause,
};
use duban_core::matter::light;
use proptest::prelude::*;

use crate::builders::{CAL, day};

fn facts<'a>(start: &str, due: &str, today: &str, pauses: &'a [Pause]) -> DeadlineFacts<'a> {
    DeadlineFacts {
        start_on: day(start),
        due_on: day(due),
        pauses,
        extensions: &[],
        stopped_on: None,
        today: day(today),
    }
}

/// `20s 21h 28m1`: day of the month, first letter of the kind, count.
fn strip(explanation: &Explanation) -> String {
    let day = |day: &duban_core::matter::deadline::DeadlineDay| {
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
    assert_eq!(explained.counted, 3);
    assert_eq!(explained.days[1].name.as_deref(), Some("春节"));
    assert_eq!(explained.calendar_version, CAL.version());
}

#[test]
fn an_overdue_matter_counts_on() {
    let explained = explain(&CAL, &facts("2023-02-01", "2023-02-03", "2023-02-07", &[]));
    assert_eq!(strip(&explained), "01s 02c1 03c2 04w 05w 06o1 07o2");
    // The days off after the date are no part of the limit.
    assert_eq!((explained.counted, explained.weekends), (2, 0));
    let over_the_festival = explain(&CAL, &facts("2023-01-18", "2023-01-19", "2023-01-31", &[]));
    let days_off = (over_the_festival.weekends, over_the_festival.holidays);
    assert_eq!((over_the_festival.counted, days_off), (1, (0, 0)));
    let stopped = DeadlineFacts {
        stopped_on: Some(day("2023-02-06")),
        ..facts("2023-02-01", "2023-02-03", "2023-02-20", &[])
    };
    let explained = explain(&CAL, &stopped);
    assert_eq!(strip(&explained), "01s 02c1 03c2 04w 05w 06o1");
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
    let extended = [Extended {
        from_due_on: day("2023-02-07"),
        decided_on: day("2023-02-07"),
    }];
    let facts_ended = DeadlineFacts {
        extensions: &extended,
        ..facts("2023-02-01", "2023-02-08", "2023-02-07", &ended)
    };
    let explained = explain(&CAL, &facts_ended);
    assert_eq!(strip(&explained), "01s 02c1 03p 04p 05p 06p 07c2 08e3");
    assert_eq!((explained.counted, explained.paused), (3, 2));

    let open = pause(None);
    let explained = explain(&CAL, &facts("2023-02-01", "2023-02-03", "2023-02-07", &open));
    assert_eq!(strip(&explained), "01s 02c1 03p 04p 05p 06p 07p");
}

/// Due on the 10th, three working days late on the 15th, with the city until the 20th.
#[test]
fn a_pause_after_the_date_does_not_make_missed_days_timely() {
    let city = [Pause {
        from_on: day("2023-02-15"),
        to_on: Some(day("2023-02-20")),
        reason: PauseReason::CityStage,
    }];
    let explained = explain(&CAL, &facts("2023-02-08", "2023-02-15", "2023-02-21", &city));
    assert_eq!(
        strip(&explained),
        "08s 09c1 10c2 11w 12w 13o1 14o2 15o3 16p 17p 18p 19p 20p 21o4"
    );
    assert_eq!(explained.counted, 2);
}

/// Due on the 10th, asked and approved on the 15th: the three days late stay, the new date counts from then on.
#[test]
fn an_approval_after_the_date_does_not_make_missed_days_timely() {
    let extended = [Extended {
        from_due_on: day("2023-02-10"),
        decided_on: day("2023-02-15"),
    }];
    let late = DeadlineFacts {
        extensions: &extended,
        ..facts("2023-02-08", "2023-02-17", "2023-02-20", &[])
    };
    let shown = "08s 09c1 10c2 11w 12w 13o1 14o2 15o3 16e3 17e4 18w 19w 20o1";
    assert_eq!(strip(&explain(&CAL, &late)), shown);
    // Claimed on the 14th, approved a day later: the stop is judged by the date that was in force.
    let stopped = DeadlineFacts {
        stopped_on: Some(day("2023-02-14")),
        ..late
    };
    let explained = explain(&CAL, &stopped);
    assert_eq!(
        strip(&explained),
        "08s 09c1 10c2 11w 12w 13o1 14o2 15e3 16e4 17e5"
    );
}

/// Extended from the 10th to the 15th, then suspended for two working days: the extension begins two days later too.
#[test]
fn the_days_of_an_extension_move_with_a_later_pause() {
    let suspended = [Pause {
        from_on: day("2023-02-08"),
        to_on: Some(day("2023-02-10")),
        reason: PauseReason::Suspended,
    }];
    let extended = [Extended {
        from_due_on: day("2023-02-10"),
        decided_on: day("2023-02-07"),
    }];
    let shifted = DeadlineFacts {
        extensions: &extended,
        ..facts("2023-02-07", "2023-02-17", "2023-02-10", &suspended)
    };
    assert_eq!(
        strip(&explain(&CAL, &shifted)),
        "07s 08c1 09p 10p 11w 12w 13c2 14c3 15e4 16e5 17e6"
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
    fn pause_and_resume_is_a_shift(start in working_day(), n in 2_i32..60, before in 1_i32..90, length in 0_i32..60) {
        let due = CAL.add(start, n);
        let from = CAL.add(start, before);
        let to = CAL.add(from, length);
        let shifted = shift_after_pause(&CAL, due, from, to);
        prop_assert_eq!(CAL.between(due, shifted), length);
        let pauses = [Pause { from_on: from, to_on: Some(to), reason: PauseReason::Suspended }];
        let facts = DeadlineFacts {
            start_on: start,
            due_on: shifted,
            pauses: &pauses,
            extensions: &[],
            stopped_on: None,
            today: to,
        };
        let explained = explain(&CAL, &facts);
        prop_assert_eq!((explained.counted, explained.paused), (n, length));
        prop_assert_eq!(light::left(to, shifted, &CAL), n - before, "what was left is left");
        let overdue = explained.days.iter().filter(|day| day.kind == StripKind::Overdue).count();
        prop_assert_eq!(i32::try_from(overdue).unwrap(), (before - n).max(0), "what was late stays late");
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
