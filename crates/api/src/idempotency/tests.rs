use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::post;
use duban_app::{Ctx, event};
use duban_core::id::SessionId;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

use super::*;
use crate::extract::CallerLookup;
use crate::testing::installed::install;
use crate::testing::{self, Log};
use crate::{observe, problem};

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

#[test]
fn the_hash_of_an_upload_ignores_the_boundary() {
    let upload = |kind: &str, boundary: &str, file: &str| {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_str(kind).expect("a header"));
        let part = "Content-Disposition: form-data; name=\"file\"";
        let body = format!("--{boundary}\r\n{part}\r\n\r\n{file}\r\n--{boundary}--\r\n");
        hashed_content(&headers, body.as_bytes()).into_owned()
    };
    let first = upload("multipart/form-data; boundary=aaa", "aaa", "x");
    let (longest, too_long) = ("-".repeat(70), "-".repeat(71));
    let of_longest = format!("multipart/form-data; boundary={longest}");
    let of_too_long = format!("multipart/form-data; boundary={too_long}");
    let cases = [
        ("multipart/form-data; boundary=bbbb", "bbbb", "x", true),
        (
            "Multipart/Form-Data; charset=utf-8; Boundary=\"b b\"",
            "b b",
            "x",
            true,
        ),
        ("multipart/form-data; boundary=bbbb", "bbbb", "y", false),
        ("text/plain; boundary=bbbb", "bbbb", "x", false),
        ("multipart/form-data", "bbbb", "x", false),
        (&of_longest, &longest, "x", true),
        // No client makes one up so long: looking for it would only cost time.
        (&of_too_long, &too_long, "x", false),
    ];
    for (kind, boundary, file, same) in cases {
        assert_eq!(upload(kind, boundary, file) == first, same, "{kind} {file}");
    }
}

/// How a handler ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Panic,
    Fail,
    WriteAndFail,
    WriteAndPanic,
}

struct Server {
    state: ApiState,
    caller: Caller,
    _folder: TempDir,
}

impl Server {
    async fn start() -> Self {
        let installed = install().await;
        let directory = installed.app.directory().await.expect("a directory");
        let caller = Caller {
            ctx: Ctx {
                actor: directory.actor(installed.admin).expect("an active account"),
                request_id: None,
            },
            session: SessionId(Uuid::from_u128(1)),
        };
        let state = testing::state(installed.app);
        Self {
            state,
            caller,
            _folder: installed.folder,
        }
    }

    /// Sends a write under the key to a handler that ends so; the status, the body, and how often
    /// the handler has run.
    async fn send(&self, end: End, key: &str, runs: &Arc<AtomicU32>) -> (StatusCode, Value) {
        let (app, ctx, runs) = (self.state.app.clone(), self.caller.ctx.clone(), runs.clone());
        let name = key.to_owned();
        let handler = move || async move {
            let run = runs.fetch_add(1, Ordering::Relaxed);
            if matches!(end, End::WriteAndFail | End::WriteAndPanic) {
                event::denial::record(
                    &app,
                    &ctx,
                    event::denial::Denial::new(format!("write {run} under {name}")),
                )
                .await
                .expect("written");
            }
            if matches!(end, End::Panic | End::WriteAndPanic) {
                panic!("on purpose");
            }
            Problem::from(AppError::Internal("on purpose".to_owned())).into_response()
        };
        let router = Router::new()
            .route("/api/v1/audit/prints", post(handler))
            .layer(from_fn_with_state(self.state.clone(), once))
            .layer(from_fn(problem::render))
            .layer(from_fn(observe::observe));
        let mut request = Request::post("/api/v1/audit/prints")
            .header(KEY, key)
            .header("x-request-id", format!("request-{key}"))
            .body(Body::empty())
            .expect("a request");
        request
            .extensions_mut()
            .insert(CallerLookup(Ok(self.caller.clone())));
        let answer = router.oneshot(request).await.expect("an answer");
        let status = answer.status();
        let body = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }
}

#[tokio::test]
async fn a_write_that_failed_frees_its_key_unless_something_was_written() {
    let server = Server::start().await;
    for (end, key, again, runs_after) in [
        (End::Fail, "key-fail", 500, 2),
        (End::Panic, "key-panic", 500, 2),
        (End::WriteAndFail, "key-write-fail", 409, 1),
        (End::WriteAndPanic, "key-write-panic", 409, 1),
    ] {
        let runs = Arc::new(AtomicU32::new(0));
        let (status, _) = server.send(end, key, &runs).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{end:?}");
        let (status, body) = server.send(end, key, &runs).await;
        assert_eq!(status.as_u16(), again, "{end:?}: {body}");
        assert_eq!(runs.load(Ordering::Relaxed), runs_after, "{end:?}");
        if again == 409 {
            assert_eq!(body["rule"], json!("already_done"), "{body}");
        }
    }
}

#[tokio::test]
async fn a_failure_under_a_key_is_logged_with_the_request_id() {
    let server = Server::start().await;
    let (log, _guard) = Log::capture();
    for (end, key) in [(End::Fail, "key-fail"), (End::Panic, "key-panic")] {
        server.send(end, key, &Arc::default()).await;
        let id = format!("request-{key}");
        let text = log.text();
        assert!(
            text.lines()
                .any(|line| line.contains("ERROR") && line.contains(&id)),
            "{end:?}: {text}"
        );
    }
}
