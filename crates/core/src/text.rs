//! What a text is once nothing invisible is left in it. Forms, queries, files and imports all read texts through
//! [`clean`], so that what looks empty is empty everywhere.

/// What a character is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CharacterKind {
    /// It shows, or it is ordinary white space.
    Plain,
    /// It takes up room and shows nothing.
    Blank,
    /// It joins or varies the character before it (emoji, Indic scripts, variants of Chinese characters) and is
    /// nothing without one.
    Joiner,
    /// It shows nothing and does nothing that a ledger needs: zero-width signs, bidirectional controls, tags,
    /// control characters.
    Invisible,
}

/// Unicode's `Default_Ignorable_Code_Point`, with the blank Braille pattern, the signs of interlinear annotation and the
/// control characters other than line break and tab.
const fn kind(c: char) -> CharacterKind {
    match c {
        '\n' | '\r' | '\t' => CharacterKind::Plain,
        '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' => CharacterKind::Blank,
        '\u{200c}'
        | '\u{200d}'
        | '\u{180b}'..='\u{180d}'
        | '\u{180f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}' => CharacterKind::Joiner,
        '\u{0}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => CharacterKind::Invisible,
        _ => CharacterKind::Plain,
    }
}

/// The text as it is kept: without invisible characters, with blank-looking ones as spaces, trimmed at both ends. Text
/// in which nothing can be seen comes out empty. Cleaning twice changes nothing more.
pub fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    // A joiner waits until a character that it can join to follows.
    let mut joiner = None;
    for c in text.chars() {
        let c = match kind(c) {
            CharacterKind::Invisible => continue,
            CharacterKind::Joiner => {
                let follows = kept.chars().last().is_some_and(|last| !last.is_whitespace());
                if follows && joiner.is_none() {
                    if is_zero_width_joiner(c) {
                        joiner = Some(c);
                    } else if kept
                        .chars()
                        .last()
                        .is_some_and(|last| kind(last) == CharacterKind::Plain)
                    {
                        kept.push(c);
                    }
                }
                continue;
            }
            CharacterKind::Blank => ' ',
            CharacterKind::Plain => c,
        };
        if let Some(joiner) = joiner.take()
            && !c.is_whitespace()
        {
            kept.push(joiner);
        }
        kept.push(c);
    }
    kept.trim().to_owned()
}

/// Whether nothing of the text can be seen.
pub fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || kind(c) != CharacterKind::Plain)
}

/// Whether the text holds a control character other than line break and tab. In what a person types or sends it is a
/// mistake worth a question; NUL among them is a text that PostgreSQL does not store.
pub fn has_control(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// The character as names are compared: nothing for what shows nothing by itself, a space for what looks like one.
pub fn visible(c: char) -> Option<char> {
    match kind(c) {
        CharacterKind::Plain => Some(c),
        CharacterKind::Blank => Some(' '),
        CharacterKind::Joiner | CharacterKind::Invisible => None,
    }
}

/// The two joiners that stand between two characters; the others belong to the one before.
const fn is_zero_width_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn invisible_text_is_empty() {
        let ranges = [
            '\u{0}'..='\u{20}',
            '\u{7f}'..='\u{a0}',
            '\u{ad}'..='\u{ad}',
            '\u{34f}'..='\u{34f}',
            '\u{61c}'..='\u{61c}',
            '\u{115f}'..='\u{1160}',
            '\u{1680}'..='\u{1680}',
            '\u{17b4}'..='\u{17b5}',
            '\u{180b}'..='\u{180f}',
            '\u{2000}'..='\u{200f}',
            '\u{2028}'..='\u{202f}',
            '\u{205f}'..='\u{206f}',
            '\u{2800}'..='\u{2800}',
            '\u{3000}'..='\u{3000}',
            '\u{3164}'..='\u{3164}',
            '\u{fe00}'..='\u{fe0f}',
            '\u{feff}'..='\u{feff}',
            '\u{ffa0}'..='\u{ffa0}',
            '\u{fff9}'..='\u{fffb}',
            '\u{e0000}'..='\u{e007f}',
            '\u{e0100}'..='\u{e01ef}',
        ];
        for c in ranges.into_iter().flatten() {
            for text in [format!("{c}"), format!("{c}{c}"), format!(" {c}\u{200d}{c}")] {
                assert_eq!(clean(&text), "", "{:x}", u32::from(c));
                assert!(is_blank(&text), "{:x}", u32::from(c));
            }
        }
    }

    #[test]
    fn visible_text_is_kept() {
        for (written, kept) in [
            (
                "  一季度规上工业增加值同比增长20%。 ",
                "一季度规上工业增加值同比增长20%。",
            ),
            ("第一行\r\n\t第二行\n", "第一行\r\n\t第二行"),
            // Characters of names outside the basic plane, in a private area, and with a chosen variant.
            ("𠮷野\u{e000}", "𠮷野\u{e000}"),
            ("辻\u{e0101}", "辻\u{e0101}"),
            // A family, a heart on fire, a keycap.
            ("👨\u{200d}👩\u{200d}👧 好", "👨\u{200d}👩\u{200d}👧 好"),
            ("❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥"),
            ("1\u{fe0f}\u{20e3}", "1\u{fe0f}\u{20e3}"),
            // Invisible characters inside, bidirectional controls, a word split by a zero-width space.
            ("工\u{200b}业\u{ad}", "工业"),
            ("\u{202e}txt.exe\u{202c}", "txt.exe"),
            ("a\u{2066}b\u{2069}\u{200e}\u{200f}\u{61c}", "ab"),
            ("工\u{3164}业", "工 业"),
            ("a\u{e0041}b", "ab"),
            ("a\u{0}b\u{1b}[0m", "ab[0m"),
            // Joiners with nothing to join.
            ("a\u{200d}", "a"),
            ("\u{200d}a", "a"),
            ("a\u{200d} b", "a b"),
            ("a\u{200d}\u{200d}\u{200d}b", "a\u{200d}b"),
            ("a\u{fe0f}\u{fe0f}\u{fe00}", "a\u{fe0f}"),
            ("a \u{fe0f}b", "a b"),
        ] {
            assert_eq!(clean(written), kept, "{written:?}");
            assert!(!is_blank(written), "{written:?}");
        }
    }

    #[test]
    fn control_characters_are_detected() {
        for (text, has) in [
            ("", false),
            ("a\n\r\tb", false),
            ("\u{0}", true),
            ("a\u{1b}", true),
            ("\u{7f}", true),
            ("\u{85}", true),
            ("\u{200b}", false),
        ] {
            assert_eq!(has_control(text), has, "{text:?}");
        }
    }

    /// Any text, rich in what is invisible.
    fn texts() -> impl Strategy<Value = String> {
        let odd = prop::sample::select(vec![
            ' ',
            '\n',
            '\u{0}',
            '\u{85}',
            '\u{a0}',
            '\u{ad}',
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{202e}',
            '\u{2028}',
            '\u{2800}',
            '\u{3000}',
            '\u{3164}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{e0041}',
            '\u{e0101}',
            'a',
            '督',
            '👩',
        ]);
        prop::collection::vec(prop_oneof![odd, any::<char>()], 0..12)
            .prop_map(|characters| characters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in texts()) {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once.as_str());
        }

        #[test]
        fn blank_is_what_cleaning_leaves_empty(text in texts()) {
            prop_assert_eq!(is_blank(&text), clean(&text).is_empty());
            prop_assert!(!has_control(&clean(&text)));
        }
    }
}
