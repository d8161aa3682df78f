//! What became of each part of a test run, and the closing line.

use std::process::ExitCode;

use anyhow::Result;

use crate::progress::Progress;
use crate::tally::Tally;

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

    /// Work that is no test itself but without which tests cannot run.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Result<()>) {
        if let Err(error) = work() {
            self.fail(name, &format!("{error:#}"));
        }
    }

    /// A part that must run at least one test.
    pub(crate) fn part(&mut self, name: &str, work: impl FnOnce() -> Result<Tally>) {
        match work() {
            Ok(tally) if tally.is_empty() => self.fail(name, "ran no test"),
            Ok(tally) => {
                let skipped = match tally.skipped {
                    0 => String::new(),
                    some => format!(", {some} skipped"),
                };
                self.progress.say(&format!("{name}: {tally}{skipped}"));
                self.lines.push(format!("{name}: {tally}{skipped}"));
                self.sum += tally;
            }
            Err(error) => self.fail(name, &format!("{error:#}")),
        }
    }

    fn fail(&mut self, name: &str, reason: &str) {
        self.progress.say(&format!("{name}: failed: {reason}"));
        self.lines.push(format!("{name}: failed: {reason}"));
        self.sum += Tally::ONE_FAILURE;
    }

    /// Prints the parts and, as the very last line, the sum.
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
    fn a_part_without_tests_has_failed() {
        let mut report = Report::begin();
        report.part("empty", || Ok(Tally::default()));
        assert_eq!(report.sum, Tally::ONE_FAILURE);
        assert_eq!(report.lines, ["empty: failed: ran no test"]);
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
        assert_eq!(report.lines[2], "whole: 4 passed, 0 failed, 1 skipped");
    }
}
