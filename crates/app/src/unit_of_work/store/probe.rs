//! Whether the database can be read and written, proved by doing both.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr, Statement};
use tokio::time::{Instant, timeout};

use super::{Store, Trouble};

/// An answer is good for so long: whoever asks more often costs no more writes.
const GOOD_FOR: Duration = Duration::from_secs(1);
/// How long one answer may take.
const LIMIT: Duration = Duration::from_millis(2_500);
/// Somebody's commit so recently proves that writing works, though the writer was not free in time.
const PROVED_FOR: Duration = Duration::from_secs(10);
/// After a write that found no space there must be room for a whole command again, bytes.
const ROOM: usize = 256 * 1024;

/// How a part of the database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// It works.
    Well,
    /// It does not, and why.
    Ill(Trouble),
}

/// Whether the database can be read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readiness {
    /// Reading.
    pub read: Condition,
    /// Writing.
    pub write: Condition,
}

impl Readiness {
    /// What is wrong, if anything is.
    pub fn trouble(&self) -> Option<Trouble> {
        match (self.read, self.write) {
            (Condition::Ill(trouble), _) | (_, Condition::Ill(trouble)) => Some(trouble),
            (Condition::Well, Condition::Well) => None,
        }
    }

    pub(super) const fn ill(trouble: Trouble) -> Self {
        Self {
            read: Condition::Ill(trouble),
            write: Condition::Ill(trouble),
        }
    }
}

/// Remembers the last answer; one question is asked at a time.
#[derive(Debug, Default)]
pub(super) struct Probe {
    asking: tokio::sync::Mutex<()>,
    last: Mutex<Option<(Instant, Readiness)>>,
}

impl Probe {
    pub(super) async fn ask(&self, store: &Store) -> Readiness {
        let began = Instant::now();
        let asked = async {
            let _turn = self.asking.lock().await;
            // Somebody may have asked while this one waited.
            if let Some(last) = self.last(began) {
                return last;
            }
            let found = look(store).await;
            self.keep(found);
            found
        };
        match self.last(began) {
            Some(last) => last,
            None => timeout(LIMIT, asked).await.unwrap_or_else(|_| {
                let found = late(store);
                self.keep(found);
                found
            }),
        }
    }

    fn last(&self, now: Instant) -> Option<Readiness> {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, found) = last?;
        (now.saturating_duration_since(at) < GOOD_FOR).then_some(found)
    }

    fn keep(&self, found: Readiness) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), found));
    }
}

/// Neither answer nor error came in time.
fn late(store: &Store) -> Readiness {
    if store.gate.committed_within(PROVED_FOR) && !store.gate.is_full() {
        return Readiness {
            read: Condition::Well,
            write: Condition::Well,
        };
    }
    Readiness::ill(Trouble::Away)
}

async fn look(store: &Store) -> Readiness {
    if store.same_database().await.is_err() {
        return Readiness::ill(Trouble::Replaced);
    }
    let token = uuid::Uuid::now_v7().to_string();
    let written = write(store, &token).await;
    let read = read(store).await;
    let condition = |trouble: Option<Trouble>| trouble.map_or(Condition::Well, Condition::Ill);
    let write = match (&written, &read) {
        // Another process may have written since; a value that is older than this one is a write that was lost.
        (Ok(()), Ok(found)) if found.as_deref() < Some(token.as_str()) => Some(Trouble::Away),
        (Ok(()), _) => None,
        (Err(trouble), _) => Some(*trouble),
    };
    Readiness {
        read: condition(read.err()),
        write: condition(write),
    }
}

async fn write(store: &Store, token: &str) -> Result<(), Trouble> {
    let was_full = store.gate.is_full();
    if was_full {
        put(store, "probe.room", &"0".repeat(ROOM)).await?;
        put(store, "probe.room", "").await?;
    }
    put(store, "probe", token).await?;
    if was_full {
        store.gate.has_room();
    }
    Ok(())
}

async fn put(store: &Store, key: &str, value: &str) -> Result<(), Trouble> {
    let tx = store
        .begin()
        .await
        .map_err(|error| error.trouble().unwrap_or(Trouble::Away))?;
    let sql = "INSERT INTO app_state (key, value, updated_at) VALUES ($1, $2, 0) \
               ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    let statement =
        Statement::from_sql_and_values(tx.get_database_backend(), sql, [key.into(), value.into()]);
    tx.execute_raw(statement).await.map_err(trouble)?;
    tx.commit().await.map_err(trouble)
}

async fn read(store: &Store) -> Result<Option<String>, Trouble> {
    let sql = "SELECT value FROM app_state WHERE key = 'probe'";
    let statement = Statement::from_string(store.read.get_database_backend(), sql);
    let row = store.read.query_one_raw(statement).await.map_err(trouble)?;
    row.map(|row| row.try_get("", "value"))
        .transpose()
        .map_err(trouble)
}

/// Whatever keeps a row of three columns from being written, the database cannot be used.
fn trouble(error: DbErr) -> Trouble {
    tracing::debug!(%error, "the database was probed");
    Trouble::of(&error).unwrap_or(Trouble::Away)
}
