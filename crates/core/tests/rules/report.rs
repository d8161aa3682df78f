//! Report dates.

use chrono::Days;
use duban_core::matter::report::{next_report_due, next_report_on};
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

proptest! {
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
