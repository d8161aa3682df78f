//! What people read stands in the language files, not in the code.

use std::fs;

use anyhow::{Result, bail};

use super::files;
use crate::progress::Progress;
use crate::tools::root;

/// Folders whose literals may be Chinese, each with its reason. Tests may everywhere.
const EXCEPTED: [(&str, &str); 6] = [
    (
        "crates/ledger/src/",
        "compares with what counties write in their ledgers",
    ),
    (
        "crates/app/src/number/",
        "a document's number has the same prescribed form in every language",
    ),
    (
        "crates/server/src/demo/",
        "what the people of the demo county write",
    ),
    (
        "crates/bench/",
        "writes rows by hand that the product's are compared with",
    ),
    ("migrations/", "frozen history"),
    ("tests/", "nothing but tests"),
];

pub(crate) fn check(_: &Progress) -> Result<()> {
    let mut faults = Vec::new();
    let mut idle: Vec<_> = EXCEPTED.iter().map(|(folder, _)| *folder).collect();
    for file in files::listed()?.lines().filter(|file| file.ends_with(".rs")) {
        if is_test(file) {
            continue;
        }
        let Ok(text) = fs::read_to_string(root().join(file)) else {
            continue;
        };
        let Some(line) = chinese_literal(&text) else {
            continue;
        };
        match EXCEPTED.iter().find(|(folder, _)| file.starts_with(folder)) {
            Some((folder, _)) => idle.retain(|other| other != folder),
            None => faults.push(format!(
                "{file}:{line} has a Chinese text: put it into lang/zh-CN and lang/en"
            )),
        }
    }
    faults.extend(idle.iter().map(|folder| {
        format!("{folder} has no Chinese text any more: remove the exception from check/chinese.rs")
    }));
    if !faults.is_empty() {
        bail!("\n  {}", faults.join("\n  "));
    }
    Ok(())
}

pub(super) fn is_test(file: &str) -> bool {
    let of_tests = |part: &str| matches!(part, "tests" | "testing" | "tests.rs");
    // The folder at the top is one of the exceptions.
    file.split('/').skip(1).any(of_tests)
}

/// What comes before the tests, which are last in a file.
pub(super) fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

/// The line of the first Chinese character outside of comments and tests.
fn chinese_literal(text: &str) -> Option<usize> {
    let text = without_tests(text);
    let mut quoted = false;
    for (at, line) in text.lines().enumerate() {
        let mut chars = line.chars().peekable();
        let mut before = ' ';
        while let Some(c) = chars.next() {
            match c {
                '\\' if quoted => {
                    chars.next();
                }
                // A quotation mark between apostrophes is a character.
                '"' if quoted || before != '\'' => quoted = !quoted,
                '/' if !quoted && chars.peek() == Some(&'/') => break,
                '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' => {
                    return Some(at + 1);
                }
                _ => {}
            }
            before = c;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_told_from_comments_and_tests() {
        let cases = [
            ("/// 督办\nconst A: &str = \"a\"; // 督办\n", None),
            ("const A: &str = \"督办\";\n", Some(1)),
            ("const A: char =\n    '督';\n", Some(2)),
            ("const A: &str = \"https://督办\";\n", Some(1)),
            ("const A: &str = \"a\\\"\"; // 督办\n", None),
            ("const A: char = '\"'; // 督办\n", None),
            ("const A: &str = \"a\n督办\";\n", Some(2)),
            ("const A: &str = \"，\";\n", Some(1)),
            (
                "fn a() {}\n#[cfg(test)]\nmod tests {\n    const A: &str = \"督办\";\n}\n",
                None,
            ),
        ];
        for (text, line) in cases {
            assert_eq!(chinese_literal(text), line, "{text}");
        }
    }

    #[test]
    fn tests_are_known_by_their_place() {
        let cases = [
            ("crates/app/tests/alerts.rs", true),
            ("crates/api/src/messages/tests.rs", true),
            ("crates/api/src/testing/installed.rs", true),
            ("crates/app/src/alert/write.rs", false),
            ("tests/src/lib.rs", false),
        ];
        for (file, is) in cases {
            assert_eq!(is_test(file), is, "{file}");
        }
    }
}
