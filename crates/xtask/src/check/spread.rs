//! How far an idea is spread: in how many authored files its name stands. "Where to change what" in docs/ARCHITECTURE.md
//! says the same, and is held to these limits.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Result, bail};

use super::{chinese, files};
use crate::progress::Progress;
use crate::tools::root;

/// One of its kind, as it stands in the code today: whoever adds another will touch as many files.
struct Idea {
    kind: &'static str,
    /// Its name in the contract; the other spellings follow.
    name: &'static str,
    most: usize,
    /// Places where the same word means something else.
    elsewhere: &'static [&'static str],
}

const IDEAS: [Idea; 4] = [
    Idea {
        kind: "an action without new state",
        name: "suspend",
        most: 4,
        elsewhere: &[],
    },
    Idea {
        kind: "a field of a matter",
        name: "remark",
        most: 7,
        // The column of a ledger, which may be given into any field.
        elsewhere: &[
            "crates/ledger/src/",
            "crates/app/src/import/",
            "web/src/features/imports/",
            "lang/en/import.json",
            "lang/zh-CN/import.json",
        ],
    },
    Idea {
        kind: "a filter of the list",
        name: "report_due",
        most: 4,
        elsewhere: &[],
    },
    Idea {
        kind: "a channel of messages",
        name: "inbox",
        most: 20,
        elsewhere: &[],
    },
];

/// What is no authored part of the product, each with its reason. Tests are left out as well.
const LEFT_OUT: [(&str, &str); 10] = [
    ("openapi.json", "generated"),
    ("web/src/api/schema.d.ts", "generated"),
    ("web/src/api/actions.gen.ts", "generated"),
    ("web/src/api/matters.gen.ts", "generated"),
    ("crates/core/grids/", "printed by the tests"),
    ("docs/", "prose"),
    ("README", "prose"),
    ("crates/xtask/", "names what it counts"),
    (
        "crates/bench/",
        "the same work by hand, with what it sends and answers",
    ),
    (
        "crates/server/src/demo/",
        "a story: it uses what there is and need not use what is added",
    ),
];

pub(crate) fn check(progress: &Progress) -> Result<()> {
    let authored = authored()?;
    let mut faults = Vec::new();
    for idea in &IDEAS {
        let named = idea.files(&authored);
        let count = named.len();
        progress.say(&format!("  {} ({}): {count} files", idea.kind, idea.name));
        if named.is_empty() {
            faults.push(format!("nothing is called {} any more", idea.name));
        }
        if count > idea.most {
            faults.push(format!(
                "{} ({}) is named in {count} files, more than {}:\n    {}",
                idea.kind,
                idea.name,
                idea.most,
                named.join("\n    ")
            ));
        }
    }
    if !faults.is_empty() {
        bail!("\n  {}", faults.join("\n  "));
    }
    Ok(())
}

/// Path and text of every authored file, without its tests.
fn authored() -> Result<Vec<(String, String)>> {
    let listed = files::listed()?;
    let kept = listed
        .lines()
        .filter(|file| !LEFT_OUT.iter().any(|(place, _)| file.starts_with(place)) && !is_test(file));
    let mut authored = Vec::new();
    let mut for_tests = BTreeSet::new();
    for file in kept {
        // Pictures are no text, and a deleted file may still be listed.
        let Ok(text) = fs::read_to_string(root().join(file)) else {
            continue;
        };
        for_tests.extend(modules_for_tests(file, &text));
        authored.push((file.to_owned(), chinese::without_tests(&text).to_owned()));
    }
    authored.retain(|(file, _)| !for_tests.contains(file));
    Ok(authored)
}

fn is_test(file: &str) -> bool {
    file.starts_with("tests/")
        || file.starts_with("web/src/testing/")
        || file.ends_with(".test.ts")
        || chinese::is_test(file)
}

/// The files that `#[cfg(test)] mod name;` declares, when they lie beside the declaring one.
fn modules_for_tests(file: &str, text: &str) -> Vec<String> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let modules = text.split("#[cfg(test)]\nmod ").skip(1);
    let names = modules.filter_map(|rest| rest.split_once(';').map(|(name, _)| name));
    names
        .filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .map(|name| format!("{folder}/{name}.rs"))
        .collect()
}

impl Idea {
    /// The files that name it.
    fn files<'a>(&self, authored: &'a [(String, String)]) -> Vec<&'a str> {
        let spellings = spellings(self.name);
        authored
            .iter()
            .filter(|(file, _)| !self.elsewhere.iter().any(|place| file.starts_with(place)))
            .filter(|(_, text)| spellings.iter().any(|name| has_word(text, name)))
            .map(|(file, _)| file.as_str())
            .collect()
    }
}

/// `report_due`, `report-due`, `REPORT_DUE`, `ReportDue`, `reportDue`.
fn spellings(name: &str) -> BTreeSet<String> {
    let upper = |part: &str| {
        let (first, rest) = part.split_at(1.min(part.len()));
        first.to_ascii_uppercase() + rest
    };
    let pascal: String = name.split('_').map(upper).collect();
    let (first, rest) = pascal.split_at(1.min(pascal.len()));
    let camel = first.to_ascii_lowercase() + rest;
    BTreeSet::from([
        name.to_owned(),
        name.replace('_', "-"),
        name.to_ascii_uppercase(),
        pascal,
        camel,
    ])
}

fn has_word(text: &str, word: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(inside) && !after.is_some_and(inside)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_counts_as_a_whole_word_only() {
        let names = spellings("report_due");
        let cases = [
            ("report_due: Option<bool>,", true),
            ("\"matters.chip.report_due\": \"\"", true),
            ("name=\"report-due\"", true),
            ("const REPORT_DUE: bool = true;", true),
            ("Filter::ReportDue", true),
            ("const reportDue = 1", true),
            ("next_report_due_on", false),
            ("unreported_due", false),
        ];
        for (text, is) in cases {
            assert_eq!(names.iter().any(|name| has_word(text, name)), is, "{text}");
        }
    }

    #[test]
    fn tests_and_foreign_places_do_not_count() {
        let text = "#[cfg(test)]\nmod plans;\nmod rows;\n#[cfg(test)]\nmod tests {\n";
        assert_eq!(modules_for_tests("a/mod.rs", text), ["a/plans.rs"]);
        for (file, is) in [
            ("tests/src/lib.rs", true),
            ("web/src/a.test.ts", true),
            ("crates/app/tests/it/a.rs", true),
            ("crates/app/src/a.rs", false),
        ] {
            assert_eq!(is_test(file), is, "{file}");
        }
        let idea = Idea {
            kind: "",
            name: "remark",
            most: 0,
            elsewhere: &["b/"],
        };
        let authored = ["a/x.rs", "b/x.rs"].map(|file| (file.to_owned(), "remark".to_owned()));
        assert_eq!(idea.files(&authored), ["a/x.rs"]);
    }
}
