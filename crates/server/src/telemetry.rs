//! The log: one line per happening on standard error, for people or as JSON.

use std::io::IsTerminal;

use anyhow::{Context, Result};
use tracing_subscriber::EnvFilter;

use crate::config::Settings;

pub(crate) fn start(settings: &Settings) -> Result<()> {
    // sqlx would log statements, and those carry what people wrote.
    let filter = EnvFilter::try_new(format!("{},sqlx=warn,sea_orm=warn", settings.log))
        .context("log must be a level such as info, or target=level, separated by commas")?;
    let log = tracing_subscriber::fmt()
        .with_ansi(std::io::stderr().is_terminal())
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // A line that cannot be written, on a disk that is full, would be told of on standard error, and that panics.
        .log_internal_errors(false);
    let started = if settings.log_json {
        log.json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .try_init()
    } else {
        log.compact().try_init()
    };
    started.map_err(|error| anyhow::anyhow!("the log cannot be started: {error}"))
}
