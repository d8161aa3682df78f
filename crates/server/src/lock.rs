//! One `duban serve` or `duban demo` at a time on one SQLite file. SQLite itself would let two of them take turns, but each
//! server has a worker, in a demo each has a clock that the other does not follow, and a demo that is half loaded is removed.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Held until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock beside the database; in it stands who has it.
    pub(crate) fn take(database: &Path) -> Result<Self> {
        let mut name = database.as_os_str().to_owned();
        name.push(".lock");
        let name = Path::new(&name);
        let context = || format!("cannot lock {}", name.display());
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(name)
            .with_context(context)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                file.read_to_string(&mut holder).with_context(context)?;
                bail!(
                    "another process ({}) works on {}: stop it, or give this one a data folder of its own \
                     (--data-dir FOLDER)",
                    holder.trim(),
                    database.display()
                );
            }
            Err(TryLockError::Error(error)) => return Err(error).with_context(context),
        }
        file.set_len(0)
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .with_context(context)?;
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_server_is_refused_until_the_first_ends() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = folder.path().join("duban.db");
        let first = Lock::take(&database).expect("free");
        let message = Lock::take(&database).expect_err("taken").to_string();
        let process = format!("process ({})", std::process::id());
        assert!(
            message.contains(&process) && message.contains("--data-dir"),
            "{message}"
        );
        drop(first);
        Lock::take(&database).expect("free again");
        let elsewhere = folder.path().join("other.db");
        Lock::take(&elsewhere).expect("nobody's");
    }
}
