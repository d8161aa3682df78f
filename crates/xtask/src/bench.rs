//! `cargo xtask bench`: the measurements, built as they are shipped.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::progress::Progress;
use crate::tools::cargo;

const SERVER: &str = "DUBAN_TEST_DATABASE_URL";

#[derive(Args)]
pub(crate) struct Options {
    /// Handed to the benchmarks as they are.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(crate) fn bench(options: &Options) -> Result<ExitCode> {
    let progress = Progress::start();
    let mut command = cargo(["run", "--release", "--package", "duban-bench", "--"]);
    // The one setting that is the measurements' own: the server on which PostgreSQL is measured.
    if let Some(server) = std::env::var_os(SERVER) {
        command.env(SERVER, server);
    }
    progress.step("measurements", command.args(&options.arguments))?;
    Ok(ExitCode::SUCCESS)
}
