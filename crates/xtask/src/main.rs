//! Developer commands: `cargo xtask run`, `test`, `check` and `bench`.
//!
//! `tools` finds programs, `executable` builds ours, `progress` tells what goes on, `web` and `postgres` provide what the
//! commands need, `tally` reads the counts that the test runners print, `report` adds them up.

mod bench;
mod check;
mod executable;
mod postgres;
mod progress;
mod report;
mod run;
mod tally;
mod test;
mod tools;
mod web;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Developer commands of Duban"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build web and server, then serve the played demo county.
    Run(run::Options),
    /// Run every test: web, Rust on SQLite and on PostgreSQL, the browser.
    Test(test::Options),
    /// Check format, lints, dependencies, generated files and the walls between crates.
    Check(check::Options),
    /// Run the benchmarks.
    Bench(bench::Options),
}

fn main() -> ExitCode {
    dispatch(Cli::parse().command).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn dispatch(command: Command) -> Result<ExitCode> {
    match command {
        Command::Run(options) => run::run(&options),
        Command::Test(options) => test::test(&options),
        Command::Check(options) => check::check(&options),
        Command::Bench(options) => bench::bench(&options),
    }
}
