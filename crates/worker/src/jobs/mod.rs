//! The jobs, a file for each, and what they are given.

use std::fmt;
use std::sync::Arc;

use duban_app::{App, outbox};
use tokio::sync::watch;

pub mod alert_sweep;
pub mod idempotency_cleanup;
pub mod outbox_cleanup;
pub mod outbox_delivery;
pub mod session_cleanup;
pub mod sign_in_cleanup;

/// A result of a job. The runner only logs the error and tries again.
pub type JobResult<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// What a job works with.
#[derive(Debug, Clone)]
pub struct JobContext {
    app: Option<App>,
    name: Arc<str>,
    changes: watch::Receiver<u64>,
}

impl JobContext {
    /// For a worker with a new name.
    pub fn new(app: App) -> Self {
        let changes = app.changes();
        Self {
            app: Some(app),
            name: outbox::worker_name().into(),
            changes,
        }
    }

    /// For jobs that need no application.
    #[cfg(test)]
    pub(crate) fn without_app(changes: watch::Receiver<u64>) -> Self {
        Self {
            app: None,
            name: "test".into(),
            changes,
        }
    }

    /// The application.
    pub(crate) fn app(&self) -> JobResult<&App> {
        self.app.as_ref().ok_or_else(|| "there is no application".into())
    }

    /// The machine's time in seconds since 1970, for metrics.
    pub(crate) fn wall_seconds(&self) -> Option<f64> {
        let now = self.app.as_ref()?.wall_now();
        Some(now.timestamp() as f64)
    }

    /// This worker's name, unlike any other's.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Wakes when this process has committed something.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.clone()
    }
}

/// What a run did, as counts under their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(Vec<(&'static str, u64)>);

impl Counts {
    /// The counts in the order in which they are logged.
    pub fn of<const N: usize>(counts: [(&'static str, u64); N]) -> Self {
        Self(counts.to_vec())
    }

    /// Whether anything was done.
    pub fn any(&self) -> bool {
        self.0.iter().any(|(_, count)| *count > 0)
    }

    /// Name and count.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.0.iter().copied()
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (what, count)) in self.0.iter().enumerate() {
            let gap = if at == 0 { "" } else { " " };
            write!(f, "{gap}{what}={count}")?;
        }
        Ok(())
    }
}
