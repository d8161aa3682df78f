//! The two engines, and the baseline compiled over each.

use anyhow::Result;
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;

use crate::county::County;
use crate::{Content, Fingerprint};

mod postgres;
mod sqlite;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// By the address.
    pub(crate) fn of(url: &str) -> Self {
        if url.starts_with("sqlite:") {
            Self::Sqlite
        } else {
            Self::Postgres
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// Serves the baseline's handlers until the process ends.
pub(crate) async fn serve(listener: TcpListener, url: &str, now: DateTime<Utc>) -> Result<()> {
    match Engine::of(url) {
        Engine::Sqlite => sqlite::baseline::serve(listener, url, now).await,
        Engine::Postgres => postgres::baseline::serve(listener, url, now).await,
    }
}

/// Sweeps by hand; gives the number of matters.
pub(crate) async fn sweep(url: &str, now: DateTime<Utc>) -> Result<u64> {
    match Engine::of(url) {
        Engine::Sqlite => sqlite::baseline::sweep(url, now).await,
        Engine::Postgres => postgres::baseline::sweep(url, now).await,
    }
}

/// Writes matters to measure on.
pub(crate) async fn fill(url: &str, content: Content, count: usize, now: DateTime<Utc>) -> Result<()> {
    match Engine::of(url) {
        Engine::Sqlite => sqlite::baseline::fill(url, content, count, now).await,
        Engine::Postgres => postgres::baseline::fill(url, content, count, now).await,
    }
}

/// Reads who there is.
pub(crate) async fn county(url: &str) -> Result<County> {
    match Engine::of(url) {
        Engine::Sqlite => sqlite::baseline::read_county(url).await,
        Engine::Postgres => postgres::baseline::read_county(url).await,
    }
}

/// Reads what a sweep left behind.
pub(crate) async fn fingerprint(url: &str) -> Result<Fingerprint> {
    match Engine::of(url) {
        Engine::Sqlite => sqlite::baseline::fingerprint(url).await,
        Engine::Postgres => postgres::baseline::fingerprint(url).await,
    }
}

/// The engine's version.
pub(crate) async fn version(url: &str) -> Result<String> {
    match Engine::of(url) {
        Engine::Sqlite => sqlite::version(url).await,
        Engine::Postgres => postgres::version(url).await,
    }
}

/// Brings the planner's numbers up to date, as the engine's own housekeeping would in time.
pub(crate) async fn analyze(url: &str) -> Result<()> {
    match Engine::of(url) {
        Engine::Sqlite => Ok(()),
        Engine::Postgres => postgres::analyze(url).await,
    }
}

/// Runs one statement on a PostgreSQL server, outside any transaction.
pub(crate) async fn on_server(url: &str, statement: String) -> Result<()> {
    postgres::on_server(url, statement).await
}
