//! `cargo xtask check`: what can be judged without running the product's tests.

mod chinese;
mod circles;
mod compose;
mod contract;
mod files;
mod roles;
mod scopes;
mod sources;
mod spread;
mod tokens;
mod unused;
mod walls;

use std::process::ExitCode;
use std::thread;

use anyhow::Result;
use clap::Args;

use crate::progress::Progress;
use crate::tools::{cargo, find_program};
use crate::web;

#[derive(Args)]
pub(crate) struct Options {
    /// Format the code and regenerate openapi.json and the typed client instead of only comparing.
    #[arg(long)]
    fix: bool,
}

type Check = fn(&Progress) -> Result<()>;

/// Cheap checks come first, so that a slip is told at once.
const RUST: [(&str, Check); 12] = [
    ("format", format),
    ("file length and lock files", files::check),
    ("no Chinese text in the code", chinese::check),
    ("walls between crates", walls::check),
    ("circles between folders", circles::check),
    ("roles stay in the policy", roles::check),
    ("reads of matters take a scope", scopes::check),
    ("where an idea is named", spread::check),
    ("docker-compose.yml", compose::check),
    ("unused dependencies", unused::check),
    ("licences", licences),
    ("clippy", clippy),
];
/// Beside them: another language, other tools, and much waiting for files.
const WEB: [(&str, Check); 3] = [
    ("web format", web_format),
    ("web lint", web_lint),
    ("web types and build", web::build),
];
/// Needs the server, in which the pages are embedded.
const CONTRACT: [(&str, Check); 2] = [
    ("openapi.json is fresh", contract::check_openapi),
    ("typed client is fresh", contract::check_client),
];

pub(crate) fn check(options: &Options) -> Result<ExitCode> {
    let progress = Progress::start();
    if options.fix {
        fix(&progress)?;
    }
    let mut failed = thread::scope(|scope| {
        let web = scope.spawn(|| failing(&progress, &WEB));
        let mut failed = failing(&progress, &RUST);
        match web.join() {
            Ok(more) => failed.extend(more),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        failed
    });
    failed.extend(failing(&progress, &CONTRACT));
    if failed.is_empty() {
        match find_program(&["cargo-deny"]) {
            Some(_) => progress.say("all checks passed"),
            None => {
                progress.say("all checks passed; licences were not checked (cargo-deny is not installed)");
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    progress.say(&format!("failed: {}", failed.join(", ")));
    Ok(ExitCode::FAILURE)
}

/// Runs all of these and names those that failed.
fn failing(progress: &Progress, checks: &[(&'static str, Check)]) -> Vec<&'static str> {
    let mut failed = Vec::new();
    for (name, check) in checks {
        progress.say(name);
        if let Err(error) = check(progress) {
            eprintln!("  {name}: {error:#}");
            failed.push(*name);
        }
    }
    failed
}

fn fix(progress: &Progress) -> Result<()> {
    progress.step("cargo fmt", &mut cargo(["fmt", "--all"]))?;
    web::install(progress)?;
    progress.step("web: npm run format", &mut web::npm(&["run", "format"]))?;
    contract::write_openapi(progress)?;
    contract::write_client(progress)
}

fn format(progress: &Progress) -> Result<()> {
    progress.step("cargo fmt --check", &mut cargo(["fmt", "--all", "--check"]))
}

fn web_format(progress: &Progress) -> Result<()> {
    web::install(progress)?;
    progress.step(
        "web: npm run format:check",
        &mut web::npm(&["run", "format:check"]),
    )
}

/// Mistakes, circles of imports and walls between the folders of `web/src`.
fn web_lint(progress: &Progress) -> Result<()> {
    web::install(progress)?;
    progress.step("web: npm run lint", &mut web::npm(&["run", "lint"]))
}

fn clippy(progress: &Progress) -> Result<()> {
    progress.step(
        "cargo clippy",
        &mut cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    )
}

/// The rules are in `.deny.toml`; they are applied where cargo-deny is at hand.
fn licences(progress: &Progress) -> Result<()> {
    if find_program(&["cargo-deny"]).is_none() {
        progress.say("cargo-deny is not installed: licences are not compared with .deny.toml");
        return Ok(());
    }
    progress.step(
        "cargo deny",
        &mut cargo(["deny", "--offline", "check", "licenses", "bans", "sources"]),
    )
}
