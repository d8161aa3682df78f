use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn quarter() -> LedgerSpan {
    LedgerSpan {
        year: 2023,
        plan: Some((day(2023, 1, 1), day(2023, 3, 31))),
    }
}

#[test]
fn dates_as_offices_write_them() {
    let guess = Some;
    for (text, on, wanted) in [
        ("2023-02-20", (2023, 2, 20), None),
        ("2023-02-20 00:00:00", (2023, 2, 20), None),
        ("2023.3.31", (2023, 3, 31), None),
        ("2023/3/1", (2023, 3, 1), None),
        ("20230331", (2023, 3, 31), None),
        ("2023年2月28日", (2023, 2, 28), None),
        ("2023年 2 月 28 日前", (2023, 2, 28), None),
        ("二〇二三年三月二十五日", (2023, 3, 25), None),
        ("3月25日", (2023, 3, 25), None),
        ("3月25日前完成", (2023, 3, 25), None),
        ("于3月25号之前", (2023, 3, 25), None),
        ("2024年1月15日", (2024, 1, 15), None),
        ("2月底前", (2023, 2, 28), guess(Guess::EndOfMonth)),
        ("3月底前", (2023, 3, 31), guess(Guess::EndOfMonth)),
        ("2024年2月底前", (2024, 2, 29), guess(Guess::EndOfMonth)),
        ("二月底", (2023, 2, 28), guess(Guess::EndOfMonth)),
        ("3月", (2023, 3, 31), guess(Guess::EndOfMonth)),
        ("2023.3", (2023, 3, 31), guess(Guess::EndOfMonth)),
        ("3月中旬", (2023, 3, 20), guess(Guess::PartOfMonth)),
        ("3月上旬", (2023, 3, 10), guess(Guess::PartOfMonth)),
        ("一季度", (2023, 3, 31), guess(Guess::EndOfSpan)),
        ("2023年第1季度末", (2023, 3, 31), guess(Guess::EndOfSpan)),
        ("上半年", (2023, 6, 30), guess(Guess::EndOfSpan)),
        ("年底前", (2023, 12, 31), guess(Guess::EndOfSpan)),
        ("2023年底", (2023, 12, 31), guess(Guess::EndOfSpan)),
        ("3.25", (2023, 3, 25), guess(Guess::ShortForm)),
        ("23.3.31", (2023, 3, 31), guess(Guess::ShortForm)),
        ("2月1日至3月5日", (2023, 3, 5), guess(Guess::RangeEnd)),
        ("2023.2.1-2023.3.31", (2023, 3, 31), guess(Guess::RangeEnd)),
        ("2月—3月", (2023, 3, 31), guess(Guess::RangeEnd)),
        ("2024年1月至3月", (2024, 3, 31), guess(Guess::RangeEnd)),
        ("3月至3月20日", (2023, 3, 20), guess(Guess::RangeEnd)),
        ("11月至2月", (2024, 2, 29), guess(Guess::RangeEnd)),
        ("2022年12月20日至1月10日", (2023, 1, 10), guess(Guess::RangeEnd)),
        ("11月至2024年2月", (2024, 2, 29), guess(Guess::RangeEnd)),
    ] {
        let read = read(text, &quarter()).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert_eq!((read.on, read.guess), (day(on.0, on.1, on.2), wanted), "{text}");
        assert_eq!((read.cycle, read.report_day), (None, None), "{text}");
    }
}

#[test]
fn recurring_dates_end_with_the_period() {
    let whole_year = LedgerSpan {
        year: 2023,
        plan: None,
    };
    let short = LedgerSpan {
        year: 2023,
        plan: Some((day(2023, 3, 1), day(2023, 3, 15))),
    };
    for (text, frame, wanted) in [
        ("每月20日", quarter(), Ok((day(2023, 3, 20), Some(20)))),
        ("每月二十日前", quarter(), Ok((day(2023, 3, 20), Some(20)))),
        ("每月25日", quarter(), Ok((day(2023, 3, 25), Some(25)))),
        ("每月31日", quarter(), Ok((day(2023, 3, 31), Some(31)))),
        ("每月底", quarter(), Ok((day(2023, 3, 31), None))),
        ("每月20日", whole_year, Ok((day(2023, 12, 20), Some(20)))),
        ("每月10日", short, Ok((day(2023, 3, 10), Some(10)))),
        ("每月20日", short, Err(DueError::OutsidePeriod)),
        ("每月32日", quarter(), Err(DueError::Unreadable)),
        ("每周五", quarter(), Ok((day(2023, 3, 31), None))),
        ("每逢佳节", quarter(), Err(DueError::Unreadable)),
    ] {
        let read = read(text, &frame).map(|due| (due.on, due.report_day));
        assert_eq!(read, wanted, "{text}");
    }
}

#[test]
fn texts_that_are_no_date_get_a_reason() {
    let no_such = |month, day, last| DueError::NoSuchDay {
        year: 2023,
        month,
        day,
        last,
    };
    for (text, wanted) in [
        ("", DueError::Missing),
        ("  \u{3000}", DueError::Missing),
        ("2月30日", no_such(2, 30, Some(28))),
        ("2023-02-30", no_such(2, 30, Some(28))),
        ("2023年13月1日", no_such(13, 1, None)),
        ("4.31", no_such(4, 31, Some(30))),
        ("长期", DueError::OpenEnded),
        ("持续推进", DueError::OpenEnded),
        ("完成", DueError::Missing),
        ("20日", DueError::Unreadable),
        ("9999-99-99", DueError::Unreadable),
        ("1e9月1日", DueError::Unreadable),
        ("2023年5月1日至2023年3月1日", DueError::Unreadable),
        ("下月", DueError::Unreadable),
        ("月", DueError::Unreadable),
        ("-", DueError::Unreadable),
        ("2023-2-3-4", DueError::Unreadable),
        ("𝟛月", DueError::Unreadable),
    ] {
        assert_eq!(read(text, &quarter()), Err(wanted), "{text:?}");
    }
}

#[test]
fn bare_numbers() {
    for (number, wanted) in [
        (44_967.0, Some(day(2023, 2, 10))),
        (44_967.5, Some(day(2023, 2, 10))),
        (20_230_331.0, Some(day(2023, 3, 31))),
        (20_230_230.0, None),
        (3.25, None),
        (0.0, None),
        (-1.0, None),
        (1e300, None),
        (f64::NAN, None),
    ] {
        assert_eq!(from_number(number), wanted, "{number}");
    }
}

#[test]
fn dates_in_sentences() {
    for (text, wanted) in [
        ("2月1日副县长调研", Some(day(2023, 2, 1))),
        ("会议(2024年2月29日)", Some(day(2024, 2, 29))),
        ("2月30日调研", None),
        ("月日", None),
        ("第12次会议", None),
    ] {
        assert_eq!(first_date_in(text, 2023), wanted, "{text}");
    }
}
