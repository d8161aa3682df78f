//! A consistent copy of the database while the server runs.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};

use crate::bootstrap::Runtime;
use crate::config::Settings;

pub(super) async fn write(settings: &Settings, to: &Path) -> Result<ExitCode> {
    let is_sqlite = settings
        .database_url
        .as_deref()
        .is_none_or(|url| url.starts_with("sqlite:"));
    ensure!(
        is_sqlite,
        "this is a PostgreSQL database: use pg_dump --format custom"
    );
    ensure!(!to.exists(), "{} is there already", to.display());
    let runtime = Runtime::open_to_look(settings).await?;
    let written = runtime.backup(to).await;
    runtime.close().await?;
    written.with_context(|| format!("cannot write {}", to.display()))?;
    println!("written to {}", to.display());
    Ok(ExitCode::SUCCESS)
}
