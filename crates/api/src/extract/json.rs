//! JSON bodies. Every text is cleaned on the way in, so that no field can forget to: what cannot be seen is empty, and a
//! control character is refused with the field's name. Passwords are taken as they are.

use std::fmt;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use duban_app::{FieldError, input};
use duban_core::text::{clean, has_control};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::problem::Problem;
use crate::state::ApiState;

/// A JSON body. What does not fit is refused with the path of the field.
#[derive(Debug)]
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<ApiState> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
            ));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large")
            } else {
                Problem::new(StatusCode::BAD_REQUEST, "invalid_input")
            }
        })?;
        read_json(&bytes).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    kind.split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let broken = || Problem::invalid(vec![FieldError::new("body", "invalid_json")]);
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let mut track = serde_path_to_error::Track::new();
    let value = Texts::Cleaned
        .deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track))
        .map_err(|error| {
            if error.is_data() {
                Problem::invalid(vec![input::field_error(
                    &track.path().to_string(),
                    &error.to_string(),
                )])
            } else {
                broken()
            }
        })?;
    json.end().map_err(|_| broken())?;
    input::parse(value).map_err(Problem::from)
}

/// What is done to the texts of a value while it is read.
#[derive(Debug, Clone, Copy)]
enum Texts {
    /// Cleaned, or refused when they hold control characters.
    Cleaned,
    /// Taken as they are: a blank belongs to a password.
    Secret,
}

impl Texts {
    fn of_field(self, name: &str) -> Self {
        if name.ends_with("password") {
            Self::Secret
        } else {
            self
        }
    }
}

impl<'de> DeserializeSeed<'de> for Texts {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Texts {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        match self {
            // No password may hold NUL either: no text of the database may.
            Self::Secret if !text.contains('\0') => Ok(text.into()),
            Self::Cleaned if !has_control(text) => Ok(clean(text).into()),
            Self::Secret | Self::Cleaned => Err(E::custom(input::CONTROL_CHARACTER)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut read = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            read.push(item);
        }
        Ok(Value::Array(read))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut read = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let value = fields.next_value_seed(self.of_field(&name))?;
            if read.contains_key(&name) {
                return Err(A::Error::custom(format!("duplicate field `{name}`")));
            }
            read.insert(name, value);
        }
        Ok(Value::Object(read))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the reading is tested")]
    struct Body {
        percent: u8,
    }

    fn check<T: DeserializeOwned + fmt::Debug>(text: &str, field: &str, code: &str, top: &str) {
        let problem = format!("{:?}", read_json::<T>(text.as_bytes()).expect_err(text));
        assert!(
            problem.contains(&format!("field: {field:?}, code: {code:?}")) && problem.contains(top),
            "{text}: {problem}"
        );
    }

    #[test]
    fn a_body_that_does_not_fit_names_the_field() {
        for (text, field, code, top) in [
            ("{\"percent\": \"x\"}", "percent", "wrong_type", "invalid_input"),
            ("{}", "percent", "required", "invalid_input"),
            (
                "{\"percent\": 1, \"colour\": 2}",
                "colour",
                "unknown_field",
                "unknown_field",
            ),
            (
                "{\"percent\": 1, \"percent\": 2}",
                "percent",
                "duplicate",
                "invalid_input",
            ),
            ("{\"percent\": 1} more", "body", "invalid_json", "invalid_input"),
            ("{\"percent\": ", "body", "invalid_json", "invalid_input"),
            ("", "body", "invalid_json", "invalid_input"),
        ] {
            check::<Body>(text, field, code, top);
        }
        for (text, field) in [
            ("{\"title\": \"a\\u0000\"}", "title"),
            ("{\"a\": [\"x\", {\"b\": \"\\u001b\"}]}", "a[1].b"),
            ("{\"password\": \"a\\u0000\"}", "password"),
        ] {
            check::<Value>(text, field, "control_character", "invalid_input");
        }
    }

    #[test]
    fn texts_are_cleaned_and_passwords_are_not() {
        for (text, read) in [
            (" a\u{200b}b ", "ab"),
            ("\u{3164}", ""),
            ("\u{202e}甲", "甲"),
            ("一\n二", "一\n二"),
        ] {
            let body = serde_json::json!({ "title": text, "list": [text], "new_password": text, "n": [1, -2, 0.5, true, null] });
            let value: Value = read_json(body.to_string().as_bytes()).expect("JSON");
            let expected = serde_json::json!({ "title": read, "list": [read], "new_password": text, "n": [1, -2, 0.5, true, null] });
            assert_eq!(value, expected);
        }
    }
}
