//! HTTP and nothing else: every handler takes what it needs from the request, calls one use case
//! and puts the result into an answer.
//!
//! In reading order: [`router`] (the order of the layers), `routes` (one file per resource),
//! [`access`] (who may call what), `gate` (enforces it), `operation` (what the layers know of each operation), `extract`,
//! `problem` and `messages` (refusals), `idempotency`, `sse`, `web` (the embedded pages), [`openapi`], `connections`
//! (who may connect), `background` (what happens without a request).

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;

pub mod access;
mod answer;
mod audit_denied;
mod background;
mod body;
mod concurrency_limits;
mod connections;
mod docs;
mod extract;
mod forms;
mod gate;
mod headers;
mod health;
mod heavy_reads;
mod idempotency;
mod lang;
mod messages;
pub mod metrics;
mod observe;
pub mod openapi;
mod operation;
mod origin;
mod problem;
mod routes;
mod sse;
pub mod state;
mod stream_cursor;
#[cfg(test)]
mod testing;
mod time_limit;
mod token;
mod web;

use operation::Operations;
pub use state::{ApiState, Demo, MoveClock, Options, Parts};

/// Bytes in a request's body at most.
const BODY_LIMIT: usize = 1024 * 1024;
/// The same for the upload of a ledger, with its multipart frame.
const UPLOAD_LIMIT: usize = 6 * 1024 * 1024;

/// The whole server as a router. The layers are listed from the innermost to the outermost.
pub fn router(state: ApiState) -> Router {
    let (api, declared) = routes::all(state.is_demo()).split_for_parts();
    let state = state.with_operations(Operations::declared_in(&declared));
    api.layer(from_fn_with_state(state.clone(), idempotency::once))
        .layer(from_fn_with_state(state.clone(), heavy_reads::take_turn))
        .layer(from_fn_with_state(state.clone(), extract::refuse_stray_query))
        .layer(from_fn_with_state(state.clone(), gate::enforce))
        .layer(from_fn_with_state(state.clone(), audit_denied::record))
        .route("/api/v1/openapi.json", get(docs::document))
        .route("/api/docs", get(docs::redirect))
        .route("/api/docs/", get(docs::index))
        .route("/api/docs/{*file}", get(docs::file))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::render))
        .fallback(web::page)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn(time_limit::enforce))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(problem::render))
        .layer(headers::compression())
        .layer(from_fn(headers::secure))
        .layer(from_fn(observe::observe))
        .with_state(state)
}

/// Serves until the state's token says stop; then no request is taken and those in hand are finished.
pub async fn serve(listener: TcpListener, state: ApiState) {
    let stopping = state.stopping.clone();
    let background = background::start(state.clone());
    let slots = Arc::new(state.options.connection_slots());
    connections::accept(listener, router(state), slots, stopping).await;
    background.finish().await;
}
