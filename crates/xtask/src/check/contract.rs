//! The generated contract: openapi.json from the server, the typed client from openapi.json.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::executable;
use crate::progress::{Progress, cannot_start};
use crate::tools::{cargo, root, without_settings};
use crate::web;

/// What the web part generates from openapi.json, below `web/src/api`.
const CLIENT: [&str; 3] = ["schema.d.ts", "actions.gen.ts", "matters.gen.ts"];
const REMEDY: &str = "run cargo xtask check --fix and commit the result";

pub(crate) fn check_openapi(progress: &Progress) -> Result<()> {
    let file = openapi_file();
    let kept = fs::read_to_string(&file).with_context(|| format!("openapi.json is missing: {REMEDY}"))?;
    let fresh = print_openapi(progress)?;
    ensure!(
        kept == fresh,
        "openapi.json differs from what the server offers{}: {REMEDY}",
        first_difference(&kept, &fresh)
    );
    Ok(())
}

/// The generator writes where the web part wants it, so the kept files are put back after the comparison.
pub(crate) fn check_client(progress: &Progress) -> Result<()> {
    let files = CLIENT.map(|file| web::dir().join("src/api").join(file));
    let read = |file: &PathBuf| {
        fs::read_to_string(file).with_context(|| format!("{} is missing: {REMEDY}", file.display()))
    };
    let kept = files.iter().map(read).collect::<Result<Vec<_>>>()?;
    let written = write_client(progress);
    let fresh: Vec<String> = files
        .iter()
        .map(|file| fs::read_to_string(file).unwrap_or_default())
        .collect();
    for (file, kept) in files.iter().zip(&kept) {
        fs::write(file, kept)?;
    }
    written?;
    for ((file, kept), fresh) in CLIENT.iter().zip(&kept).zip(&fresh) {
        ensure!(
            kept == fresh,
            "web/src/api/{file} differs from openapi.json{}: {REMEDY}",
            first_difference(kept, fresh)
        );
    }
    Ok(())
}

pub(crate) fn write_openapi(progress: &Progress) -> Result<()> {
    let fresh = print_openapi(progress)?;
    fs::write(openapi_file(), fresh).context("cannot write openapi.json")
}

pub(crate) fn write_client(progress: &Progress) -> Result<()> {
    web::install(progress)?;
    progress.step("web: npm run gen", &mut web::npm(&["run", "gen"]))
}

/// The program is built as the tests build it, for them to find it done: by itself it would be built of other features of
/// the same dependencies, which are most of the work.
fn print_openapi(progress: &Progress) -> Result<String> {
    let mut build = cargo(["test", "--workspace", "--no-run", "--test", "program"]);
    let program = executable::build(progress, "server: cargo test --no-run", &mut build, "duban")?;
    let mut command = Command::new(program);
    without_settings(&mut command);
    let output = command
        .arg("openapi")
        .output()
        .with_context(|| cannot_start(&command))?;
    ensure!(
        output.status.success(),
        "duban openapi failed: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    String::from_utf8(output.stdout).context("duban openapi printed no text")
}

fn openapi_file() -> PathBuf {
    root().join("openapi.json")
}

/// ` (line n: …)`, or nothing when one is the beginning of the other.
fn first_difference(kept: &str, fresh: &str) -> String {
    let differing = kept
        .lines()
        .zip(fresh.lines())
        .enumerate()
        .find(|(_, (old, new))| old != new);
    differing.map_or_else(String::new, |(index, (_, new))| {
        format!(" (line {}: {})", index + 1, new.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_differing_line_is_shown() {
        assert_eq!(first_difference("a\nb\nc", "a\n  x\nc"), " (line 2: x)");
        assert_eq!(first_difference("a", "a\nb"), "");
    }
}
