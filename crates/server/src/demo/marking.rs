//! How a database says that it holds the demo, for whoever opens one.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use duban_app::{App, key_value};

/// Says in the database that it holds the demo: `loading` until all of it is there, then whether it was played.
pub(super) const MARK: &str = "demo";
pub(super) const LOADING: &str = "loading";
pub(super) const LOADED: &str = "loaded";
pub(super) const PLAYED: &str = "played";

/// When the story begins: 28 January 2023, 09:00 in China.
pub(crate) fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_674_867_600, 0).unwrap_or_default()
}

/// What the database says of itself: nothing when it holds no demo.
pub(crate) async fn mark(app: &App) -> Result<Option<String>> {
    key_value::get(app, MARK)
        .await
        .context("cannot read whether the database holds the demo")
}
