//! The table that goes into the documentation.

use crate::stats::{Pair, Round, medians};

/// One line of the table.
pub(crate) struct Line {
    pub(crate) what: String,
    pub(crate) pair: Pair,
    /// The least part of the baseline's speed that we aim at.
    pub(crate) aim: f64,
}

const HEAD: &str = "| work | ours /s | baseline /s | **ours ÷ baseline** | aim | p50 ms ours, baseline | p99 ms ours, baseline | CPU µs ours, baseline |\n\
    |---|---:|---:|---:|---:|---:|---:|---:|";

/// Prints every line as Markdown.
pub(crate) fn print(lines: &[Line]) {
    println!("\n{HEAD}");
    for Line { what, pair, aim } in lines {
        let (ours, baseline) = (medians(&pair.ours), medians(&pair.baseline));
        let two = |of: fn(&Round) -> f64| match (of(&ours), of(&baseline)) {
            (0.0, 0.0) => "–".to_owned(),
            (ours, baseline) => format!("{ours:.1}, {baseline:.1}"),
        };
        let ratio = pair.ratio();
        let verdict = if ratio >= *aim { "" } else { " missed" };
        println!(
            "| {what} | {:.0} | {:.0} | **{:.0} %**{verdict} | {:.0} % | {} | {} | {:.0}, {:.0} (×{:.2}) |",
            ours.per_second,
            baseline.per_second,
            ratio * 100.0,
            aim * 100.0,
            two(|round| round.p50_ms),
            two(|round| round.p99_ms),
            ours.cpu_us,
            baseline.cpu_us,
            pair.cpu_ratio(),
        );
    }
}

/// One round as it ends, so that one sees something happen.
pub(crate) fn progress(what: &str, side: &str, round: &Round) {
    println!(
        "{what:<34} {side:<5} {:>7.0}/s  p50 {:>6.2} ms  p99 {:>6.2} ms  {:>6.0} CPU-µs",
        round.per_second, round.p50_ms, round.p99_ms, round.cpu_us
    );
}
