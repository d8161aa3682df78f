//! Where things are on this machine, and how to get what is missing.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};

use serde_json::Value;

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

/// Cargo's target folder, wherever the developer has put it: by a variable or by any of cargo's own settings files.
pub(crate) fn target_dir() -> Result<PathBuf> {
    static KNOWN: OnceLock<PathBuf> = OnceLock::new();
    if let Some(known) = KNOWN.get() {
        return Ok(known.clone());
    }
    let metadata = metadata()?;
    let dir = metadata["target_directory"]
        .as_str()
        .context("cargo metadata names no target folder")?;
    Ok(KNOWN.get_or_init(|| PathBuf::from(dir)).clone())
}

/// What cargo tells of the workspace and its members.
pub(crate) fn metadata() -> Result<Value> {
    let output = output_of(&mut cargo(["metadata", "--format-version", "1", "--no-deps"]))
        .context("cargo metadata failed")?;
    serde_json::from_str(&output).context("cargo metadata is not understood")
}

/// A place for our own stamps and reports, created when absent.
pub(crate) fn scratch_dir() -> Result<PathBuf> {
    let dir = target_dir()?.join("xtask");
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
    let on_debian = Path::new("/etc/debian_version").exists() && find_program(&["apt-get"]).is_some();
    provide_by(requirements, on_debian && is_root(), |arguments| {
        let label = format!("apt-get {}", arguments.join(" "));
        if let Err(error) = progress.step(&label, apt().args(arguments)) {
            progress.say(&format!("{error:#}"));
        }
    })
}

/// Calls of apt that fail are only told by it: what decides is what is there afterwards. A source of somebody else's that
/// cannot be read does not keep the others away, nor does one package the next, so they are installed one by one.
fn provide_by(requirements: &[Requirement], may_install: bool, mut apt: impl FnMut(&[&str])) -> Result<()> {
    let missing = || -> Vec<&Requirement> {
        let missing = requirements.iter().filter(|requirement| !(requirement.present)());
        missing.collect()
    };
    let missing_before = missing();
    if may_install && !missing_before.is_empty() {
        apt(&["update", "-qq"]);
        for requirement in missing_before {
            apt(&[
                "install",
                "-y",
                "-qq",
                "--no-install-recommends",
                requirement.package,
            ]);
        }
    }
    let missing = missing();
    if !missing.is_empty() {
        bail!("{}", instructions(&missing));
    }
    Ok(())
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

fn instructions(missing: &[&Requirement]) -> String {
    let what: Vec<_> = missing.iter().map(|requirement| requirement.what).collect();
    let packages: Vec<_> = missing.iter().map(|requirement| requirement.package).collect();
    format!(
        "missing: {}.\n  On Debian or Ubuntu: sudo apt-get update && sudo apt-get install -y --no-install-recommends {}\n  \
         On another system install the same by its own package manager.",
        what.join(", "),
        packages.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    const fn requirement(what: &'static str, package: &'static str, present: fn() -> bool) -> Requirement {
        Requirement {
            what,
            package,
            present,
        }
    }

    #[test]
    fn everything_is_tried_and_what_is_still_missing_is_named() {
        static FONT: AtomicBool = AtomicBool::new(false);
        let requirements = [
            requirement("a shell", "dash", || true),
            requirement("Chromium", "chromium", || false),
            requirement("a font", "fonts", || FONT.load(Ordering::SeqCst)),
            requirement("PostgreSQL", "postgresql", || false),
        ];
        let missing_of = |may_install| {
            let mut calls = Vec::new();
            let result = provide_by(&requirements, may_install, |arguments| {
                calls.push([arguments[0], arguments[arguments.len() - 1]].join(" "));
                FONT.fetch_or(arguments.contains(&"fonts"), Ordering::SeqCst);
            });
            (calls, result.expect_err("two are never there").to_string())
        };
        let (calls, text) = missing_of(false);
        assert!(calls.is_empty(), "{calls:?}");
        assert!(
            text.starts_with("missing: Chromium, a font, PostgreSQL."),
            "{text}"
        );
        let (calls, text) = missing_of(true);
        assert_eq!(
            calls,
            [
                "update -qq",
                "install chromium",
                "install fonts",
                "install postgresql"
            ]
        );
        assert!(text.starts_with("missing: Chromium, PostgreSQL."), "{text}");
        assert!(
            text.contains("--no-install-recommends chromium postgresql\n"),
            "{text}"
        );
        provide_by(&requirements[..1], true, |_| panic!("nothing is missing")).expect("all there");
    }

    #[test]
    fn the_target_folder_is_the_one_that_cargo_names() {
        let test = std::env::current_exe().expect("this test");
        let dir = target_dir().expect("named");
        assert!(
            test.starts_with(&dir),
            "{} is not below {}",
            test.display(),
            dir.display()
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
