//! Dependencies that no source file mentions, and shared versions that no member names.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::progress::Progress;
use crate::tools::{cargo, find_program, metadata, root, target_dir};

const VERSION: &str = "0.9.2";

pub(crate) fn check(progress: &Progress) -> Result<()> {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).context("the workspace manifest")?;
    let metadata = metadata()?;
    let unnamed = unnamed(&manifest, &metadata);
    if !unnamed.is_empty() {
        bail!("no member names {} of workspace.dependencies", unnamed.join(", "));
    }
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

/// Shared versions of the workspace's manifest that no member's manifest asks for.
fn unnamed<'a>(manifest: &'a str, metadata: &Value) -> Vec<&'a str> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let named: Vec<&str> = packages
        .flat_map(|package| package["dependencies"].as_array().into_iter().flatten())
        .filter_map(|dependency| {
            dependency["rename"]
                .as_str()
                .or_else(|| dependency["name"].as_str())
        })
        .collect();
    manifest
        .lines()
        .skip_while(|line| *line != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim())
        .filter(|name| !named.contains(name))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_shared_version_that_nobody_asks_for_is_named() {
        let manifest = "[workspace]\nresolver = \"3\"\n\n[workspace.dependencies]\nours = { path = \"x\" }\n\n\
                        axum = \"0.8\"\nserde = \"1\"\ntoml9 = { package = \"toml\" }\n\n[profile.dev]\ndebug = 1\n";
        let metadata = json!({ "packages": [
            { "dependencies": [{ "name": "serde", "rename": null }, { "name": "toml", "rename": "toml9" }] },
            { "dependencies": [{ "name": "ours", "rename": null }] },
        ] });
        assert_eq!(unnamed(manifest, &metadata), ["axum"]);
        assert!(unnamed("[workspace]\n", &metadata).is_empty());
    }
}
