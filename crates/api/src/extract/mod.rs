//! What handlers take from a request, with refusals that name the field.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use duban_app::{Ctx, FieldError, input, session};
use duban_core::id::SessionId;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::access::BEFORE_NEW_PASSWORD;
use crate::observe::RequestId;
use crate::openapi;
use crate::problem::Problem;
use crate::state::ApiState;

mod query;

#[cfg(test)]
pub(crate) use query::read_query;
pub(crate) use query::{Query, refuse_stray_query};

/// The signed-in person. Looked up once per request; what the person may do is read, never believed.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) ctx: Ctx,
    pub(crate) session: SessionId,
}

impl FromRequestParts<ApiState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        if let Some(Known(known)) = parts.extensions.get() {
            return known.clone();
        }
        let caller = Self::look_up(parts, state).await;
        parts.extensions.insert(Known(caller.clone()));
        caller
    }
}

/// What the look-up came to, a failure as well: a database that does not answer is not asked again by the handler.
#[derive(Debug, Clone)]
pub(crate) struct Known(pub(crate) Result<Caller, Problem>);

impl Caller {
    async fn look_up(parts: &Parts, state: &ApiState) -> Result<Self, Problem> {
        let request_id = parts.extensions.get::<RequestId>().map(|id| id.0.clone());
        let caller = Self::from_headers(&parts.headers, request_id, state).await?;
        let operation = openapi::operation_of(&parts.method, &parts.extensions);
        if !operation.is_some_and(|operation| BEFORE_NEW_PASSWORD.contains(&operation))
            && session::query::must_change_password(&state.app, caller.ctx.actor.user).await?
        {
            return Err(Problem::new(StatusCode::FORBIDDEN, "password_change_required"));
        }
        Ok(caller)
    }

    async fn from_headers(
        headers: &HeaderMap,
        request_id: Option<String>,
        state: &ApiState,
    ) -> Result<Self, Problem> {
        let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header
            .and_then(|text| text.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or_else(Problem::unauthenticated)?;
        let (user, session) = state
            .tokens
            .read(token, state.app.wall_now())
            .ok_or_else(Problem::unauthenticated)?;
        let actor = session::query::actor(&state.app, user, session).await?;
        Ok(Self {
            ctx: Ctx { actor, request_id },
            session,
        })
    }
}

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
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        // A null where a word is wanted is told as bad syntax too.
        if !error.inner().is_data() && serde_json::from_slice::<IgnoredAny>(bytes).is_err() {
            return broken();
        }
        let path = error.path().to_string();
        Problem::invalid(vec![input::field_error(&path, &error.inner().to_string())])
    })?;
    json.end().map_err(|_| broken())?;
    Ok(value)
}

/// The version that a change was made on, from `If-Match: "7"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Version(pub(crate) i32);

impl FromRequestParts<ApiState> for Version {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &ApiState) -> Result<Self, Problem> {
        read_version(&parts.headers)
            .map(Self)
            .ok_or_else(|| Problem::new(StatusCode::PRECONDITION_REQUIRED, "precondition_required"))
    }
}

/// Exactly one strong tag; `*` would mean "whatever it is now", which is what the header is to prevent.
fn read_version(headers: &HeaderMap) -> Option<i32> {
    let mut values = headers.get_all(IF_MATCH).iter();
    let (first, second) = (values.next()?, values.next());
    let digits = first.to_str().ok()?.trim().strip_prefix('"')?.strip_suffix('"')?;
    let plain = second.is_none() && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// A path parameter; an id that is none names nothing.
#[derive(Debug)]
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<ApiState> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let axum::extract::Path(value) = axum::extract::Path::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found())?;
        Ok(Self(value))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use serde::Deserialize;

    use super::*;

    #[test]
    fn a_body_that_does_not_fit_names_the_field() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "only the reading is tested")]
        struct Body {
            percent: u8,
        }
        let cases = [
            ("{\"percent\": \"x\"}", "percent", "wrong_type", "invalid_input"),
            ("{}", "percent", "required", "invalid_input"),
            (
                "{\"percent\": 1, \"colour\": 2}",
                "colour",
                "unknown_field",
                "unknown_field",
            ),
            ("{\"percent\": 1} more", "body", "invalid_json", "invalid_input"),
            ("{\"percent\": ", "body", "invalid_json", "invalid_input"),
            ("", "body", "invalid_json", "invalid_input"),
        ];
        for (text, field, code, top) in cases {
            let problem = format!("{:?}", read_json::<Body>(text.as_bytes()).expect_err(text));
            assert!(
                problem.contains(&format!("field: {field:?}, code: {code:?}")) && problem.contains(top),
                "{text}: {problem}"
            );
        }
    }

    #[test]
    fn if_match_is_one_strong_version() {
        let cases = [
            ("\"7\"", Some(7)),
            ("*", None),
            ("7", None),
            ("W/\"7\"", None),
            ("\"7\", \"8\"", None),
            ("\"-1\"", None),
            ("\"\"", None),
            ("\"99999999999\"", None),
        ];
        for (text, version) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(IF_MATCH, HeaderValue::from_static(text));
            assert_eq!(read_version(&headers), version, "{text}");
        }
        assert_eq!(read_version(&HeaderMap::new()), None);
    }
}
