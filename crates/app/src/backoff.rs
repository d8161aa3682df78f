//! How long a failed piece of work waits for its next try, by the machine's clock.

use chrono::TimeDelta;

/// No wait is longer.
pub(crate) const LONGEST: TimeDelta = TimeDelta::hours(1);

/// The wait after the given number of attempts: `first`, doubled with each further one, at most [`LONGEST`].
pub(crate) fn doubling(first: TimeDelta, attempts: i32) -> TimeDelta {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(16);
    (first * (1 << doublings)).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        for (first_s, attempts, wait_s) in [
            (2, 0, 2),
            (2, 1, 2),
            (2, 2, 4),
            (2, 7, 128),
            (2, 11, 2_048),
            (2, 12, 3_600),
            (60, 1, 60),
            (60, 6, 1_920),
            (60, 7, 3_600),
            (60, i32::MAX, 3_600),
        ] {
            let wait = doubling(TimeDelta::seconds(first_s), attempts);
            assert_eq!(
                wait.num_seconds(),
                wait_s,
                "{first_s} s after {attempts} attempts"
            );
        }
    }
}
