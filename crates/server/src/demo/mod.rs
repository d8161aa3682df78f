//! The demonstration county: who there is ([`county`]), and how far its first quarter has come
//! ([`played`]).

use anyhow::Context;
use chrono::{DateTime, Utc};
use duban_app::App;

mod county;
mod persona;
mod script;
pub mod played;

/// The ledger as an office would send it; the demonstration starts by uploading it.
pub const LEDGER: &[u8] = include_bytes!("../../demo/ledger-2023q1.xlsx");
/// Its file name.
pub const LEDGER_NAME: &str = "ledger-2023q1.xlsx";

/// Saturday 2023-01-28, 09:00 in Shanghai: a make-up working day, the first one after the spring
/// festival.
pub fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_674_867_600, 0).unwrap_or_default()
}

/// Loads the county into an empty database; a database that has a region already is left alone.
/// Says whether it loaded anything.
pub async fn load(app: &App) -> anyhow::Result<bool> {
    if app.directory().await?.regions().next().is_some() {
        return Ok(false);
    }
    county::load(app).await.context("loading the demonstration county")?;
    Ok(true)
}
