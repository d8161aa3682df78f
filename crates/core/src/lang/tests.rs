use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs;

use super::calls::{Call, Sources};
use super::*;
use crate::alert::{Recipient, RuleKey};
use crate::matter::deadline::{PauseReason, StripKind};
use crate::word::*;

/// Formal names that differ from a word's label; only the languages that have one give it.
const FORMAL: &str = "refusal.word.";

fn texts(lang: Lang) -> BTreeSet<(&'static str, &'static str)> {
    let texts = TEXTS[lang as usize].iter();
    texts.map(|(key, text)| (key.as_str(), text.as_str())).collect()
}

fn keys(lang: Lang) -> BTreeSet<&'static str> {
    texts(lang).into_iter().map(|(key, _)| key).collect()
}

fn placeholders(text: &str) -> BTreeSet<String> {
    let pieces = text.split('{').skip(1);
    pieces
        .filter_map(|piece| Some(piece.split_once('}')?.0.to_owned()))
        .collect()
}

/// Whether a key is one that a pattern like `status.{status}` can become.
fn is_of(key: &str, pattern: &str) -> bool {
    let (key, pattern): (Vec<_>, Vec<_>) = (key.split('.').collect(), pattern.split('.').collect());
    let same = |(name, wanted): (&&str, &&str)| wanted.starts_with('{') || name == wanted;
    key.len() == pattern.len() && key.iter().zip(&pattern).all(same)
}

#[test]
fn every_language_file_is_part_of_the_program() {
    for lang in Lang::ALL {
        let folder = format!("{}/../../lang/{}", env!("CARGO_MANIFEST_DIR"), lang.tag());
        let files = fs::read_dir(folder).expect("the language files").flatten();
        let files: BTreeSet<_> = files.map(|file| file.file_name()).collect();
        let topics = TOPICS.iter().map(|(topic, _)| format!("{topic}.json").into());
        assert_eq!(files, topics.collect());
    }
}

#[test]
fn every_key_has_one_text_in_each_language() {
    let common = |lang| {
        let keys = keys(lang).into_iter();
        keys.filter(|key| !key.starts_with(FORMAL))
            .collect::<BTreeSet<_>>()
    };
    let (chinese, english) = (common(Lang::Chinese), common(Lang::English));
    let alone: Vec<_> = chinese.symmetric_difference(&english).collect();
    assert_eq!(alone, Vec::<&&str>::new());
    for lang in Lang::ALL {
        let files = TOPICS.iter().map(|(_, files)| files[lang as usize]);
        let written: usize = files.map(|file| file.matches("\": \"").count()).sum();
        assert_eq!(written, keys(lang).len(), "a key is given twice");
    }
}

#[test]
fn a_formal_name_differs_from_the_label() {
    for lang in Lang::ALL {
        for (key, formal) in texts(lang) {
            if let Some(word) = key.strip_prefix(FORMAL) {
                assert!(find(lang, word).is_some_and(|label| label != formal), "{key}");
            }
        }
    }
}

#[test]
fn every_text_is_in_its_language() {
    let is_chinese =
        |c: char| matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    for (key, text) in texts(Lang::Chinese) {
        assert!(text.contains(is_chinese), "{key}: {text}");
    }
    for (key, text) in texts(Lang::English) {
        // An example of a county's name.
        let example = key == "command.region_name";
        assert!(
            !text.is_empty() && (example || !text.contains(is_chinese)),
            "{key}: {text}"
        );
    }
}

#[test]
fn every_text_that_is_asked_for_exists_with_what_it_names() {
    let calls = Sources::read().calls;
    assert!(calls.len() > 50, "the sources are read");
    for Call { key, given } in calls {
        let asked: Vec<_> = Lang::ALL
            .into_iter()
            .flat_map(texts)
            .filter(|(known, _)| is_of(known, &key))
            .collect();
        assert!(!asked.is_empty(), "{key} has no text");
        let named: BTreeSet<_> = asked.iter().flat_map(|(_, text)| placeholders(text)).collect();
        assert_eq!(named, given, "{key}: named in the texts, given by the code");
    }
}

/// The words that the web shares are looked after by its own test.
#[test]
fn every_text_of_the_server_is_asked_for() {
    let asked = Sources::read().keys;
    let words: Value = serde_json::from_str(TOPICS[0].1[0]).expect("JSON");
    let unused: Vec<_> = keys(Lang::Chinese)
        .into_iter()
        .filter(|key| {
            key.split('.')
                .next()
                .is_some_and(|group| words.get(group).is_none())
        })
        .filter(|key| !key.starts_with(FORMAL) && !asked.iter().any(|pattern| is_of(key, pattern)))
        .collect();
    assert_eq!(unused, Vec::<&str>::new());
}

#[test]
fn families_follow_the_words_of_the_rules() {
    let check = |family: &str, words: Vec<String>| {
        let known = keys(Lang::Chinese).into_iter();
        let known: BTreeSet<_> = known
            .filter_map(|key| key.strip_prefix(family)?.strip_prefix('.'))
            .collect();
        assert_eq!(known, words.iter().map(String::as_str).collect(), "{family}");
    };
    fn all<T: Display>(words: &[T]) -> Vec<String> {
        words.iter().map(ToString::to_string).collect()
    }
    let and = |mut words: Vec<String>, more: [&str; 2]| {
        words.extend(more.map(str::to_owned));
        words
    };
    check("role", all(Role::ALL));
    check("kind", all(MatterKind::ALL));
    check("status", all(Status::ALL));
    check("stage", all(Stage::ALL));
    check("resolution", all(Resolution::ALL));
    check("outcome", all(Outcome::ALL));
    check("light", all(Light::ALL));
    check("urgency", all(Urgency::ALL));
    check("weak_link", all(WeakLink::ALL));
    check("source_kind", all(SourceKind::ALL));
    check("report_cycle", all(ReportCycle::ALL));
    check("co_part", all(CoPart::ALL));
    check("escalation_status", all(EscalationStatus::ALL));
    check("city_answer", all(CityAnswer::ALL));
    check("extension_status", all(ExtensionStatus::ALL));
    check("slip", all(SlipColor::ALL));
    check("holder", all(Holder::ALL));
    check("recipient", all(Recipient::ALL));
    check("strip.kind", all(StripKind::ALL));
    check("strip.pause_reason", all(PauseReason::ALL));
    // The trail names what nobody did to a matter by hand as well.
    check("action", and(all(Action::ALL), ["create", "alert"]));
    check("rule", and(all(RuleKey::ALL), ["setup", "console"]));
    check("headline", all(Action::ALL));
    check("import.weak_link", all(WeakLink::ALL));
    check("notification.rule", all(RuleKey::ALL));
    let cases = RuleKey::ALL.iter().flat_map(|rule| match rule {
        RuleKey::Due | RuleKey::CityDue => ["late", "today", "left"]
            .map(|case| format!("{rule}_{case}"))
            .to_vec(),
        _ => vec![rule.to_string()],
    });
    let cases: Vec<_> = cases.collect();
    for part in ["what", "head", "ask"] {
        check(&format!("notification.{part}"), cases.clone());
    }
}

#[test]
fn placeholders_are_filled_once() {
    type Case<'a> = (&'a str, &'a [(&'a str, &'a dyn Display)], &'a str);
    let cases: [Case<'_>; 4] = [
        ("deadline.left", &[("days", &3)], "；还剩3个工作日"),
        ("deadline.left", &[("days", &"{days}")], "；还剩{days}个工作日"),
        ("deadline.left", &[], "；还剩{days}个工作日"),
        ("no.such.key", &[], "no.such.key"),
    ];
    for (key, given, text) in cases {
        assert_eq!(fill(Lang::Chinese, key, given), text);
    }
}
