//! Whether this data folder has held a database with events. The mark lies outside the database, so that an empty one in
//! its place is not taken for a first start.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::config::Settings;
use crate::keys;
use crate::schema::Schema;
use crate::time::Time;

const MARK: &str = "audit.sealed";
const MARK_TEXT: &str = "The chain of events of this installation has been begun. While this file is here, duban does not make an \
                    empty database without --new.\n";

/// What is known before the database is opened, which would make its file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DataFolderState {
    /// A database with events was here.
    was_used: bool,
    /// There is an audit key in the folder, which is never made before the database's file.
    has_key: bool,
    /// SQLite only: the database's file is not there.
    lacks_file: bool,
}

impl DataFolderState {
    pub(crate) fn read(settings: &Settings, file: Option<&Path>) -> Self {
        Self {
            was_used: mark(settings).exists(),
            has_key: keys::audit_file(settings).exists(),
            lacks_file: file.is_some_and(|file| !file.exists()),
        }
    }

    /// Refuses to make a database where one is missing. A demo holds nothing that could be lost.
    pub(crate) fn refuse_missing(self, settings: &Settings, time: Time, schema: Schema) -> Result<()> {
        let is_missed = self.was_used || (self.has_key && time == Time::Real);
        if self.lacks_file && is_missed && schema != Schema::New {
            refuse(settings, "is not there")?;
        }
        Ok(())
    }

    /// Refuses to go on with an empty one.
    pub(crate) fn refuse_empty(self, settings: &Settings, schema: Schema) -> Result<()> {
        if self.was_used && schema != Schema::New {
            refuse(settings, "is empty")?;
        }
        Ok(())
    }
}

fn refuse(settings: &Settings, how: &str) -> Result<()> {
    bail!(
        "the folder {} belongs to a database with events, and the database {how}: put it back from a backup, name \
         the right one (DUBAN_DATABASE_URL), or begin an empty one with --new; nothing was written",
        settings.data_dir.display()
    )
}

/// Notes that the database holds events. A folder that cannot be written goes without the mark.
pub(crate) fn set(settings: &Settings) {
    let mark = mark(settings);
    if !mark.exists()
        && let Err(error) = fs::write(&mark, MARK_TEXT)
    {
        tracing::warn!(%error, file = %mark.display(), "cannot note that the database is in use");
    }
}

/// Removes the mark, so that an empty database is accepted.
pub(crate) fn clear(settings: &Settings) -> Result<()> {
    match fs::remove_file(mark(settings)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn mark(settings: &Settings) -> PathBuf {
    settings.data_dir.join(MARK)
}
