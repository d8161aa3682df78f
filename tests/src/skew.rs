//! A machine whose clock is wrong: a small library that is preloaded into a process.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

/// The library, built by the compiler that links the tests as well.
#[derive(Debug)]
pub struct Skew {
    folder: TempDir,
}

impl Skew {
    /// None, said aloud, where it cannot be built or does not work.
    pub fn available() -> Option<Self> {
        let folder = TempDir::with_prefix("duban-skew-").expect("a temporary folder");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src/skew.c");
        let skew = Self { folder };
        let built = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(skew.library())
            .arg(source)
            .status();
        if built.is_ok_and(|status| status.success()) && skew.works() {
            return Some(skew);
        }
        eprintln!("SKIPPED: {source} cannot be built and preloaded here; all clocks are right");
        None
    }

    /// The process will be this much ahead.
    pub fn put_forward(&self, command: &mut Command, by: Duration) {
        command
            .env("LD_PRELOAD", self.library())
            .env("DUBAN_TEST_SKEW_S", by.as_secs().to_string());
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("skew.so")
    }

    fn works(&self) -> bool {
        let reported = |mut date: Command| -> Option<u64> {
            let output = date.arg("+%s").output().ok()?;
            String::from_utf8_lossy(&output.stdout).trim().parse().ok()
        };
        let hour = Duration::from_secs(3_600);
        let mut ahead = Command::new("date");
        self.put_forward(&mut ahead, hour);
        let (Some(ahead), Some(now)) = (reported(ahead), reported(Command::new("date"))) else {
            return false;
        };
        ahead.abs_diff(now + hour.as_secs()) < 60
    }
}
