//! For load balancers and monitoring.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use duban_app::store::{Condition, Trouble};
use duban_app::{App, outbox};
use duban_core::worker::{WorkerReason, WorkerStatus};
use serde::Serialize;
use tokio::time::timeout;

/// How long the worker's figures may take; the whole answer is there within three seconds.
const WORKER_LIMIT: Duration = Duration::from_millis(400);

#[derive(Debug, Serialize)]
struct Ready {
    status: &'static str,
    database: Database,
    worker: Option<Worker>,
}

/// What was found by writing a small row and reading it back: `ok`, or why not.
#[derive(Debug, Serialize)]
struct Database {
    read: &'static str,
    write: &'static str,
}

#[derive(Debug, Serialize)]
struct Worker {
    status: WorkerStatus,
    reason: Option<WorkerReason>,
    last_sweep_at: Option<DateTime<Utc>>,
    oldest_due_at: Option<DateTime<Utc>>,
    outbox_depth: u64,
    dead_letters: u64,
    failing_matters: u64,
    undeliverable_alerts: u64,
}

/// The process runs.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// The database can be read and written. A worker that is not well is told but is no reason to send requests elsewhere.
pub(crate) async fn ready(State(app): State<App>) -> Response {
    let found = app.readiness().await;
    let database = Database {
        read: condition(found.read),
        write: condition(found.write),
    };
    if let Some(trouble) = found.trouble() {
        tracing::error!(?trouble, ?database, "the database cannot be used");
        let body = Json(Ready {
            status: "unavailable",
            database,
            worker: None,
        });
        let again = [(RETRY_AFTER, HeaderValue::from_static("5"))];
        return (StatusCode::SERVICE_UNAVAILABLE, again, body).into_response();
    }
    let worker = match timeout(WORKER_LIMIT, outbox::health(&app)).await {
        Ok(Ok(health)) => Some(Worker {
            status: health.status,
            reason: health.reason,
            last_sweep_at: health.last_sweep_at,
            oldest_due_at: health.oldest_due_at,
            outbox_depth: health.outbox_depth,
            dead_letters: health.dead_letters,
            failing_matters: health.failing_matters,
            undeliverable_alerts: health.undeliverable_alerts,
        }),
        Ok(Err(error)) => {
            tracing::error!(%error, "the worker's state cannot be read");
            None
        }
        Err(_) => None,
    };
    Json(Ready {
        status: "ok",
        database,
        worker,
    })
    .into_response()
}

const fn condition(condition: Condition) -> &'static str {
    match condition {
        Condition::Well => "ok",
        Condition::Ill(Trouble::Full) => "full",
        Condition::Ill(Trouble::Busy) => "busy",
        Condition::Ill(Trouble::Away) => "unavailable",
        Condition::Ill(Trouble::Replaced) => "replaced",
    }
}
