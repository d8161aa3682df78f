//! Where things are on this machine, and how to get what is missing.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::progress::Progress;

/// The workspace's top folder.
pub(crate) fn root() -> PathBuf {
    let manifest =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    manifest
        .ancestors()
        .nth(2)
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's target folder, wherever the developer has put it.
pub(crate) fn target_dir() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// A place for our own stamps and reports, created when absent.
pub(crate) fn scratch_dir() -> Result<PathBuf> {
    let dir = target_dir().join("xtask");
    std::fs::create_dir_all(&dir)?;
    Ok(dir)
}

/// The cargo that started us, in the top folder, without the caller's own `DUBAN_…` settings.
pub(crate) fn cargo<I: IntoIterator<Item = &'static str>>(arguments: I) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(root()).args(arguments);
    without_settings(&mut command);
    command
}

/// Takes the product's settings out of a child's environment, so that tests see only their own.
pub(crate) fn without_settings(command: &mut Command) {
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("DUBAN_") {
            command.env_remove(name);
        }
    }
}

/// The first of these programs that is on the search path.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let found = names.iter().flat_map(|name| {
        env::split_paths(&path)
            .map(move |dir| dir.join(name))
            .collect::<Vec<_>>()
    });
    found.into_iter().find(|file| file.is_file())
}

/// Whether a program runs and ends well; says nothing.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let quiet = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// What a program printed, or nothing when it failed.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

pub(crate) fn is_root() -> bool {
    output_of(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

/// Something outside the workspace that a command needs.
pub(crate) struct Requirement {
    pub(crate) what: &'static str,
    pub(crate) package: &'static str,
    pub(crate) present: fn() -> bool,
}

/// Installs what is missing where that is possible, and otherwise says exactly what to install.
pub(crate) fn provide(progress: &Progress, requirements: &[Requirement]) -> Result<()> {
    let missing: Vec<_> = requirements.iter().filter(|wanted| !(wanted.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<_> = missing.iter().map(|wanted| wanted.package).collect();
    let on_debian = Path::new("/etc/debian_version").exists() && find_program(&["apt-get"]).is_some();
    if !(on_debian && is_root()) {
        bail!(
            "{}",
            instructions(
                &missing.iter().map(|wanted| wanted.what).collect::<Vec<_>>(),
                &packages
            )
        );
    }
    progress.step("apt-get update", apt().arg("update").arg("-qq"))?;
    let install = ["install", "-y", "-qq", "--no-install-recommends"];
    progress.step(
        &format!("apt-get install {}", packages.join(" ")),
        apt().args(install).args(&packages),
    )?;
    match requirements.iter().find(|wanted| !(wanted.present)()) {
        Some(absent) => bail!(
            "{} is still missing after installing {}",
            absent.what,
            absent.package
        ),
        None => Ok(()),
    }
}

/// Runlevel 1 keeps packages from starting services of their own.
fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .env("RUNLEVEL", "1")
        .stdin(Stdio::null());
    command
}

fn instructions(what: &[&str], packages: &[&str]) -> String {
    format!(
        "missing: {}.\n  On Debian or Ubuntu: sudo apt-get update && sudo apt-get install -y --no-install-recommends {}\n  \
         On another system install the same by its own package manager.",
        what.join(", "),
        packages.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_name_everything_once() {
        let text = instructions(&["Chromium", "PostgreSQL"], &["chromium", "postgresql"]);
        assert!(text.starts_with("missing: Chromium, PostgreSQL."), "{text}");
        assert!(
            text.contains("--no-install-recommends chromium postgresql\n"),
            "{text}"
        );
    }

    #[test]
    fn the_root_holds_the_workspace() {
        let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("the workspace manifest");
        assert!(manifest.contains("[workspace]"));
    }

    #[test]
    fn programs_are_found_on_the_path_only() {
        assert!(find_program(&["no-such-program-here", "sh"]).is_some());
        assert!(find_program(&["no-such-program-here"]).is_none());
    }
}
