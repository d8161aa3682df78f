//! Whether the open database is still the one that was opened. A file that was removed or replaced under a running
//! process goes on taking writes that nobody will ever see again.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr, Statement};
use tokio::time::Instant;

use super::{Reader, Store, Trouble};
use crate::error::{AppError, AppResult};

/// How often the installation's id is read; whoever asks more often is told what was found then.
const READ_EVERY: Duration = Duration::from_secs(20);

/// What the opened database is known by: on SQLite its file, with both engines the installation's id.
#[derive(Debug, Default)]
pub(super) struct Identity {
    file: Option<Inode>,
    seen: Mutex<Seen>,
}

#[derive(Debug)]
struct Inode {
    path: PathBuf,
    device: u64,
    number: u64,
}

#[derive(Debug, Default)]
struct Seen {
    installation: Option<String>,
    read_at: Option<Instant>,
    /// The database has another id, or none any more.
    is_other: bool,
    /// Whether it is in the log already.
    is_logged: bool,
}

impl Identity {
    /// Takes down which file has just been opened.
    pub(super) fn of(file: Option<&Path>) -> Self {
        let file = file.and_then(|path| {
            let found = fs::metadata(path).ok()?;
            Some(Inode {
                path: path.to_owned(),
                device: found.dev(),
                number: found.ino(),
            })
        });
        Self {
            file,
            seen: Mutex::default(),
        }
    }

    /// The file is looked at every time, which costs no more than a microsecond; the id is as it was last read.
    pub(super) fn require(&self) -> AppResult<()> {
        let is_file = self.file.as_ref().is_none_or(Inode::is_there);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if is_file && !seen.is_other {
            seen.is_logged = false;
            return Ok(());
        }
        let reason = match &self.file {
            Some(file) if !is_file => format!("{} was removed or replaced", file.path.display()),
            _ => "the database is another one than at the start".to_owned(),
        };
        if !seen.is_logged {
            seen.is_logged = true;
            tracing::error!(
                reason,
                "the database was replaced under the running process; nothing more is written until it is restarted"
            );
        }
        Err(AppError::Unavailable {
            trouble: Trouble::Replaced,
            reason,
        })
    }

    /// Reads the installation's id where that is due. A database that does not answer is no other one.
    async fn read(&self, db: &Reader) {
        {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            if seen.read_at.is_some_and(|at| at.elapsed() < READ_EVERY) {
                return;
            }
            seen.read_at = Some(Instant::now());
        }
        let Ok(found) = installation(db).await else { return };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        match &seen.installation {
            Some(known) => seen.is_other = found.as_ref() != Some(known),
            None => seen.installation = found,
        }
    }
}

impl Inode {
    fn is_there(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|found| (found.dev(), found.ino()) == (self.device, self.number))
    }
}

impl Store {
    /// Whether the database is still the one that was opened. The file is looked at every time, the installation's id
    /// at most every twenty seconds.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] with [`Trouble::Replaced`] where it is not.
    pub async fn same_database(&self) -> AppResult<()> {
        self.identity.require()?;
        self.identity.read(&self.read).await;
        self.identity.require()
    }
}

async fn installation(db: &Reader) -> Result<Option<String>, DbErr> {
    let sql = "SELECT value FROM app_state WHERE key = 'installation'";
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await?;
    row.map(|row| row.try_get("", "value")).transpose()
}
