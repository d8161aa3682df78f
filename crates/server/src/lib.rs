//! The one binary: reads the settings, opens the database, starts what was asked for and stops it
//! in order. It is a library as well, so that the tests can run the same entry point.

use std::process::ExitCode;

use clap::Parser;

mod bootstrap;
mod cli;
mod command;
mod config;
mod county;
mod demo;
mod files;
mod keys;
mod lock;
mod schema;
mod telemetry;
mod time;
mod used_mark;

/// Does what the command line says; the exit code tells how it went.
pub fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match command::run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("duban: {error:#}");
            ExitCode::FAILURE
        }
    }
}
