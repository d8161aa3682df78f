//! The year 2023 as the State Council published it, written here once more so that what is expected does
//! not come from the product.

/// The script's first day in the year: 2023-01-28, a Saturday at work.
const FIRST: i32 = 28;
const MONTHS: [i32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/// Saturdays and Sundays at work, as month and day.
const MAKE_UP: [(i32, i32); 7] = [(1, 28), (1, 29), (4, 23), (5, 6), (6, 25), (10, 7), (10, 8)];
/// Holidays, from and to; as far back as the days count that lead up to the script's first dates.
const HOLIDAYS: [((i32, i32), (i32, i32)); 5] = [
    ((1, 21), (1, 27)),
    ((4, 5), (4, 5)),
    ((4, 29), (5, 3)),
    ((6, 22), (6, 24)),
    ((9, 29), (10, 6)),
];

/// The date of the script's day with this number, the first being 0.
pub(crate) fn date(day: i32) -> String {
    let (month, day) = month_and_day(day);
    format!("2023-{month:02}-{day:02}")
}

/// The nth working day after a day of the script, or before it.
pub(crate) fn working_days_from(day: i32, n: i32) -> i32 {
    let (mut day, mut left) = (day, n.abs());
    while left > 0 {
        day += n.signum();
        left -= i32::from(is_at_work(day));
    }
    day
}

fn is_at_work(day: i32) -> bool {
    let date = month_and_day(day);
    let holiday = HOLIDAYS.iter().any(|(from, to)| *from <= date && date <= *to);
    let weekend = matches!(day.rem_euclid(7), 0 | 1);
    MAKE_UP.contains(&date) || !(weekend || holiday)
}

fn month_and_day(day: i32) -> (i32, i32) {
    let mut left = FIRST + day;
    for (month, length) in (1..).zip(MONTHS) {
        if left <= length {
            return (month, left);
        }
        left -= length;
    }
    panic!("the script ends with the year");
}
