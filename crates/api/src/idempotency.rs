//! Middleware: a write that comes twice under one `Idempotency-Key` is done once. A success is
//! remembered and repeated; after a refusal the key is free again.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CONTENT_TYPE, ETAG, IF_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use duban_app::idempotency::{Begin, Stored, begin, finish, release};
use duban_app::{AppError, FieldError};

use crate::UPLOAD_LIMIT;
use crate::extract::Caller;
use crate::problem::Problem;
use crate::state::ApiState;

const KEY: &str = "idempotency-key";
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Signing in and out is not kept: its answers are secrets.
const NOT_KEPT: &str = "/api/v1/auth/";

pub(crate) async fn once(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let writes = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    match request.headers().get(KEY).cloned() {
        Some(key) if writes && !request.uri().path().starts_with(NOT_KEPT) => {
            keyed(state, key, request, next)
                .await
                .unwrap_or_else(Problem::into_response)
        }
        _ => next.run(request).await,
    }
}

async fn keyed(state: ApiState, key: HeaderValue, request: Request, next: Next) -> Result<Response, Problem> {
    let key = read_key(&key)?;
    let (mut parts, body) = request.into_parts();
    let caller = Caller::from_request_parts(&mut parts, &state).await?;
    let body = to_bytes(body, UPLOAD_LIMIT)
        .await
        .map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large"))?;
    let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
    let if_match = parts
        .headers
        .get(IF_MATCH)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let hash = state
        .tokens
        .fingerprint(parts.method.as_str(), target, if_match, &body);
    match begin(&state.app, &caller.ctx, &key, &hash).await? {
        Begin::Replay(stored) => Ok(replay(stored)),
        Begin::InProgress => Err(Problem::conflict("in_progress")),
        Begin::New => {
            let request = Request::from_parts(parts, Body::from(body));
            // In a task of its own, so that a caller who hangs up leaves no key behind half done.
            let work = tokio::spawn(async move { settle(state, caller, key, next.run(request).await).await });
            work.await
                .map_err(|error| AppError::Internal(error.to_string()))?
        }
    }
}

/// Remembers a success, frees the key otherwise.
async fn settle(
    state: ApiState,
    caller: Caller,
    key: String,
    response: Response,
) -> Result<Response, Problem> {
    if !response.status().is_success() {
        release(&state.app, &caller.ctx, &key).await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX)
        .await
        .map_err(|error| AppError::Internal(error.to_string()))?;
    let text = |name: HeaderName| header(&parts.headers, name);
    let stored = Stored {
        status: parts.status.as_u16(),
        etag: text(ETAG),
        location: text(LOCATION),
        body: String::from_utf8_lossy(&bytes).into_owned(),
    };
    if let Err(error) = finish(&state.app, &caller.ctx, &key, stored).await {
        // The write itself is done; the caller must learn that.
        tracing::error!(%error, "an answer could not be kept for its idempotency key");
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn header(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

fn replay(stored: Stored) -> Response {
    let status = StatusCode::from_u16(stored.status).unwrap_or(StatusCode::OK);
    let mut response = (status, Bytes::from(stored.body)).into_response();
    let headers = response.headers_mut();
    headers.remove(CONTENT_TYPE);
    if status != StatusCode::NO_CONTENT {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    for (name, value) in [(ETAG, stored.etag), (LOCATION, stored.location)] {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            headers.insert(name, value);
        }
    }
    response
}

fn read_key(key: &HeaderValue) -> Result<String, Problem> {
    key.to_str()
        .ok()
        .filter(|key| (1..=100).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()))
        .map(str::to_owned)
        .ok_or_else(|| Problem::invalid(vec![FieldError::new("Idempotency-Key", "invalid_key")]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_short_and_plain() {
        let long = "k".repeat(101);
        let cases = [
            ("a", true),
            ("0b9c-1", true),
            ("", false),
            ("a b", false),
            ("键", false),
            (&long, false),
        ];
        for (key, good) in cases {
            let value = HeaderValue::from_bytes(key.as_bytes()).expect("a header");
            assert_eq!(read_key(&value).is_ok(), good, "{key:?}");
        }
    }
}
