//! Report dates.

use chrono::Days;
use duban_core::matter::report::{answers, next_report_due, next_report_on};
use duban_core::word::ReportCycle;
use proptest::prelude::*;

use crate::builders::{CAL, day};

#[test]
fn each_cycle_has_its_next_date() {
    let check = |cycle, after: &str, on: Option<u32>, nominal: &str, asked: &str| {
        assert_eq!(
            next_report_due(cycle, day(after), on),
            Some(day(nominal)),
            "{cycle} after {after}"
        );
        assert_eq!(
            next_report_on(&CAL, cycle, day(after), on),
            Some(day(asked)),
            "{cycle} after {after}"
        );
    };
    check(
        ReportCycle::Weekly,
        "2023-02-01",
        None,
        "2023-02-03",
        "2023-02-03",
    );
    check(
        ReportCycle::Weekly,
        "2023-02-03",
        None,
        "2023-02-10",
        "2023-02-10",
    );
    check(
        ReportCycle::Weekly,
        "2023-01-19",
        None,
        "2023-01-20",
        "2023-01-20",
    );
    // The Friday of the spring festival falls back to the day of the last report, so the next one is asked for.
    check(
        ReportCycle::Weekly,
        "2023-01-20",
        None,
        "2023-01-27",
        "2023-02-03",
    );
    check(
        ReportCycle::TenDays,
        "2023-02-01",
        None,
        "2023-02-10",
        "2023-02-10",
    );
    check(
        ReportCycle::TenDays,
        "2023-02-10",
        None,
        "2023-02-20",
        "2023-02-20",
    );
    check(
        ReportCycle::TenDays,
        "2023-02-20",
        None,
        "2023-02-28",
        "2023-02-28",
    );
    check(
        ReportCycle::TenDays,
        "2023-02-28",
        None,
        "2023-03-10",
        "2023-03-10",
    );
    check(
        ReportCycle::TenDays,
        "2023-12-31",
        None,
        "2024-01-10",
        "2024-01-10",
    );
    check(
        ReportCycle::Monthly,
        "2023-02-01",
        Some(20),
        "2023-02-20",
        "2023-02-20",
    );
    check(
        ReportCycle::Monthly,
        "2023-02-20",
        Some(20),
        "2023-03-20",
        "2023-03-20",
    );
    check(
        ReportCycle::Monthly,
        "2023-02-01",
        Some(31),
        "2023-02-28",
        "2023-02-28",
    );
    check(
        ReportCycle::Monthly,
        "2023-04-01",
        None,
        "2023-04-30",
        "2023-04-28",
    );
    check(
        ReportCycle::Monthly,
        "2023-12-31",
        Some(5),
        "2024-01-05",
        "2024-01-05",
    );
    check(
        ReportCycle::Quarterly,
        "2023-01-20",
        None,
        "2023-03-31",
        "2023-03-31",
    );
    check(
        ReportCycle::Quarterly,
        "2023-03-31",
        Some(25),
        "2023-06-25",
        "2023-06-25",
    );
    check(
        ReportCycle::Quarterly,
        "2023-12-31",
        None,
        "2024-03-31",
        "2024-03-29",
    );
    assert_eq!(
        next_report_due(ReportCycle::None, day("2023-02-01"), Some(20)),
        None
    );
    assert_eq!(
        next_report_on(&CAL, ReportCycle::None, day("2023-02-01"), None),
        None
    );
}

/// Each case: cycle, day of the month, the date expected, the days of the reports, what is expected after each.
#[test]
fn a_report_answers_one_date() {
    let check = |cycle, on, expected: &str, given: &[(&str, &str)]| {
        let mut expected = day(expected);
        let mut last = None;
        for (given_on, next) in given {
            let given_on = day(given_on);
            if answers(&CAL, cycle, expected, given_on, last, on) {
                expected = next_report_on(&CAL, cycle, expected.max(given_on), on).expect("a cycle");
                last = Some(given_on);
            }
            assert_eq!(expected, day(next), "{cycle} after {given_on}");
        }
    };
    // On the date, corrections on that day and after the weekend, and the first that is nearer to the next week's date.
    check(
        ReportCycle::Weekly,
        None,
        "2023-02-03",
        &[
            ("2023-02-03", "2023-02-10"),
            ("2023-02-03", "2023-02-10"),
            ("2023-02-06", "2023-02-10"),
            ("2023-02-07", "2023-02-17"),
            ("2023-02-10", "2023-02-17"),
        ],
    );
    // Late, corrected on that day and on the next, and then for the week itself.
    check(
        ReportCycle::Weekly,
        None,
        "2023-02-03",
        &[
            ("2023-02-06", "2023-02-10"),
            ("2023-02-06", "2023-02-10"),
            ("2023-02-07", "2023-02-10"),
            ("2023-02-08", "2023-02-17"),
        ],
    );
    // Late until the day before the next date, on which a report is due all the same.
    check(
        ReportCycle::Weekly,
        None,
        "2023-02-03",
        &[
            ("2023-02-09", "2023-02-10"),
            ("2023-02-09", "2023-02-10"),
            ("2023-02-10", "2023-02-17"),
        ],
    );
    check(
        ReportCycle::Monthly,
        Some(25),
        "2023-08-25",
        &[
            ("2023-09-04", "2023-09-25"),
            ("2023-09-04", "2023-09-25"),
            ("2023-09-05", "2023-09-25"),
            ("2023-09-25", "2023-10-25"),
            ("2023-09-26", "2023-10-25"),
        ],
    );
    // Three in January are one for January.
    check(
        ReportCycle::Monthly,
        Some(31),
        "2023-01-31",
        &[
            ("2023-01-04", "2023-02-28"),
            ("2023-01-11", "2023-02-28"),
            ("2023-01-30", "2023-02-28"),
            ("2023-02-01", "2023-03-31"),
        ],
    );
    // The Friday of the festival has no report of its own: what comes before it answers the Friday after.
    check(
        ReportCycle::Weekly,
        None,
        "2023-02-03",
        &[("2023-01-28", "2023-02-10"), ("2023-01-31", "2023-02-10")],
    );
}

proptest! {
    /// However often reports are given, the date moves by one span at most beyond the first one still to come.
    #[test]
    fn reports_never_run_ahead(
        cycle in prop::sample::select(&ReportCycle::ALL[1..]),
        gaps in prop::collection::vec(0_u64..20, 1..30),
        on in prop::option::of(1_u32..32),
    ) {
        let next_after = |after| next_report_on(&CAL, cycle, after, on).expect("a cycle");
        let mut today = day("2023-01-01");
        let mut expected = next_after(today);
        let mut last = None;
        for gap in gaps {
            today = today + Days::new(gap);
            if answers(&CAL, cycle, expected, today, last, on) {
                expected = next_after(expected.max(today));
                last = Some(today);
            }
            let first = next_after(today - Days::new(1));
            prop_assert!(expected > today && expected <= next_after(first), "{today}: {expected}");
        }
    }

    #[test]
    fn the_next_report_is_a_working_day_that_is_still_to_come(
        cycle in prop::sample::select(&ReportCycle::ALL[1..]),
        offset in 0_u64..1400,
        on in prop::option::of(0_u32..40),
    ) {
        let after = day("2023-01-01") + Days::new(offset);
        let due = next_report_on(&CAL, cycle, after, on).expect("a cycle");
        prop_assert!(due > after && CAL.is_working(due));
        prop_assert!((due - after).num_days() <= 100);
    }
}
