//! The web part: its packages and its build, each redone only when what it is made of has changed.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::tools::{find_program, output_of, root, scratch_dir, without_settings};

/// What the build tools ask for: `^20.19.0 || >=22.12.0`.
const ADVICE: &str = "install Node.js 20.19 or newer of 20, or 22.12 or newer, together with npm";

pub(crate) fn dir() -> PathBuf {
    root().join("web")
}

/// npm in the web folder.
pub(crate) fn npm(arguments: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(dir()).args(arguments).stdin(Stdio::null());
    without_settings(&mut command);
    command
}

/// Installs the packages that the lock file names, unless they are there already.
pub(crate) fn install(progress: &Progress) -> Result<()> {
    require_node()?;
    let stamp = Stamp {
        file: dir().join("node_modules/.duban-stamp"),
        print: fingerprint_of(&[dir().join("package.json"), dir().join("package-lock.json")])?,
    };
    if stamp.matches() {
        return Ok(());
    }
    progress.step(
        "web: npm ci",
        npm(&["ci", "--no-audit", "--no-fund"]).stdout(Stdio::null()),
    )?;
    stamp.write()
}

/// Builds the pages that the server embeds, unless nothing has changed since the last build.
pub(crate) fn build(progress: &Progress) -> Result<()> {
    install(progress)?;
    let stamp = Stamp {
        file: scratch_dir()?.join("web-build.stamp"),
        // The pages share words with the server.
        print: fingerprint_of(&[sources(&dir())?, sources(&root().join("lang"))?].concat())?,
    };
    if stamp.matches() && dir().join("dist/index.html").exists() {
        return Ok(());
    }
    progress.step(
        "web: npm run build (type check and bundle)",
        &mut npm(&["run", "build"]),
    )?;
    stamp.write()
}

fn require_node() -> Result<()> {
    if find_program(&["npm"]).is_none() {
        bail!("npm was not found: {ADVICE}");
    }
    let Some(version) = output_of(Command::new("node").arg("--version")) else {
        bail!("node was not found: {ADVICE}");
    };
    if !node_version(&version).is_some_and(is_accepted) {
        bail!("node is {}: {ADVICE}", version.trim());
    }
    Ok(())
}

const fn is_accepted(version: (u32, u32)) -> bool {
    matches!(version, (20, 19..) | (22, 12..) | (23.., _))
}

/// `v20.20.2` → (20, 20).
fn node_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().strip_prefix('v')?.split('.').map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}

/// A fingerprint of the inputs, kept beside what was made of them.
struct Stamp {
    file: PathBuf,
    print: String,
}

impl Stamp {
    fn matches(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|kept| kept == self.print)
    }

    fn write(&self) -> Result<()> {
        fs::write(&self.file, &self.print).with_context(|| format!("cannot write {}", self.file.display()))
    }
}

/// Every file of the folder but what was installed or built there, in a fixed order.
fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        if name == "node_modules" || name == "dist" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            files.extend(sources(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

fn fingerprint_of(files: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.strip_prefix(root()).unwrap_or(file).hash(&mut hasher);
        fs::read(file)
            .with_context(|| format!("cannot read {}", file.display()))?
            .hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_of_node() {
        let cases = [
            ("v20.20.2\n", Some((20, 20))),
            ("v8.1", Some((8, 1))),
            ("20.1.1", None),
            ("v", None),
            ("v20", None),
        ];
        for (text, expected) in cases {
            assert_eq!(node_version(text), expected, "{text}");
        }
    }

    #[test]
    fn accepts_the_node_that_the_build_tools_accept() {
        let cases = [
            ((18, 20), false),
            ((20, 18), false),
            ((20, 19), true),
            ((20, 20), true),
            ((21, 7), false),
            ((22, 11), false),
            ((22, 12), true),
            ((23, 0), true),
            ((24, 1), true),
        ];
        for (version, expected) in cases {
            assert_eq!(is_accepted(version), expected, "{version:?}");
        }
    }

    #[test]
    fn a_fingerprint_follows_contents_and_skips_what_is_made() {
        let dir = std::env::temp_dir().join(format!("xtask-web-{}", std::process::id()));
        fs::create_dir_all(dir.join("src")).expect("a scratch folder");
        fs::create_dir_all(dir.join("node_modules")).expect("a scratch folder");
        fs::write(dir.join("src/a.ts"), "1").expect("a source");
        let before = fingerprint_of(&sources(&dir).expect("sources")).expect("a print");
        fs::write(dir.join("node_modules/b.js"), "2").expect("a package");
        let same = fingerprint_of(&sources(&dir).expect("sources")).expect("a print");
        fs::write(dir.join("src/a.ts"), "2").expect("a source");
        let after = fingerprint_of(&sources(&dir).expect("sources")).expect("a print");
        fs::remove_dir_all(&dir).expect("clean up");
        assert_eq!(before, same);
        assert_ne!(before, after);
    }
}
