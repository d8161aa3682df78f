//! For load balancers and monitoring.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use duban_app::{App, outbox};
use serde::Serialize;

#[derive(Debug, Serialize)]
struct Ready {
    status: &'static str,
    worker: Option<Worker>,
}

#[derive(Debug, Serialize)]
struct Worker {
    status: &'static str,
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

/// The database answers. A late worker is told but is no reason to send requests elsewhere.
pub(crate) async fn ready(State(app): State<App>) -> Response {
    if let Err(error) = app.ready().await {
        tracing::error!(%error, "the database does not answer");
        let body = Json(Ready {
            status: "unavailable",
            worker: None,
        });
        return (StatusCode::SERVICE_UNAVAILABLE, body).into_response();
    }
    let worker = match outbox::health(&app).await {
        Ok(health) => {
            let late = health.is_late(app.wall_now());
            Some(Worker {
                status: if late { "late" } else { "ok" },
                last_sweep_at: health.last_sweep_at,
                oldest_due_at: health.oldest_due_at,
                outbox_depth: health.outbox_depth,
                dead_letters: health.dead_letters,
                failing_matters: health.failing_matters,
                undeliverable_alerts: health.undeliverable_alerts,
            })
        }
        Err(error) => {
            tracing::error!(%error, "the worker's state cannot be read");
            None
        }
    };
    Json(Ready { status: "ok", worker }).into_response()
}
