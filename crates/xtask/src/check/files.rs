//! Rules about the files themselves.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::tools::{output_of, root};

const MOST_LINES: usize = 400;
/// Of all sources below a folder of `app`, which is a noun.
const MOST_LINES_OF_A_NOUN: usize = 3_000;
/// Nouns that are still larger. The list only shrinks: one that has become small is a fault as well.
const STILL_LARGE: &[&str] = &["matter"];
const GENERATED: [&str; 3] = [
    "web/src/api/schema.d.ts",
    "web/src/api/actions.gen.ts",
    "web/src/api/matters.gen.ts",
];

pub(crate) fn check(_: &Progress) -> Result<()> {
    let mut faults = Vec::new();
    let mut nouns: BTreeMap<String, usize> = BTreeMap::new();
    for file in listed()?.lines() {
        // A file that was deleted but not yet committed is still listed.
        if let Ok(text) = fs::read_to_string(root().join(file)) {
            faults.extend(fault_of(file, &text));
            if let Some(noun) = noun_of(file) {
                *nouns.entry(noun.to_owned()).or_default() += text.lines().count();
            }
        }
    }
    faults.extend(faults_of_nouns(&nouns, STILL_LARGE));
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

/// The noun whose folder of `app` holds this source.
fn noun_of(file: &str) -> Option<&str> {
    let inside = file.strip_prefix("crates/app/src/")?;
    let (noun, _) = inside.split_once('/')?;
    file.ends_with(".rs").then_some(noun)
}

fn faults_of_nouns(lines: &BTreeMap<String, usize>, still_large: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    for (noun, lines) in lines {
        match (*lines > MOST_LINES_OF_A_NOUN, still_large.contains(&&**noun)) {
            (true, false) => faults.push(format!(
                "crates/app/src/{noun} has {lines} lines, more than {MOST_LINES_OF_A_NOUN}: it is more than one noun"
            )),
            (false, true) => {
                faults.push(format!("{noun} is large no more: take it out of STILL_LARGE"));
            }
            _ => {}
        }
    }
    faults
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

    #[test]
    fn a_noun_is_the_folder_of_app_that_holds_a_source() {
        for (file, noun) in [
            ("crates/app/src/plan/query.rs", Some("plan")),
            ("crates/app/src/import/reading/row.rs", Some("import")),
            ("crates/app/src/lib.rs", None),
            ("crates/app/tests/it/main.rs", None),
            ("crates/core/src/matter/light.rs", None),
            ("crates/app/src/plan/words.txt", None),
        ] {
            assert_eq!(noun_of(file), noun, "{file}");
        }
    }

    #[test]
    fn a_large_noun_is_a_fault_unless_it_is_known() {
        let sizes = |lines: usize| BTreeMap::from([("plan".to_owned(), lines)]);
        let (full, large) = (sizes(MOST_LINES_OF_A_NOUN), sizes(MOST_LINES_OF_A_NOUN + 1));
        assert!(faults_of_nouns(&full, &[]).is_empty());
        assert_eq!(faults_of_nouns(&large, &[]).len(), 1);
        assert!(faults_of_nouns(&large, &["plan"]).is_empty());
        assert_eq!(faults_of_nouns(&full, &["plan"]).len(), 1);
    }
}
