//! What handlers take from a request, with refusals that name the field.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::header::{AUTHORIZATION, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use duban_app::{Ctx, session};
use duban_core::id::SessionId;
use duban_core::text::has_control;
use serde::de::DeserializeOwned;

use crate::access::BEFORE_NEW_PASSWORD;
use crate::observe::RequestId;
use crate::problem::Problem;
use crate::state::ApiState;

mod json;
mod query;

pub(crate) use json::Json;
pub(crate) use query::{Query, read_query, refuse_stray_query};

/// The signed-in person. Looked up once per request; what the person may do is read, never believed.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) ctx: Ctx,
    pub(crate) session: SessionId,
}

impl FromRequestParts<ApiState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        if let Some(CallerLookup(caller)) = parts.extensions.get() {
            return caller.clone();
        }
        let caller = Self::look_up(parts, state).await;
        parts.extensions.insert(CallerLookup(caller.clone()));
        caller
    }
}

/// What the look-up came to, a failure as well: a database that does not answer is not asked again by the handler.
#[derive(Debug, Clone)]
pub(crate) struct CallerLookup(pub(crate) Result<Caller, Problem>);

impl Caller {
    async fn look_up(parts: &Parts, state: &ApiState) -> Result<Self, Problem> {
        let request_id = parts.extensions.get::<RequestId>().map(|id| id.0.clone());
        let caller = Self::from_headers(&parts.headers, request_id, state).await?;
        let operation = state.operation(&parts.method, &parts.extensions);
        if !operation.is_some_and(|operation| BEFORE_NEW_PASSWORD.contains(&operation.id))
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

/// A path parameter; an id that is none names nothing, and one with a control character is refused like any such text.
#[derive(Debug)]
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<ApiState> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        refuse_control_characters(parts, state).await?;
        let axum::extract::Path(value) = axum::extract::Path::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found())?;
        Ok(Self(value))
    }
}

async fn refuse_control_characters(parts: &mut Parts, state: &ApiState) -> Result<(), Problem> {
    let Ok(texts) = RawPathParams::from_request_parts(parts, state).await else {
        return Ok(()); // Not UTF-8: it names nothing.
    };
    match texts.iter().find(|(_, text)| has_control(text)) {
        Some((name, _)) => Err(Problem::control_character(name)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

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
