//! What loading a county did, for whoever ran it.

use std::fmt::Write as _;

/// What was done, line by line.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub(super) lines: Vec<String>,
    added: usize,
    kept: usize,
    differing: usize,
}

impl Log {
    pub(super) fn added(&mut self, what: &str) {
        self.added += 1;
        self.lines.push(format!("added    {what}"));
    }

    pub(super) fn kept(&mut self) {
        self.kept += 1;
    }

    /// What is there but not as the file says. Somebody may have changed it on purpose.
    pub(super) fn differs(&mut self, what: &str) {
        self.differing += 1;
        self.lines.push(format!("differs  {what}; kept as it is"));
    }

    pub(super) fn sum(&self, dry_run: bool) -> String {
        let mut sum = format!(
            "{} added, {} there already, {} there but different",
            self.added, self.kept, self.differing
        );
        if dry_run {
            let _ = write!(sum, " (a dry run: nothing was written)");
        }
        sum
    }
}
