//! Passwords that are tried first: keyboard rows, wishes, places, names, with a year or `123` behind them.

use std::collections::HashSet;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../data/common_passwords.txt");

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| words().collect());

fn words() -> impl Iterator<Item = &'static str> {
    let lines = FILE.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_ascii_whitespace)
}

/// Whether the password is a common word once capitals, and digits and signs around it, are taken away.
pub(super) fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    let no_letter = |c: char| !c.is_alphabetic();
    let base = lower.trim_end_matches(no_letter);
    let without_signs = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    [lower.as_str(), base, base.trim_start_matches(no_letter)]
        .into_iter()
        .any(|form| WORDS.contains(form) || WORDS.contains(without_signs(form).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decorated_common_passwords_are_refused() {
        for (password, common) in [
            ("Woaini1314", true),
            ("WoAiNi@1314!", true),
            ("qwer1234!A", false),
            ("Qwer1234!!", true),
            ("Aa123456!!", true),
            ("Zhangwei123!", true),
            ("Zhang.Wei-1985", true),
            ("2024@Kunming", true),
            ("Kunminggov2024", true),
            ("P@ssw0rd2024", true),
            ("1qaz@WSX3edc", true),
            ("1qaz2wsx!QAZ", false),
            ("Admin@123456", true),
            ("123456!@#$%^", false),
            ("duban-demo-2023", false),
            ("Correct-Horse-9", false),
            ("督查办公室督查办公室ab1", false),
        ] {
            assert_eq!(is_common(password), common, "{password}");
        }
    }

    #[test]
    fn the_list_of_common_passwords_is_lower_case_and_unique() {
        let mut seen = HashSet::new();
        for word in words() {
            assert_eq!(word, word.to_lowercase());
            assert!(seen.insert(word), "{word} is there twice");
        }
        assert!(seen.len() > 3_000, "{}", seen.len());
    }
}
