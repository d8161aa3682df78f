//! What handlers take from a request, with refusals that name the field.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, Request};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use duban_app::{Ctx, FieldError, input, session};
use duban_core::id::SessionId;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::observe::RequestId;
use crate::openapi;
use crate::problem::Problem;
use crate::state::ApiState;

/// The signed-in person. Looked up once per request; what the person may do is read, never believed.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) ctx: Ctx,
    pub(crate) session: SessionId,
}

impl FromRequestParts<ApiState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let request_id = parts.extensions.get::<RequestId>().map(|id| id.0.clone());
        let caller = Self::from_headers(&parts.headers, request_id, state).await?;
        parts.extensions.insert(caller.clone());
        Ok(caller)
    }
}

impl Caller {
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

/// Query parameters. Unknown and repeated ones are refused.
#[derive(Debug)]
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<ApiState> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &ApiState) -> Result<Self, Problem> {
        read_query(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

pub(crate) fn read_query<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    let mut names: Vec<_> = form_urlencoded::parse(text.as_bytes())
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(Problem::query(vec![FieldError::new(
            pair[0].as_ref(),
            "repeated",
        )]));
    }
    let source = serde_urlencoded::Deserializer::new(form_urlencoded::parse(text.as_bytes()));
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

/// Middleware: operations that take no query parameters refuse any.
pub(crate) async fn refuse_stray_query(request: Request, next: Next) -> Response {
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map(MatchedPath::as_str)
        .unwrap_or_default();
    let text = request.uri().query().unwrap_or_default();
    let stray = form_urlencoded::parse(text.as_bytes()).map(|(name, _)| name.into_owned());
    let errors: Vec<_> = stray
        .map(|name| FieldError::new(name, "unknown_parameter"))
        .collect();
    if errors.is_empty() || openapi::takes_query(request.method().as_str(), path) {
        return next.run(request).await;
    }
    Problem::query(errors).into_response()
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
        ];
        for text in good {
            read_query::<Params>(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
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
