//! How many tests passed and failed, read from what the runners print.

use std::fmt;
use std::ops::AddAssign;

/// Tests of one run or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    pub(crate) const ONE_FAILURE: Self = Self { passed: 0, failed: 1 };

    pub(crate) fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// One line of `cargo test`: `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub(crate) fn of_cargo_line(line: &str) -> Option<Self> {
        let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
        let count = |word: &str| {
            counts
                .split(';')
                .find_map(|part| part.trim().strip_suffix(word)?.trim_end().parse().ok())
        };
        Some(Self {
            passed: count("passed")?,
            failed: count("failed")?,
        })
    }

    /// The JSON report of vitest, or of Playwright's own runner.
    pub(crate) fn of_report(json: &str) -> Option<Self> {
        if let (Some(passed), Some(failed)) = (number(json, "numPassedTests"), number(json, "numFailedTests"))
        {
            return Some(Self { passed, failed });
        }
        let stats = &json[json.rfind("\"stats\"")?..];
        let passed = number(stats, "expected")? + number(stats, "flaky").unwrap_or(0);
        Some(Self {
            passed,
            failed: number(stats, "unexpected")?,
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

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The whole number behind a key's first appearance.
fn number(json: &str, key: &str) -> Option<u64> {
    let (_, rest) = json.split_once(&format!("\"{key}\""))?;
    let value = rest.trim_start().strip_prefix(':')?.trim_start();
    let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    value[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64) -> Option<Tally> {
        Some(Tally { passed, failed })
    }

    #[test]
    fn reads_the_lines_of_cargo() {
        let cases = [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.02s",
                tally(12, 0),
            ),
            (
                "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
                tally(2, 1),
            ),
            ("test result: ok. 0 passed; 0 failed; 0 ignored", tally(0, 0)),
            ("test tests::result ... ok", None),
            ("test result: odd", None),
        ];
        for (line, wanted) in cases {
            assert_eq!(Tally::of_cargo_line(line), wanted, "{line}");
        }
    }

    #[test]
    fn reads_the_reports_of_the_web_runners() {
        let vitest = r#"{"numTotalTests":7,"numPassedTests": 5,"numFailedTests":2,"success":false}"#;
        let playwright =
            r#"{"suites":[],"stats":{"duration":1.5,"expected":4,"skipped":0,"unexpected":1,"flaky":1}}"#;
        let cases = [
            (vitest, tally(5, 2)),
            (playwright, tally(5, 1)),
            ("{}", None),
            ("", None),
            (r#"{"numPassedTests":""}"#, None),
        ];
        for (json, wanted) in cases {
            assert_eq!(Tally::of_report(json), wanted, "{json}");
        }
    }

    #[test]
    fn a_runner_that_ended_badly_has_failed() {
        let counted = Tally { passed: 3, failed: 0 };
        assert_eq!(counted.ended(true), counted);
        assert_eq!(counted.ended(false), Tally { passed: 3, failed: 1 });
        assert_eq!(
            Tally { passed: 3, failed: 2 }.ended(false),
            Tally { passed: 3, failed: 2 }
        );
    }

    #[test]
    fn the_closing_line_is_plain() {
        let mut sum = Tally { passed: 3, failed: 0 };
        sum += Tally::ONE_FAILURE;
        assert_eq!(sum.to_string(), "3 passed, 1 failed");
    }
}
