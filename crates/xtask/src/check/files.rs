//! Rules about the files themselves.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::tools::{output_of, root};

const MOST_LINES: usize = 400;
const GENERATED: [&str; 3] = [
    "web/src/api/schema.d.ts",
    "web/src/api/actions.gen.ts",
    "web/src/api/matters.gen.ts",
];

pub(crate) fn check(_: &Progress) -> Result<()> {
    let mut faults = Vec::new();
    for file in listed()?.lines() {
        // A file that was deleted but not yet committed is still listed.
        if let Ok(text) = fs::read_to_string(root().join(file)) {
            faults.extend(fault_of(file, &text));
        }
    }
    if !faults.is_empty() {
        bail!("\n  {}", faults.join("\n  "));
    }
    Ok(())
}

/// Every file of the project, one a line.
pub(super) fn listed() -> Result<String> {
    let list = ["ls-files", "--cached", "--others", "--exclude-standard"];
    output_of(Command::new("git").current_dir(root()).args(list)).context("git cannot list the files")
}

fn fault_of(file: &str, text: &str) -> Option<String> {
    let extension = file.rsplit('.').next()?;
    let lines = text.lines().count();
    if matches!(extension, "rs" | "ts" | "vue") && !GENERATED.contains(&file) && lines > MOST_LINES {
        return Some(format!(
            "{file} has {lines} lines, more than {MOST_LINES}: split it along its nouns"
        ));
    }
    if file.ends_with("package-lock.json") && text.contains("\"resolved\":") {
        return Some(format!(
            "{file} names download addresses: run npm install with omit-lockfile-registry-resolved=true"
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sources_and_bound_lock_files_are_faults() {
        let long = "x\n".repeat(MOST_LINES + 1);
        let full = "x\n".repeat(MOST_LINES);
        let cases = [
            ("crates/core/src/lib.rs", long.as_str(), true),
            ("crates/core/src/lib.rs", full.as_str(), false),
            ("web/src/app/App.vue", long.as_str(), true),
            ("web/src/api/schema.d.ts", long.as_str(), false),
            ("docs/API.md", long.as_str(), false),
            ("web/package-lock.json", r#"{"resolved": "a.tgz"}"#, true),
            ("web/package-lock.json", r#"{"integrity": "sha512"}"#, false),
        ];
        for (file, text, is_fault) in cases {
            assert_eq!(fault_of(file, text).is_some(), is_fault, "{file}");
        }
    }
}
