//! `cargo xtask bench`: the measurements, built as they are shipped.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::progress::Progress;
use crate::tools::cargo;

#[derive(Args)]
pub(crate) struct Options {
    /// Handed to the benchmarks as they are.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(crate) fn bench(options: &Options) -> Result<ExitCode> {
    let progress = Progress::start();
    let mut command = cargo(["run", "--release", "--package", "duban-bench", "--"]);
    progress.step("measurements", command.args(&options.arguments))?;
    Ok(ExitCode::SUCCESS)
}
