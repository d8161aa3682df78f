//! Middleware: a write that comes twice under one `Idempotency-Key` is done once. A success is
//! remembered and repeated; after a refusal the key is free again, unless something was written.

use std::any::Any;
use std::borrow::Cow;
use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CONTENT_TYPE, ETAG, IF_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use duban_app::idempotency::{
    Begin, HeldKey, RENEW_EVERY, StoredAnswer, begin, finish, release, renew, run_with_key,
};
use duban_app::{AppError, FieldError, matter};
use duban_core::id::MatterId;
use futures::FutureExt;
use tokio::time::sleep;
use tracing::Instrument;

use crate::extract::Caller;
use crate::problem::Problem;
use crate::state::ApiState;
use crate::{UPLOAD_LIMIT, answer};

/// How often, and how many times, a request looks after the one that has its key: five seconds in all.
const POLL_EVERY: Duration = Duration::from_millis(250);
const MAX_POLLS: u32 = 20;

const KEY: &str = "idempotency-key";
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Characters of a boundary at most (RFC 2046, 5.1.1). The search for it costs as much for each byte of the body, and
/// the caller chooses it.
const LONGEST_BOUNDARY: usize = 70;

pub(crate) async fn once(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    // A method that the address does not have is refused for that first.
    let operation = state
        .operation(request.method(), request.extensions())
        .filter(|operation| operation.keeps_answer);
    match (request.headers().get(KEY).cloned(), operation) {
        (Some(key), Some(operation)) => keyed(state, key, operation.id, request, next)
            .await
            .unwrap_or_else(Problem::into_response),
        _ => next.run(request).await,
    }
}

async fn keyed(
    state: ApiState,
    key: HeaderValue,
    operation: &'static str,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
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
    let hash = state.tokens.fingerprint(
        parts.method.as_str(),
        target,
        if_match,
        &hashed_content(&parts.headers, &body),
    );
    match begin_or_wait(&state, &caller, &key, &hash).await? {
        Begin::Replay(answer) => Ok(replay(answer)),
        Begin::Written { matter } => rebuild_answer(&state, &caller, operation, matter).await,
        Begin::InProgress => Err(Problem::conflict("in_progress")),
        Begin::New(held) => {
            let request = Request::from_parts(parts, Body::from(body));
            // In a task of its own, so that a caller who hangs up leaves no key behind half done;
            // within the request's span, so that what it logs can be found by the request's id.
            let work = async move {
                let outcome = finish_or_release(&state, &held, run_with_key(held.clone(), next.run(request)));
                tokio::select! {
                    outcome = outcome => outcome,
                    never = renew_until_dropped(&state, &held) => match never {},
                }
            };
            tokio::spawn(work.instrument(tracing::Span::current()))
                .await
                .map_err(|error| AppError::Internal(error.to_string()))?
        }
    }
}

/// The body as it is hashed: an upload without its boundary, which every client generates anew for each request.
fn hashed_content<'a>(headers: &HeaderMap, body: &'a [u8]) -> Cow<'a, [u8]> {
    let kind = header(headers, CONTENT_TYPE).unwrap_or_default();
    let (kind, parameters) = kind.split_once(';').unwrap_or((&kind, ""));
    let boundary = parameters
        .split(';')
        .filter_map(|parameter| parameter.trim().split_once('='))
        .find(|(name, _)| name.eq_ignore_ascii_case("boundary"))
        .map(|(_, value)| value.trim_matches('"'))
        .filter(|boundary| boundary.len() <= LONGEST_BOUNDARY)
        .map(|boundary| format!("--{boundary}"));
    match boundary {
        Some(boundary) if kind.trim().eq_ignore_ascii_case("multipart/form-data") => {
            Cow::Owned(without(body, boundary.as_bytes()))
        }
        _ => Cow::Borrowed(body),
    }
}

/// The body with every such part shortened to its first byte, so that its pieces stay apart.
fn without(mut body: &[u8], part: &[u8]) -> Vec<u8> {
    let mut rest = Vec::with_capacity(body.len());
    while let Some(at) = body.windows(part.len()).position(|here| here == part) {
        rest.extend_from_slice(&body[..=at]);
        body = &body[at + part.len()..];
    }
    rest.extend_from_slice(body);
    rest
}

/// Runs the request, then stores a successful answer or releases the key.
async fn finish_or_release(
    state: &ApiState,
    held: &HeldKey,
    work: impl Future<Output = Response>,
) -> Result<Response, Problem> {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    let response = done.unwrap_or_else(|panic| {
        tracing::error!(panic = panic_text(&*panic), "a handler panicked");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal").into_response()
    });
    if !response.status().is_success() {
        // The refusal is the answer either way; a key that stays held is free in two minutes.
        if let Err(error) = release(&state.app, held).await {
            tracing::error!(%error, "an idempotency key could not be given back");
        }
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX)
        .await
        .map_err(|error| AppError::Internal(error.to_string()))?;
    let text = |name: HeaderName| header(&parts.headers, name);
    let answer = StoredAnswer {
        status: parts.status.as_u16(),
        etag: text(ETAG),
        location: text(LOCATION),
        body: String::from_utf8_lossy(&bytes).into_owned(),
    };
    if let Err(error) = finish(&state.app, held, answer).await {
        // The write itself is done; the caller must learn that.
        tracing::error!(%error, "an answer could not be kept for its idempotency key");
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

/// Takes the key, or waits a while for what becomes of the request that has it: one that died is over in seconds.
async fn begin_or_wait(state: &ApiState, caller: &Caller, key: &str, hash: &str) -> Result<Begin, AppError> {
    for _ in 0..MAX_POLLS {
        match begin(&state.app, &caller.ctx, key, hash).await? {
            Begin::InProgress => sleep(POLL_EVERY).await,
            begun => return Ok(begun),
        }
    }
    begin(&state.app, &caller.ctx, key, hash).await
}

/// Renews the key until the future is dropped.
async fn renew_until_dropped(state: &ApiState, held: &HeldKey) -> Infallible {
    loop {
        sleep(RENEW_EVERY).await;
        if let Err(error) = renew(&state.app, held).await {
            tracing::debug!(%error, "a key could not be renewed");
        }
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without words")
}

/// The answer to a write that was made before its answer was lost: the matter as it is now. What
/// cannot be told again is at least not done again.
async fn rebuild_answer(
    state: &ApiState,
    caller: &Caller,
    operation: &str,
    matter: Option<MatterId>,
) -> Result<Response, Problem> {
    let status = match operation {
        "matter_create" => StatusCode::CREATED,
        "matter_patch" | "matter_act" => StatusCode::OK,
        _ => return Err(Problem::conflict("already_done")),
    };
    let matter = match matter {
        Some(id) => matter::query::get(&state.app, &caller.ctx, id).await,
        None => Err(AppError::NotFound),
    };
    let mut response = match matter {
        Ok(matter) => answer::matter(status, matter),
        // Out of the caller's sight by now.
        Err(AppError::NotFound) => return Err(Problem::conflict("already_done")),
        Err(error) => return Err(error.into()),
    };
    let headers = response.headers_mut();
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

fn header(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

fn replay(answer: StoredAnswer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = (status, Bytes::from(answer.body)).into_response();
    let headers = response.headers_mut();
    headers.remove(CONTENT_TYPE);
    if status != StatusCode::NO_CONTENT {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    for (name, value) in [(ETAG, answer.etag), (LOCATION, answer.location)] {
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
mod tests;
