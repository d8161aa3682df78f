//! How many tests passed, failed and were skipped, read from what the runners print.

use std::fmt;
use std::ops::AddAssign;

use serde_json::Value;

/// Tests of one run or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Tally {
    pub(crate) const ONE_FAILURE: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };

    /// Whether nothing ran.
    pub(crate) fn is_empty(self) -> bool {
        self.passed == 0 && self.failed == 0
    }

    /// One line of `cargo test`: `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    fn of_cargo_line(line: &str) -> Option<Self> {
        let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
        let count = |word: &str| {
            counts
                .split(';')
                .find_map(|part| part.trim().strip_suffix(word)?.trim_end().parse().ok())
        };
        Some(Self {
            passed: count("passed")?,
            failed: count("failed")?,
            skipped: count("ignored")?,
        })
    }

    /// The JSON report of vitest. A file that failed without a failed test, because it could not be loaded or its
    /// preparations failed, is a failure of its own.
    pub(crate) fn of_report(json: &str) -> Option<Self> {
        let report: Value = serde_json::from_str(json).ok()?;
        let number = |name: &str| report[name].as_u64();
        let is = |value: &Value, status: &str| value["status"] == status;
        let files = report["testResults"].as_array().cloned().unwrap_or_default();
        let broken = files.iter().filter(|file| {
            let tests = file["assertionResults"].as_array();
            is(file, "failed") && !tests.is_some_and(|tests| tests.iter().any(|test| is(test, "failed")))
        });
        Some(Self {
            passed: number("numPassedTests")?,
            failed: number("numFailedTests")? + u64::try_from(broken.count()).ok()?,
            skipped: number("numPendingTests").unwrap_or(0) + number("numTodoTests").unwrap_or(0),
        })
    }

    /// A runner that ended with an error has failed, even where it counted no failed test.
    pub(crate) fn ended(self, success: bool) -> Self {
        if success || self.failed > 0 {
            self
        } else {
            Self { failed: 1, ..self }
        }
    }
}

/// Reads the output of one `cargo test`: every test program that was announced must also tell its result. One that
/// dies on the way (a stack overflow, a signal) tells none, and its tests are gone from every other count.
#[derive(Debug, Default)]
pub(crate) struct CargoCount {
    announced: u64,
    reported: u64,
    sum: Tally,
}

impl CargoCount {
    pub(crate) fn read(&mut self, line: &str) {
        if let Some(tally) = Tally::of_cargo_line(line) {
            self.reported += 1;
            self.sum += tally;
        } else if announces(line) {
            self.announced += 1;
        }
    }

    pub(crate) fn tally(&self) -> Tally {
        let mut sum = self.sum;
        sum.failed += self.announced.saturating_sub(self.reported);
        sum
    }
}

/// `     Running unittests src/lib.rs (target/debug/deps/duban-0123)` or `   Doc-tests duban_core`.
fn announces(line: &str) -> bool {
    let indented = line.starts_with("  ");
    let line = line.trim();
    indented && (line.starts_with("Doc-tests ") || (line.starts_with("Running ") && line.ends_with(')')))
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// The skipped ones are told elsewhere: this is the closing line.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn tally(passed: u64, failed: u64, skipped: u64) -> Tally {
        Tally {
            passed,
            failed,
            skipped,
        }
    }

    #[test]
    fn reads_the_lines_of_cargo() {
        let cases = [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.02s",
                Some(tally(12, 0, 1)),
            ),
            (
                "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
                Some(tally(2, 1, 0)),
            ),
            ("test tests::result ... ok", None),
            ("test result: odd", None),
        ];
        for (line, expected) in cases {
            assert_eq!(Tally::of_cargo_line(line), expected, "{line}");
        }
    }

    #[test]
    fn a_program_that_died_is_a_failure_beside_any_other() {
        let died = [
            "   Compiling duban v0.1.0",
            "     Running unittests src/lib.rs (target/debug/deps/one-1)",
            "test result: FAILED. 5 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
            "     Running e2e/kill.rs (target/debug/deps/two-2)",
            "running 30 tests",
            "   Doc-tests duban_core",
            "test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
        ];
        let mut count = CargoCount::default();
        died.iter().for_each(|line| count.read(line));
        assert_eq!(count.tally(), tally(6, 2, 0));
        count.read("test result: ok. 30 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out");
        assert_eq!(count.tally(), tally(36, 1, 2));
    }

    #[test]
    fn reads_the_report_of_the_web_runner() {
        let whole = r#"{"numPassedTests":5,"numFailedTests":2,"numPendingTests":1,"numTodoTests":1,
            "testResults":[{"status":"failed","assertionResults":[{"status":"failed"},{"status":"passed"}]}]}"#;
        let broken = r#"{"numPassedTests":5,"numFailedTests":1,"testResults":[
            {"status":"failed","assertionResults":[]},
            {"status":"failed","assertionResults":[{"status":"skipped"}]},
            {"status":"failed","assertionResults":[{"status":"failed"}]},
            {"status":"passed","assertionResults":[{"status":"passed"}]}]}"#;
        let cases = [
            (whole, Some(tally(5, 2, 2))),
            (broken, Some(tally(5, 3, 0))),
            ("{}", None),
            ("", None),
            (r#"{"numPassedTests":""}"#, None),
        ];
        for (json, expected) in cases {
            assert_eq!(Tally::of_report(json), expected, "{json}");
        }
    }

    #[test]
    fn a_runner_that_ended_badly_has_failed() {
        let counted = tally(3, 0, 0);
        assert_eq!(counted.ended(true), counted);
        assert_eq!(counted.ended(false), tally(3, 1, 0));
        assert_eq!(tally(3, 2, 0).ended(false), tally(3, 2, 0));
    }

    #[test]
    fn the_closing_line_is_plain() {
        let mut sum = tally(3, 0, 4);
        sum += Tally::ONE_FAILURE;
        assert_eq!(sum.to_string(), "3 passed, 1 failed");
        assert!(tally(0, 0, 4).is_empty(), "skipped tests have not run");
    }
}
