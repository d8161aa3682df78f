//! Query parameters, read strictly.

use std::collections::HashSet;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use duban_app::{FieldError, input};
use duban_core::text::{clean, has_control};
use serde::de::DeserializeOwned;

use crate::problem::Problem;
use crate::state::ApiState;

/// Query parameters. Unknown and repeated ones are refused, and texts are cleaned like those of bodies.
#[derive(Debug)]
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<ApiState> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &ApiState) -> Result<Self, Problem> {
        read_query(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

pub(crate) fn read_query<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    let mut names = HashSet::new();
    let mut cleaned = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        if has_control(&name) || has_control(&value) {
            return Err(Problem::control_character(&clean(&name)));
        }
        cleaned.append_pair(&name, &clean(&value));
        if !names.insert(name.clone()) {
            return Err(Problem::query(vec![FieldError::new(name, "repeated")]));
        }
    }
    let cleaned = cleaned.finish();
    let source = serde_urlencoded::Deserializer::new(form_urlencoded::parse(cleaned.as_bytes()));
    serde_path_to_error::deserialize(source).map_err(|error: serde_path_to_error::Error<_>| {
        let path = error.path().to_string();
        Problem::query(vec![query_error(&path, &error.inner().to_string())])
    })
}

fn query_error(path: &str, message: &str) -> FieldError {
    let error = input::field_error(path, message);
    if error.code == "unknown_field" {
        FieldError::new(error.field, "unknown_parameter")
    } else {
        error
    }
}

/// Middleware: operations that take no query parameters refuse any. A method that the address does not have is refused
/// for that first.
pub(crate) async fn refuse_stray_query(
    State(state): State<ApiState>,
    request: Request,
    next: Next,
) -> Response {
    let operation = state.operation(request.method(), request.extensions());
    let text = request.uri().query().unwrap_or_default();
    let stray = form_urlencoded::parse(text.as_bytes()).map(|(name, _)| name.into_owned());
    let errors: Vec<_> = stray
        .map(|name| FieldError::new(name, "unknown_parameter"))
        .collect();
    if errors.is_empty() || operation.is_none_or(|operation| operation.takes_query) {
        return next.run(request).await;
    }
    Problem::query(errors).into_response()
}

#[cfg(test)]
mod tests {
    use duban_core::id::UserId;
    use duban_core::word::Light;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the reading is tested")]
    struct Params {
        light: Option<Light>,
        leader: Option<UserId>,
        overdue: Option<bool>,
        limit: Option<u64>,
    }

    #[test]
    fn query_parameters_are_strict() {
        let good = [
            "",
            "light=red",
            "leader=01890000-0000-7000-8000-000000000001&overdue=true&limit=20",
            "light=%E2%80%8Bred%E3%85%A4",
        ];
        for text in good {
            read_query::<Params>(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
        }
        for text in ["light=red%00", "light=%1b", "light=%7f"] {
            let problem = format!("{:?}", read_query::<Params>(text).expect_err(text));
            let named = "field: \"light\", code: \"control_character\"";
            assert!(
                problem.contains(named) && problem.contains("422"),
                "{text}: {problem}"
            );
        }
        let bad = [
            ("light=pink", "light", "unknown_value"),
            ("leader=me", "leader", "wrong_type"),
            ("overdue=yes", "overdue", "wrong_type"),
            ("limit=many", "limit", "wrong_type"),
            ("limit=1&limit=2", "limit", "repeated"),
            ("colour=red", "colour", "unknown_parameter"),
        ];
        for (text, field, code) in bad {
            let problem = format!("{:?}", read_query::<Params>(text).expect_err(text));
            assert!(
                problem.contains(&format!("field: {field:?}, code: {code:?}"))
                    && problem.contains("invalid_query"),
                "{text}: {problem}"
            );
        }
    }
}
