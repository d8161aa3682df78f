use std::collections::BTreeSet;

use super::used::Used;
use super::*;

#[test]
fn every_entry_has_both_languages() {
    for (code, title, remedy) in PROBLEMS {
        for (zh, en) in [title, remedy] {
            assert!(
                is_chinese(zh) && !en.is_empty() && !is_chinese(en),
                "{code}: {zh} / {en}"
            );
        }
    }
    for (code, zh, en) in CONFLICTS.iter().chain(field::FIELDS).chain(file::FILES) {
        assert!(
            is_chinese(zh) && !en.is_empty() && !is_chinese(en),
            "{code}: {zh} / {en}"
        );
    }
}

#[test]
fn no_code_is_told_twice() {
    let mut codes: Vec<_> = field::FIELDS
        .iter()
        .chain(file::FILES)
        .map(|entry| entry.0)
        .collect();
    codes.sort_unstable();
    let count = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), count);
}

/// The codes are collected from the sources of the rules and the use cases, so that a new one without a text is found
/// here and not by a user, and a text that nobody is told any more as well.
#[test]
fn every_code_in_use_has_a_text_and_every_text_its_use() {
    let used = Used::read();
    let fields = || field::FIELDS.iter().chain(file::FILES).map(|entry| entry.0);
    let conflicts = || CONFLICTS.iter().map(|entry| entry.0);
    let problems = || PROBLEMS.iter().map(|entry| entry.0);
    assert!(
        used.fields.len() > 10 && used.problems.len() > 5,
        "the sources are read: {used:?}"
    );
    let without = |used: &BTreeSet<String>, known: &dyn Fn(&str) -> bool| {
        let missing: Vec<_> = used.iter().filter(|code| !known(code)).cloned().collect();
        missing
    };
    let none = Vec::<String>::new();
    // A file that is too large is answered with 413 and that problem's text.
    let field = |code: &str| code == "too_large" || fields().any(|known| known == code);
    assert_eq!(without(&used.fields, &field), none, "fields");
    let conflict = |code: &str| conflicts().any(|known| known == code);
    assert_eq!(without(&used.conflicts, &conflict), none, "conflicts");
    let problem = |code: &str| problems().any(|known| known == code);
    assert_eq!(without(&used.problems, &problem), none, "problems");
    let idle: Vec<_> = fields()
        .chain(conflicts())
        .chain(problems())
        .filter(|code| !used.says(code))
        .collect();
    assert_eq!(idle, Vec::<&str>::new(), "told to nobody");
}

/// "Is out of range; — is possible" helps nobody.
#[test]
fn a_text_that_names_a_value_is_never_told_without_one() {
    let plain = Used::read().plain;
    let nameless: Vec<_> = field::FIELDS
        .iter()
        .chain(file::FILES)
        .filter(|(_, zh, en)| zh.contains("{}") || en.contains("{}"))
        .map(|entry| entry.0)
        .filter(|code| plain.contains(*code))
        .collect();
    assert_eq!(nameless, Vec::<&str>::new());
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}
