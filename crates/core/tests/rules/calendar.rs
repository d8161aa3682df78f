//! Working days against the field's test vectors.

use chrono::{Days, NaiveDate};
use duban_core::calendar::{Calendar, CalendarError, DayInfo, DayKind};
use proptest::prelude::*;

use crate::builders::{CAL, day};

#[test]
fn adds_working_days_over_holidays_and_make_up_days() {
    let check = |start: &str, n: i32, end: &str| {
        assert_eq!(CAL.add(day(start), n), day(end), "{start} + {n}");
        assert_eq!(CAL.between(day(start), day(end)), n, "{start} to {end}");
    };
    check("2023-01-20", 3, "2023-01-30");
    check("2023-04-21", 3, "2023-04-25");
    check("2023-09-28", 5, "2023-10-11");
    check("2024-02-09", 1, "2024-02-18");
    check("2024-04-28", 5, "2024-05-08");
    check("2025-01-24", 5, "2025-02-07");
    check("2025-09-26", 7, "2025-10-13");
    check("2026-02-13", 3, "2026-02-25");
    check("2026-09-18", 5, "2026-09-24");
    // 2027 is provisional: New Year's Day is fixed and not counted.
    check("2026-12-30", 3, "2027-01-05");
}

#[test]
fn subtracts_working_days() {
    let check = |start: &str, n: i32, end: &str| assert_eq!(CAL.add(day(start), n), day(end), "{start} {n}");
    check("2023-01-30", -3, "2023-01-20");
    check("2023-01-28", -1, "2023-01-20");
    check("2023-01-25", -1, "2023-01-20");
    check("2023-01-25", 1, "2023-01-28");
    check("2023-01-25", 0, "2023-01-25");
}

#[test]
fn has_the_published_number_of_working_days_per_quarter() {
    let quarters = [
        (2023, [61, 62, 64, 62]),
        (2024, [61, 62, 66, 62]),
        (2025, [59, 61, 67, 61]),
        (2026, [59, 61, 66, 62]),
    ];
    for (year, expected) in quarters {
        for (quarter, expected) in (0_u32..).zip(expected) {
            let first = NaiveDate::from_ymd_opt(year, quarter * 3 + 1, 1).expect("a date");
            let (next_year, next_month) = if quarter == 3 {
                (year + 1, 1)
            } else {
                (year, quarter * 3 + 4)
            };
            let next = NaiveDate::from_ymd_opt(next_year, next_month, 1).expect("a date");
            let eve = |date: NaiveDate| date - Days::new(1);
            assert_eq!(
                CAL.between(eve(first), eve(next)),
                expected,
                "{year} quarter {}",
                quarter + 1
            );
        }
    }
}

#[test]
fn knows_what_a_day_is() {
    let check = |date: &str, kind: DayKind, name: Option<&str>, provisional: bool| {
        let info = CAL.day(day(date)).expect("in range");
        assert_eq!(
            (info.kind, info.name.as_deref(), info.provisional),
            (kind, name, provisional),
            "{date}"
        );
    };
    check("2022-12-30", DayKind::Workday, None, false);
    check("2022-12-31", DayKind::Holiday, Some("元旦"), false);
    check("2023-01-20", DayKind::Workday, None, false);
    check("2023-01-22", DayKind::Holiday, Some("春节"), false);
    check("2023-01-28", DayKind::MakeUp, None, false);
    check("2023-02-04", DayKind::Weekend, None, false);
    check("2026-12-31", DayKind::Workday, None, false);
    check("2027-01-01", DayKind::Holiday, Some("元旦"), true);
    check("2027-10-04", DayKind::Workday, None, true);
    check("2036-10-03", DayKind::Holiday, Some("国庆节"), true);
    assert_eq!(CAL.day(day("2037-01-01")), None);
    assert!(CAL.is_provisional(day("2037-01-01")) && !CAL.is_provisional(day("2026-01-01")));
}

#[test]
fn counts_monday_to_friday_outside_the_table() {
    assert!(!CAL.is_working(day("2040-01-01")) && CAL.is_working(day("2040-01-02")));
    assert_eq!(CAL.add(day("2036-12-30"), 3), day("2037-01-02"));
    assert_eq!(CAL.add(day("2037-01-02"), -3), day("2036-12-30"));
    assert_eq!(CAL.between(day("2036-12-30"), day("2037-01-02")), 3);
    assert_eq!(CAL.add(day("2022-12-02"), -2), day("2022-11-30"));
    assert_eq!(CAL.between(day("2022-11-30"), day("2022-12-02")), 2);
    assert_eq!(CAL.add(NaiveDate::MAX, 5), NaiveDate::MAX);
}

#[test]
fn refuses_gaps_and_recomputes_numbers() {
    let info = |date: &str, kind| DayInfo {
        date: day(date),
        kind,
        name: None,
        number: 99,
        provisional: false,
    };
    let days = vec![
        info("2023-01-28", DayKind::MakeUp),
        info("2023-01-29", DayKind::Weekend),
    ];
    let calendar = Calendar::from_days("local".to_owned(), days).expect("consecutive");
    assert_eq!(
        calendar.days().iter().map(|day| day.number).collect::<Vec<_>>(),
        [1, 1]
    );
    assert_eq!(calendar.version(), "local");

    let gap = vec![
        info("2023-01-28", DayKind::MakeUp),
        info("2023-01-30", DayKind::Workday),
    ];
    let expected = CalendarError::Gap {
        after: day("2023-01-28"),
        found: day("2023-01-30"),
    };
    assert_eq!(Calendar::from_days("gap".to_owned(), gap), Err(expected));
    assert_eq!(
        Calendar::from_days("none".to_owned(), Vec::new()),
        Err(CalendarError::Empty)
    );
    assert_eq!(
        Calendar::from_notices("none", r#"{"years":{}}"#),
        Err(CalendarError::Empty)
    );
    assert!(matches!(
        Calendar::from_notices("bad", "[]"),
        Err(CalendarError::Unreadable(_))
    ));
    let stored = Calendar::from_days(CAL.version().to_owned(), CAL.days().to_vec());
    assert_eq!(
        stored.as_ref(),
        Ok(&*CAL),
        "storing and reading back keeps the calendar"
    );
}

/// Any day from a little before the table to a little after it.
pub(crate) fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..5250).prop_map(|offset| day("2022-11-01") + Days::new(offset))
}

proptest! {
    #[test]
    fn adding_and_subtracting_again_is_the_same_working_day(date in any_day(), n in -400_i32..400) {
        prop_assume!(CAL.is_working(date));
        prop_assert_eq!(CAL.add(CAL.add(date, n), -n), date);
    }

    #[test]
    fn between_is_the_inverse_of_add(a in any_day(), b in any_day()) {
        prop_assume!(CAL.is_working(b));
        prop_assert_eq!(CAL.add(a, CAL.between(a, b)), b);
    }

    #[test]
    fn add_lands_on_a_working_day_and_between_counts_it(date in any_day(), n in -400_i32..400) {
        prop_assume!(n != 0);
        let end = CAL.add(date, n);
        prop_assert!(CAL.is_working(end));
        prop_assert_eq!(CAL.between(date, end), n);
    }

    #[test]
    fn the_table_agrees_with_counting_day_by_day(a in any_day(), length in 0_usize..300) {
        let days: Vec<_> = a.iter_days().skip(1).take(length).collect();
        let counted = days.iter().filter(|day| CAL.is_working(**day)).count();
        let b = days.last().copied().unwrap_or(a);
        prop_assert_eq!(usize::try_from(CAL.between(a, b)).expect("forward"), counted);
    }
}
