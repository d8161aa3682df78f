//! One spelling for what offices spell in several ways: full and half width, spaces for looks, line breaks.

use duban_core::text::{clean, visible};

/// The text with full-width signs made half-width, odd spaces made plain, invisible signs removed
/// and the ends trimmed. For matching; what people see stays as they wrote it.
pub fn normalise(text: &str) -> String {
    let folded: String = text.replace("_x000D_", "").chars().filter_map(fold).collect();
    folded.trim().to_owned()
}

/// The text as a key: normalised and without any space, so that `县 财政局` finds `县财政局`.
pub fn key(text: &str) -> String {
    normalise(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The key without what stands in brackets: `县财政局(国资委)` → `县财政局`. Text that is all
/// brackets, or whose brackets do not close, stays whole.
pub fn key_without_brackets(text: &str) -> String {
    let key = key(text);
    let mut outside = String::new();
    let mut depth = 0_i32;
    for c in key.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    if depth != 0 || outside.is_empty() {
        key
    } else {
        outside
    }
}

/// A cell that is one line for people: line breaks inside are where the column was narrow.
pub fn one_line(text: &str) -> String {
    let lines: Vec<String> = lines(text);
    let mut joined = String::new();
    for line in lines {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(joined.chars().last()) && latin(line.chars().next()) {
            joined.push(' ');
        }
        joined.push_str(&line);
    }
    joined
}

/// A cell of several lines, without empty ones and without invisible signs.
pub fn several_lines(text: &str) -> String {
    lines(text).join("\n")
}

/// A truth value of a sheet in the word that people write for it.
pub const fn yes_or_no(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}

fn lines(text: &str) -> Vec<String> {
    text.replace("_x000D_", "\n")
        .lines()
        .map(clean)
        .filter(|line| !line.is_empty())
        .collect()
}

fn fold(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\t' | '\u{a0}' | '\u{3000}' => Some(' '),
        '\u{2000}'..='\u{200a}' => Some(' '),
        '【' | '〔' => Some('['),
        '】' | '〕' => Some(']'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        _ => visible(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_one_spelling() {
        for (written, key_wanted) in [
            ("副县长(工业)", "副县长(工业)"),
            ("副县长\u{ff08}工业\u{ff09}", "副县长(工业)"),
            (" 县 财政局\u{200b}", "县财政局"),
            ("县 财\u{3000}政\n局", "县财政局"),
            ("\u{ff12}\u{ff10}23\u{ff0f}3/1", "2023/3/1"),
            ("\u{3000}", ""),
            ("\u{3164}县\u{ad}财政\u{2800}局\u{fe0f}", "县财政局"),
            ("A_x000D_B", "AB"),
        ] {
            assert_eq!(key(written), key_wanted, "{written:?}");
        }
    }

    #[test]
    fn brackets_fall_away_only_when_something_stays() {
        for (written, wanted) in [
            ("县财政局(国资委)", "县财政局"),
            ("(县财政局)", "(县财政局)"),
            ("县财政局(国资委", "县财政局(国资委"),
            ("完成时限(年月日)", "完成时限"),
        ] {
            assert_eq!(key_without_brackets(written), wanted, "{written:?}");
        }
    }

    #[test]
    fn lines_are_joined_where_the_column_was_narrow() {
        assert_eq!(
            one_line("一季度规模以上\n 工业增加值 "),
            "一季度规模以上工业增加值"
        );
        assert_eq!(one_line("GDP\ngrowth"), "GDP growth");
        assert_eq!(several_lines("一、甲\r\n\r\n二、乙\u{0}"), "一、甲\n二、乙");
        assert_eq!(several_lines("\u{3164}\n\u{2800}\u{ad}\r\u{202e}"), "");
        assert_eq!(one_line("👨\u{200d}👩 \u{202e}好"), "👨\u{200d}👩 好");
    }
}
