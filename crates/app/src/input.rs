//! Reading input: JSON to a struct with the bad field named, and the checks that many nouns share.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use duban_core::text::{clean, has_control, is_blank};
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::Value;

use crate::error::{AppError, AppResult, FieldError};

/// Characters in a title at most.
pub const TITLE_MAX: usize = 200;
/// Characters in a reason or a note at most.
pub const NOTE_MAX: usize = 1_000;
/// Characters in a longer text at most.
pub const TEXT_MAX: usize = 2_000;

/// Years in which a date may lie.
pub const YEARS: Range<i32> = 2000..2100;

/// What a reader of JSON says of a text with control characters, for [`field_error`].
pub const CONTROL_CHARACTER: &str = "control character";

/// Reads a struct from JSON; what does not fit is told with its path.
pub fn parse<T: DeserializeOwned>(value: Value) -> AppResult<T> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let text = error.inner().to_string();
        AppError::Invalid(vec![field_error(&path, &text)])
    })
}

/// Reads a field that `null` clears: absent leaves it (`None`), `null` clears it (`Some(None)`).
pub(crate) fn clearable<'de, T, D>(from: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(from).map(Some)
}

/// What a message of the JSON reader means for the field at `path`.
pub fn field_error(path: &str, message: &str) -> FieldError {
    let quoted = || message.split('`').nth(1).unwrap_or_default().to_owned();
    let inside = |name: String| match path {
        "" | "." | "?" => name,
        parent if parent == name || parent.ends_with(&format!(".{name}")) => parent.to_owned(),
        parent => format!("{parent}.{name}"),
    };
    if message.starts_with("unknown field") {
        return FieldError::new(inside(quoted()), "unknown_field");
    }
    if message.starts_with("duplicate field") {
        return FieldError::new(inside(quoted()), "duplicate");
    }
    if message.starts_with("missing field") {
        return FieldError::new(inside(quoted()), "required");
    }
    let field = if path.is_empty() || path == "." {
        "body".to_owned()
    } else {
        path.to_owned()
    };
    let code = if message.starts_with("unknown variant") {
        "unknown_value"
    } else if message.starts_with(CONTROL_CHARACTER) {
        "control_character"
    } else {
        "wrong_type"
    };
    FieldError::new(field, code)
}

/// Collects everything that is wrong with an input, so that all of it is told at once.
#[derive(Debug, Default)]
pub struct Checks {
    errors: Vec<FieldError>,
}

impl Checks {
    /// A text that must say something and not too much.
    pub fn text(&mut self, field: &str, text: &str, max: usize) -> &mut Self {
        if is_blank(text) {
            self.errors.push(FieldError::new(field, "required"));
        }
        self.length(field, text, max)
    }

    /// A text that may be absent, but not too long.
    pub fn optional(&mut self, field: &str, text: Option<&str>, max: usize) -> &mut Self {
        self.length(field, text.unwrap_or_default(), max)
    }

    /// A date that may be absent, but lies in the years that the product works with: a slip of the hand
    /// (`9203-03-31`) is a question to the person and not a deadline seven thousand years away.
    pub fn date(&mut self, field: &str, date: Option<NaiveDate>) -> &mut Self {
        self.require_with(
            date.is_none_or(|date| YEARS.contains(&date.year())),
            field,
            "date_out_of_range",
            format!("{}–{}", YEARS.start, YEARS.end - 1),
        )
    }

    /// Any other condition.
    pub fn require(&mut self, holds: bool, field: &str, code: &'static str) -> &mut Self {
        if !holds {
            self.errors.push(FieldError::new(field, code));
        }
        self
    }

    /// Any other condition whose message names a value.
    pub fn require_with(
        &mut self,
        holds: bool,
        field: &str,
        code: &'static str,
        detail: impl ToString,
    ) -> &mut Self {
        if !holds {
            self.errors.push(FieldError::with(field, code, detail));
        }
        self
    }

    /// All is well, or everything that is not.
    pub fn finish(&mut self) -> AppResult<()> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(AppError::Invalid(std::mem::take(&mut self.errors)))
        }
    }

    /// Everything that is wrong, for whoever finds more of it.
    pub(crate) fn into_errors(self) -> Vec<FieldError> {
        self.errors
    }

    fn length(&mut self, field: &str, text: &str, max: usize) -> &mut Self {
        if text.chars().count() > max {
            self.errors.push(FieldError::with(field, "too_long", max));
        } else if has_control(text) {
            self.errors.push(FieldError::new(field, "control_character"));
        }
        self
    }
}

/// The text as it is kept; nothing if nothing of it can be seen.
pub(crate) fn tidy(text: Option<String>) -> Option<String> {
    text.map(|text| clean(&text)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the reading is tested")]
    struct Outer {
        title: String,
        list: Option<Vec<Inner>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the reading is tested")]
    struct Inner {
        id: u32,
    }

    #[test]
    fn the_bad_field_is_named() {
        let cases = [
            (json!({}), "title", "required"),
            (json!({"title": 3}), "title", "wrong_type"),
            (json!({"title": "a", "colour": 1}), "colour", "unknown_field"),
            (
                json!({"title": "a", "list": [{"id": 1}, {"id": "x"}]}),
                "list[1].id",
                "wrong_type",
            ),
            (json!({"title": "a", "list": [{}]}), "list[0].id", "required"),
            (
                json!({"title": "a", "list": [{"id": 1, "no": 1}]}),
                "list[0].no",
                "unknown_field",
            ),
            (json!(7), "body", "wrong_type"),
        ];
        for (value, field, code) in cases {
            match parse::<Outer>(value.clone()) {
                Err(AppError::Invalid(errors)) => {
                    assert_eq!(
                        (errors[0].field.as_str(), errors[0].code),
                        (field, code),
                        "{value}"
                    );
                }
                other => panic!("{value}: {other:?}"),
            }
        }
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let told = Checks::default()
            .text("a", " \u{200b}\u{3164}", 5)
            .text("b", "123456", 5)
            .optional("c", None, 5)
            .finish();
        match told {
            Err(AppError::Invalid(errors)) => {
                let told: Vec<_> = errors.iter().map(|e| (e.field.as_str(), e.code)).collect();
                assert_eq!(told, [("a", "required"), ("b", "too_long")]);
            }
            other => panic!("{other:?}"),
        }
    }
}
