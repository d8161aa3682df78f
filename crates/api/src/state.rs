//! What every handler can reach: the application, the keys, the settings of this process.

use std::sync::Arc;

use axum::extract::FromRef;
use axum::http::{Extensions, Method};
use chrono::{DateTime, Utc};
use duban_app::{App, AppResult};
use futures::future::BoxFuture;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::sync::CancellationToken;

use crate::concurrency_limits::ConcurrencyLimits;
use crate::connections::ConnectionSlots;
use crate::operation::{Operation, Operations};
use crate::stream_cursor::CursorCipher;
use crate::token::Tokens;

/// What this process was told about the world around it.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many proxies stand in front, one behind the other. With any, the caller's address and scheme come from
    /// `X-Forwarded-*`.
    pub proxies: u8,
    /// Connections in all.
    pub connections: usize,
    /// Connections from one address, where no proxy stands in front.
    pub connections_per_address: usize,
    /// Heavy reads at once, of all persons together.
    pub heavy_reads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            proxies: 0,
            connections: 1_000,
            connections_per_address: 500,
            heavy_reads: 4,
        }
    }
}

impl Options {
    pub(crate) fn connection_slots(&self) -> ConnectionSlots {
        let per_address = (self.proxies == 0).then_some(self.connections_per_address);
        ConnectionSlots::new(self.connections, per_address)
    }
}

/// Moves the demo's clock and lets the worker sweep up to the new time.
pub type MoveClock = Arc<dyn Fn(DateTime<Utc>) -> BoxFuture<'static, AppResult<()>> + Send + Sync>;

/// What only a demo has.
#[derive(Clone)]
pub struct Demo {
    /// Moves the clock; answers after the worker has swept.
    pub move_clock: MoveClock,
    /// The ledger to begin the story with.
    pub ledger: &'static [u8],
    /// The ledger's file name.
    pub ledger_name: &'static str,
}

/// What an [`ApiState`] is made of.
pub struct Parts {
    /// The application.
    pub app: App,
    /// Key of the access tokens; every process of an installation has the same.
    pub jwt_key: Vec<u8>,
    /// Settings.
    pub options: Options,
    /// Set in demo mode only.
    pub demo: Option<Demo>,
    /// Renders the measurements; none in tests.
    pub metrics: Option<PrometheusHandle>,
    /// Ends the live streams when the server stops.
    pub stopping: CancellationToken,
}

/// The state shared by all handlers. Cheap to clone.
#[derive(Clone)]
pub struct ApiState {
    inner: Arc<Inner>,
    operations: Arc<Operations>,
}

#[doc(hidden)]
pub struct Inner {
    pub(crate) app: App,
    pub(crate) tokens: Tokens,
    pub(crate) cursors: CursorCipher,
    pub(crate) options: Options,
    pub(crate) demo: Option<Demo>,
    pub(crate) metrics: Option<PrometheusHandle>,
    pub(crate) stopping: CancellationToken,
    pub(crate) limits: ConcurrencyLimits,
}

impl ApiState {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        let Parts {
            app,
            jwt_key,
            options,
            demo,
            metrics,
            stopping,
        } = parts;
        Self {
            inner: Arc::new(Inner {
                app,
                tokens: Tokens::new(&jwt_key),
                cursors: CursorCipher::new(&jwt_key),
                limits: ConcurrencyLimits::new(options.heavy_reads),
                options,
                demo,
                metrics,
                stopping,
            }),
            operations: Arc::default(),
        }
    }

    /// The same for a router that serves these operations.
    pub(crate) fn with_operations(self, operations: Operations) -> Self {
        Self {
            operations: Arc::new(operations),
            ..self
        }
    }

    /// Which operation a request came to; none where its address does not have the method.
    pub(crate) fn operation(&self, method: &Method, extensions: &Extensions) -> Option<Operation> {
        self.operations.find(method, extensions)
    }

    /// Whether this is a demo.
    pub fn is_demo(&self) -> bool {
        self.inner.demo.is_some()
    }
}

impl std::ops::Deref for ApiState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.inner
    }
}

impl std::fmt::Debug for ApiState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ApiState")
            .field("demo", &self.is_demo())
            .finish_non_exhaustive()
    }
}

impl FromRef<ApiState> for App {
    fn from_ref(state: &ApiState) -> Self {
        state.app.clone()
    }
}
