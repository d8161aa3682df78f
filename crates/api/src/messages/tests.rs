use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::used::Used;

/// A family of the refusals in Chinese; that English has the same is tested where the files are read.
fn family(name: &str) -> Map<String, Value> {
    let file = include_str!("../../../../lang/zh-CN/refusal.json");
    let file: Value = serde_json::from_str(file).expect("JSON");
    file["refusal"][name].as_object().expect("a family").clone()
}

/// The codes are collected from the sources of the rules and the use cases, so that a new one without a text is found
/// here and not by a user, and a text that nobody is told any more as well.
#[test]
fn every_code_in_use_has_a_text_and_every_text_its_use() {
    let used = Used::read();
    let [fields, conflicts, problems] = ["field", "conflict", "problem"].map(family);
    assert!(
        used.fields.len() > 10 && used.problems.len() > 5,
        "the sources are read: {used:?}"
    );
    let without = |used: &BTreeSet<String>, known: &Map<String, Value>| {
        // A file that is too large is answered with 413 and that problem's text.
        let missing = |code: &&String| !known.contains_key(*code) && *code != "too_large";
        used.iter().filter(missing).cloned().collect::<Vec<_>>()
    };
    let none = Vec::<String>::new();
    assert_eq!(without(&used.fields, &fields), none, "fields");
    assert_eq!(without(&used.conflicts, &conflicts), none, "conflicts");
    assert_eq!(without(&used.problems, &problems), none, "problems");
    let codes = fields.keys().chain(conflicts.keys()).chain(problems.keys());
    let idle: Vec<_> = codes.filter(|code| !used.says(code)).collect();
    assert_eq!(idle, Vec::<&String>::new(), "told to nobody");
}

/// "Is out of range; — is possible" helps nobody.
#[test]
fn a_text_with_a_placeholder_is_always_given_a_value() {
    let plain = Used::read().plain;
    let nameless: Vec<_> = family("field")
        .into_iter()
        .filter(|(code, text)| plain.contains(code) && text.to_string().contains("{value}"))
        .collect();
    assert_eq!(nameless, Vec::new());
}
