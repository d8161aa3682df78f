//! What became of each part of a test run and how long it took, and the closing line.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;

use crate::progress::Progress;
use crate::tally::Tally;

/// A piece of work that has ended.
pub(crate) struct Timed<T> {
    result: Result<T>,
    took: Duration,
}

impl<T> Timed<T> {
    /// Does the work and looks at the clock.
    pub(crate) fn run(progress: &Progress, work: impl FnOnce() -> Result<T>) -> Self {
        let began = progress.elapsed();
        let result = work();
        Self {
            result,
            took: progress.elapsed().saturating_sub(began),
        }
    }
}

/// What became of each part.
pub(crate) struct Report {
    progress: Progress,
    lines: Vec<String>,
    sum: Tally,
}

impl Report {
    pub(crate) fn begin() -> Self {
        Self {
            progress: Progress::start(),
            lines: Vec::new(),
            sum: Tally::default(),
        }
    }

    pub(crate) fn progress(&self) -> Progress {
        self.progress
    }

    /// Work that is no test itself but without which tests cannot run; tells whether it was done.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> bool {
        let done = Timed::run(&self.progress, work);
        match &done.result {
            Ok(()) => self.tell(name, "done", done.took),
            Err(error) => self.fail(name, &format!("{error:#}"), done.took),
        }
        done.result.is_ok()
    }

    /// A part that must run at least one test.
    pub(crate) fn part(&mut self, name: &str, work: impl FnOnce() -> Result<Tally>) {
        let done = Timed::run(&self.progress, work);
        self.add(name, done);
    }

    /// The same, of a part that ran beside others.
    pub(crate) fn add(&mut self, name: &str, done: Timed<Tally>) {
        match done.result {
            Ok(tally) if tally.is_empty() => self.fail(name, "ran no test", done.took),
            Ok(tally) => {
                let skipped = match tally.skipped {
                    0 => String::new(),
                    some => format!(", {some} skipped"),
                };
                self.tell(name, &format!("{tally}{skipped}"), done.took);
                self.sum += tally;
            }
            Err(error) => self.fail(name, &format!("{error:#}"), done.took),
        }
    }

    fn fail(&mut self, name: &str, reason: &str, took: Duration) {
        self.tell(name, &format!("failed: {reason}"), took);
        self.sum += Tally::ONE_FAILURE;
    }

    fn tell(&mut self, name: &str, outcome: &str, took: Duration) {
        let line = format!("{:>4} s  {name}: {outcome}", took.as_secs());
        self.progress.say(&format!("{name}: {outcome}"));
        self.lines.push(line);
    }

    /// Prints the parts, each with its seconds, and, as the very last line, the sum.
    pub(crate) fn close(&self) -> ExitCode {
        println!("\nafter {} s:", self.progress.elapsed().as_secs());
        for line in &self.lines {
            println!("  {line}");
        }
        if self.sum.skipped > 0 {
            println!("{} tests were skipped and proved nothing", self.sum.skipped);
        }
        println!("{}", self.sum);
        if self.sum.failed == 0 && !self.sum.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_ran_beside_others_is_told_with_its_own_seconds() {
        let mut report = Report::begin();
        let done = Timed {
            result: Ok(Tally {
                passed: 7,
                ..Tally::default()
            }),
            took: Duration::from_millis(61_900),
        };
        report.add("beside", done);
        assert_eq!(report.lines, ["  61 s  beside: 7 passed, 0 failed"]);
        assert_eq!(report.sum.passed, 7);
    }

    #[test]
    fn a_part_without_tests_has_failed() {
        let mut report = Report::begin();
        report.part("empty", || Ok(Tally::default()));
        assert_eq!(report.sum, Tally::ONE_FAILURE);
        assert_eq!(report.lines, ["   0 s  empty: failed: ran no test"]);
    }

    #[test]
    fn later_parts_run_after_a_failed_one() {
        let mut report = Report::begin();
        report.step("tools", || anyhow::bail!("none"));
        report.part("broken", || anyhow::bail!("cannot start"));
        report.part("whole", || {
            Ok(Tally {
                passed: 4,
                skipped: 1,
                ..Tally::default()
            })
        });
        report.step("fine", || Ok(()));
        assert_eq!(
            report.sum,
            Tally {
                passed: 4,
                failed: 2,
                skipped: 1
            }
        );
        assert_eq!(
            report.lines[2..],
            [
                "   0 s  whole: 4 passed, 0 failed, 1 skipped",
                "   0 s  fine: done"
            ]
        );
    }
}
