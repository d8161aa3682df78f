//! docker-compose.yml: by Docker's own reader where there is one, else by a reading of our own.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::progress::Progress;
use crate::tools::{Requirement, provide, root, succeeds};

/// Parses the file and follows every name in it to where it is defined.
const READER: &str = include_str!("compose.py");
/// The file demands secrets and has no defaults for them; these exist only for the reading.
const SECRETS: [&str; 3] = ["POSTGRES_PASSWORD", "DUBAN_AUDIT_KEY", "DUBAN_JWT_KEY"];

pub(crate) fn check(progress: &Progress) -> Result<()> {
    let file = root().join("docker-compose.yml");
    if succeeds(Command::new("docker").args(["compose", "version"])) {
        let mut docker = Command::new("docker");
        docker
            .args(["compose", "--file"])
            .arg(&file)
            .args(["config", "--quiet"]);
        return progress.step(
            "docker compose config",
            docker.envs(SECRETS.map(|name| (name, "0".repeat(64)))),
        );
    }
    provide(
        progress,
        &[Requirement {
            what: "Python with PyYAML",
            package: "python3-yaml",
            present: || python().is_some(),
        }],
    )?;
    // A reader that finds nothing wrong with bad files proves nothing about a good one.
    progress.step("bad compose files are found", &mut reader("--self-test".as_ref()))?;
    progress.step("reading docker-compose.yml", &mut reader(file.as_os_str()))
}

fn reader(argument: &OsStr) -> Command {
    let mut python = Command::new(python().unwrap_or("python3"));
    python.args(["-c", READER]).arg(argument).stdin(Stdio::null());
    python
}

/// The distribution's Python may know YAML where the first one on the path does not.
fn python() -> Option<&'static str> {
    ["python3", "/usr/bin/python3"]
        .into_iter()
        .find(|program| succeeds(Command::new(program).args(["-c", "import yaml"])))
}
