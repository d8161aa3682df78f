//! Everything that goes wrong becomes one kind of answer: problem+json (RFC 9457) with a stable
//! code, in the caller's language. [`map`] says which refusal becomes which.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use duban_app::{AppError, FieldError};
use duban_core::id::MatterId;
use duban_core::lang::Lang;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::lang;
use crate::messages::{self, Detail};
use crate::observe::RequestId;

mod map;

/// The result of a handler.
pub(crate) type ApiResult<T> = Result<T, Problem>;

/// What went wrong, before it is put into the caller's language. Boxed, so that an answer that
/// went well carries no room for it.
#[derive(Debug, Clone)]
pub(crate) struct Problem(Box<Facts>);

#[derive(Debug, Clone)]
struct Facts {
    status: StatusCode,
    code: &'static str,
    detail: Option<Detail>,
    rule: Option<&'static str>,
    current_version: Option<i32>,
    errors: Vec<FieldError>,
    header: Option<(HeaderName, String)>,
    /// Told to the audit trail, not to the caller.
    refused_matter: Option<MatterId>,
}

/// The body of every answer that is not a success (RFC 9457).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct ProblemBody {
    /// Names the kind of problem: `urn:duban:problem:` and the code.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// What happened, in a few words of the caller's language.
    pub(crate) title: String,
    /// The HTTP status.
    pub(crate) status: u16,
    /// Stable machine code.
    pub(crate) code: String,
    /// What happened here and what can be done.
    pub(crate) detail: String,
    /// Names the request in the server's log.
    pub(crate) request_id: String,
    /// For `action_not_allowed` and `conflict`: which rule says no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rule: Option<String>,
    /// For `stale_version`: the version in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) current_version: Option<i32>,
    /// For bad input: every field at fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<FieldProblem>,
}

/// One field at fault.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// Its path, e.g. `co_department_ids[2]`.
    pub(crate) field: String,
    /// Stable machine code.
    pub(crate) code: String,
    /// What is wrong with it and what would be right.
    pub(crate) message: String,
}

impl Facts {
    fn new(status: StatusCode, code: &'static str) -> Self {
        Self {
            status,
            code,
            detail: None,
            rule: None,
            current_version: None,
            errors: Vec::new(),
            header: None,
            refused_matter: None,
        }
    }
}

impl From<Facts> for Problem {
    fn from(facts: Facts) -> Self {
        Self(Box::new(facts))
    }
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str) -> Self {
        Facts::new(status, code).into()
    }

    pub(crate) fn unauthenticated() -> Self {
        Facts {
            header: Some((WWW_AUTHENTICATE, "Bearer".to_owned())),
            ..Facts::new(StatusCode::UNAUTHORIZED, "unauthenticated")
        }
        .into()
    }

    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found")
    }

    pub(crate) fn too_many_requests(seconds: i64) -> Self {
        Facts {
            header: Some((RETRY_AFTER, seconds.to_string())),
            ..Facts::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests")
        }
        .into()
    }

    pub(crate) fn conflict(code: &'static str) -> Self {
        Facts {
            detail: Some(Detail::Conflict(code)),
            rule: Some(code),
            // The one conflict that passes by itself.
            header: (code == "in_progress").then(|| (RETRY_AFTER, "1".to_owned())),
            ..Facts::new(StatusCode::CONFLICT, "conflict")
        }
        .into()
    }

    /// Query parameters that do not fit.
    pub(crate) fn query(errors: Vec<FieldError>) -> Self {
        Facts {
            errors,
            ..Facts::new(StatusCode::BAD_REQUEST, "invalid_query")
        }
        .into()
    }

    /// The same for what a use case found in them.
    pub(crate) fn of_query(error: AppError) -> Self {
        match error {
            AppError::Invalid(errors) => Self::query(errors),
            other => other.into(),
        }
    }

    /// A body that does not fit.
    pub(crate) fn invalid(errors: Vec<FieldError>) -> Self {
        // These are only ever read from the query.
        if errors
            .iter()
            .all(|error| matches!(error.field.as_str(), "cursor" | "limit" | "after"))
        {
            return Self::query(errors);
        }
        let unknown = errors.iter().all(|error| error.code == "unknown_field");
        let code = if unknown { "unknown_field" } else { "invalid_input" };
        Facts {
            errors,
            ..Facts::new(StatusCode::UNPROCESSABLE_ENTITY, code)
        }
        .into()
    }

    /// A query or path parameter with a control character in it: a text that is refused as in a body.
    pub(crate) fn control_character(parameter: &str) -> Self {
        Facts {
            errors: vec![FieldError::new(parameter, "control_character")],
            ..Facts::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_input")
        }
        .into()
    }

    /// The service has more to do than it can do now.
    pub(crate) fn busy(seconds: u64) -> Self {
        Facts {
            header: Some((RETRY_AFTER, seconds.to_string())),
            ..Facts::new(StatusCode::SERVICE_UNAVAILABLE, "busy")
        }
        .into()
    }

    /// The matter that was refused, where the path does not name it.
    pub(crate) fn refused_matter(&self) -> Option<MatterId> {
        self.0.refused_matter
    }

    /// The answer that a bare status of the framework stands for.
    fn of_status(status: StatusCode) -> Self {
        let code = match status {
            StatusCode::NOT_FOUND => "not_found",
            StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
            StatusCode::PAYLOAD_TOO_LARGE => "payload_too_large",
            StatusCode::REQUEST_TIMEOUT => "request_timeout",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported_media_type",
            StatusCode::SERVICE_UNAVAILABLE => "unavailable",
            status if status.is_client_error() => "invalid_input",
            _ => "internal",
        };
        Self::new(status, code)
    }

    fn body(self, lang: Lang, request_id: String) -> ProblemBody {
        let facts = *self.0;
        let (title, remedy) = messages::problem(lang, facts.code);
        let errors = facts.errors.into_iter().map(|error| FieldProblem {
            message: messages::field(lang, error.code, error.detail.as_deref()),
            field: error.field,
            code: error.code.to_owned(),
        });
        ProblemBody {
            kind: format!("urn:duban:problem:{}", facts.code),
            title,
            status: facts.status.as_u16(),
            code: facts.code.to_owned(),
            detail: facts.detail.map_or(remedy, |detail| detail.text(lang)),
            request_id,
            rule: facts.rule.map(str::to_owned),
            current_version: facts.current_version,
            errors: errors.collect(),
        }
    }
}

impl IntoResponse for Problem {
    /// The body is written by [`render`], which knows the request.
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Middleware: writes problems, and whatever else failed, as problem+json. What a handler has written as JSON itself
/// stays: `/readyz` says with its 503 what is wrong.
pub(crate) async fn render(request: Request, next: Next) -> Response {
    let lang = lang::of(request.headers());
    let request_id = request
        .extensions()
        .get::<RequestId>()
        .map(|id| id.0.clone())
        .unwrap_or_default();
    let mut response = next.run(request).await;
    let status = response.status();
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None if is_failure(status) && !is_json(&response) => Problem::of_status(status),
        None => return response,
    };
    let header = problem.0.header.clone();
    let body = serde_json::to_vec(&problem.body(lang, request_id)).unwrap_or_default();
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(axum::http::header::CONTENT_LENGTH);
    parts
        .headers
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    parts
        .headers
        .insert(CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
    if retries(parts.status) {
        parts.headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    if let Some((name, value)) = header
        && let Ok(value) = HeaderValue::from_str(&value)
    {
        parts.headers.insert(name, value);
    }
    Response::from_parts(parts, Body::from(body))
}

/// Answers after which the same request may be sent again; they say when.
fn retries(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::INSUFFICIENT_STORAGE | StatusCode::TOO_MANY_REQUESTS
    )
}

fn is_failure(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

fn is_json(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}
