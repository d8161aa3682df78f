//! Setting a real county up from a file: what is missing is added, what is there is never changed, and every line
//! says which of the two it was. Running it again after a slip or an interruption goes on where it stopped.

use std::process::ExitCode;

use anyhow::{Result, bail};
use duban_app::AppError;

use crate::bootstrap::{Runtime, Schema, Time};
use crate::cli::LoadCounty;
use crate::config::Settings;

mod check;
pub(crate) mod file;
mod leaders;
mod load;
mod log;
pub(crate) mod plan;
mod usernames;

pub(crate) async fn load(settings: &Settings, what: &LoadCounty) -> Result<ExitCode> {
    let county = file::County::open(&what.file)?;
    let runtime = Runtime::open(settings, Time::Real, Schema::Require).await?;
    let mut log = log::Log::default();
    let loaded = load::Loader::new(&runtime.app, what.dry_run, &mut log)
        .load(&county)
        .await;
    runtime.mark_as_used(settings).await?;
    runtime.close().await?;
    for line in &log.lines {
        println!("{line}");
    }
    if let Err(error) = loaded {
        let written = if what.dry_run {
            "a dry run: nothing was written"
        } else {
            "what is listed above was added"
        };
        match error.downcast_ref::<AppError>() {
            Some(AppError::Invalid(fields)) => {
                let message: Vec<_> = fields
                    .iter()
                    .map(|bad| format!("{}: {}", bad.field, bad.code))
                    .collect();
                let places = error.chain().filter(|cause| !cause.is::<AppError>());
                let place: Vec<_> = places.map(ToString::to_string).collect();
                bail!("{}: {}; {written}", place.join(": "), message.join(", "));
            }
            _ => return Err(error.context(format!("not all was loaded; {written}"))),
        }
    }
    println!("{}", log.sum(what.dry_run));
    Ok(ExitCode::SUCCESS)
}
