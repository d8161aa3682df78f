//! Dependencies that no source file mentions.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::progress::Progress;
use crate::tools::{cargo, find_program, root, target_dir};

const VERSION: &str = "0.9.2";

pub(crate) fn check(progress: &Progress) -> Result<()> {
    let machete = machete(progress)?;
    progress.step(
        "cargo machete",
        Command::new(machete)
            .current_dir(root())
            .args(["crates", "migrations", "tests"]),
    )
}

/// The developer's own cargo-machete, or one kept in the target folder.
fn machete(progress: &Progress) -> Result<PathBuf> {
    let tools = target_dir()?.join("tools");
    let ours = tools.join("bin/cargo-machete");
    if let Some(theirs) = find_program(&["cargo-machete"]) {
        return Ok(theirs);
    }
    if !ours.exists() {
        let mut install = cargo([
            "install",
            "--quiet",
            "--locked",
            "cargo-machete",
            "--version",
            VERSION,
            "--root",
        ]);
        progress.step("installing cargo-machete (once)", install.arg(&tools))?;
    }
    Ok(ours)
}
