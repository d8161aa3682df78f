//! Texts that people read, by key and language. They stand in `lang/<language>/<topic>.json` at the top of the
//! repository, become part of the program here, and the web imports the words that it shares from the same files.
//!
//! The language is an argument everywhere; nothing remembers one.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::{Display, Write as _};
use std::sync::LazyLock;

use serde_json::Value;

/// A language that every text exists in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// For `Content-Language`; also the name of the folder of its texts.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// The language of the county's records: of what is stored, and of what is not negotiated with the reader.
pub const OFFICE: Lang = Lang::Chinese;

macro_rules! topics {
    ($($topic:literal),*) => {
        /// The topics with their files' contents in the order of [`Lang::ALL`].
        const TOPICS: &[(&str, [&str; 2])] = &[$((
            $topic,
            [
                include_str!(concat!("../../../../lang/zh-CN/", $topic, ".json")),
                include_str!(concat!("../../../../lang/en/", $topic, ".json")),
            ],
        )),*];
    };
}
topics!(
    "words",
    "refusal",
    "notification",
    "deadline",
    "import",
    "command"
);

type Texts = HashMap<String, String>;

static TEXTS: LazyLock<[Texts; 2]> = LazyLock::new(|| {
    [0, 1].map(|lang| {
        let mut texts = Texts::new();
        for (topic, files) in TOPICS {
            let file: Value = serde_json::from_str(files[lang])
                .unwrap_or_else(|error| panic!("a test reads every language file, but {topic}: {error}"));
            flatten("", &file, &mut texts);
        }
        texts
    })
});

/// Adds the texts of a group under keys like `status.draft`.
fn flatten(key: &str, value: &Value, texts: &mut Texts) {
    match value {
        Value::Object(group) => {
            for (name, value) in group {
                let key = if key.is_empty() {
                    name.clone()
                } else {
                    format!("{key}.{name}")
                };
                flatten(&key, value, texts);
            }
        }
        text => {
            texts.insert(key.to_owned(), text.as_str().unwrap_or_default().to_owned());
        }
    }
}

/// The text of a key with its placeholders as they are, if there is one. [`say!`](crate::say) is the usual way.
pub fn find(lang: Lang, key: &str) -> Option<&'static str> {
    TEXTS[lang as usize].get(key).map(String::as_str)
}

/// The text of a key with `{name}` replaced by what is given under that name. A key without a text is shown as it is.
pub fn fill(lang: Lang, key: &str, given: &[(&str, &dyn Display)]) -> String {
    let text = find(lang, key).map_or_else(|| Cow::Owned(key.to_owned()), Cow::Borrowed);
    let mut filled = String::with_capacity(text.len());
    // In one pass: a value may contain braces of its own.
    let mut pieces = text.split('{');
    filled.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let named = piece.split_once('}').and_then(|(name, rest)| {
            let (_, value) = given.iter().find(|(known, _)| *known == name)?;
            Some((value, rest))
        });
        // Writing to a string cannot fail.
        let _ = match named {
            Some((value, rest)) => write!(filled, "{value}{rest}"),
            None => write!(filled, "{{{piece}"),
        };
    }
    filled
}

/// A text in a language: `say!(lang, "deadline.left", days = -left)`. What has the placeholder's name needs no `=`, and
/// the key may name variables, as in `say!(lang, "status.{status}")`. Tests read the calls from the sources and compare
/// them with the language files.
#[macro_export]
macro_rules! say {
    (@value $name:ident) => { &$name as &dyn ::std::fmt::Display };
    (@value $name:ident = $value:expr) => { &$value as &dyn ::std::fmt::Display };
    ($lang:expr, $key:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::lang::fill(
            $lang,
            &::std::format!($key),
            &[$((stringify!($name), $crate::say!(@value $name $(= $value)?))),*],
        )
    };
}

#[cfg(test)]
mod calls;
#[cfg(test)]
mod tests;
