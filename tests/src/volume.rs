//! A small disk that can be filled, and files that may not grow.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder, on a small file system of its own where this machine lets us mount one.
#[derive(Debug)]
pub struct Volume {
    folder: TempDir,
    is_mounted: bool,
}

impl Volume {
    /// Of this size, written as `mount` wants it.
    pub fn new(size: &str) -> Self {
        let folder = TempDir::with_prefix("duban-volume-").expect("a temporary folder");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        Self {
            folder,
            is_mounted: mounted.is_ok_and(|status| status.success()),
        }
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Whether it is a file system of its own, which may be filled without harm to others.
    pub fn is_mounted(&self) -> bool {
        self.is_mounted
    }

    /// Takes all space that is free, to the last page.
    pub fn fill(&self) {
        assert!(self.is_mounted, "the disk of somebody else is not filled");
        let mut filler = File::create(self.filler()).expect("a file more");
        for size in [65_536, 4_096] {
            let piece = vec![0; size];
            while filler.write_all(&piece).is_ok() {}
        }
    }

    /// Gives it back.
    pub fn free(&self) {
        fs::remove_file(self.filler()).expect("the filler");
    }

    fn filler(&self) -> PathBuf {
        self.folder.path().join("filler")
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        if self.is_mounted {
            // Lazily: somebody may still be closing a file.
            let _ = Command::new("umount").arg("-l").arg(self.folder.path()).status();
        }
    }
}

/// Limits how far a running process may write into any file; none ends the limit. Tells whether it could.
pub fn limit_files_of(pid: u32, bytes: Option<u64>) -> bool {
    let soft = bytes.map_or("unlimited".to_owned(), |bytes| bytes.to_string());
    let limited = Command::new("prlimit")
        .args(["--pid", &pid.to_string()])
        .arg(format!("--fsize={soft}:unlimited"))
        .stderr(Stdio::null())
        .status();
    limited.is_ok_and(|status| status.success())
}

/// A command that does not die of a file that may not grow but is told of it.
pub fn spared(command: &Command) -> Command {
    let mut spared = Command::new("sh");
    spared
        .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
        .arg(command.get_program())
        .args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        spared.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => spared.env(name, value),
            None => spared.env_remove(name),
        };
    }
    spared
}
