//! The database: how it is opened, and the one way to write to it.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use crate::error::{AppError, AppResult};

/// A connection that was used so recently is handed out without asking it whether it is alive, which would
/// cost every query a round trip.
const TRUSTED_FOR: Duration = Duration::from_secs(10);

/// How the database is opened.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// `sqlite://path/to/file.db` or `postgres://…`.
    pub database_url: String,
    /// How many readers may work at once (SQLite), or how many connections each of the two pools has at most
    /// (PostgreSQL; two at least).
    pub connections: u32,
    /// SQLite only: how hard a commit is pushed to the disk.
    pub durability: Durability,
}

impl StoreOptions {
    /// The file of a SQLite database; none for PostgreSQL and for one that lives in memory.
    pub fn file(&self) -> AppResult<Option<PathBuf>> {
        let url = &self.database_url;
        if !url.starts_with("sqlite:") || url.contains(":memory:") || url.contains("mode=memory") {
            return Ok(None);
        }
        let options = SqliteConnectOptions::from_str(url)
            .map_err(|error| AppError::Internal(format!("the address of the database: {error}")))?;
        Ok(Some(options.get_filename().to_path_buf()))
    }
}

/// What a power cut may cost on SQLite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// `synchronous=FULL`: an acknowledged write survives a power cut.
    #[default]
    Full,
    /// `synchronous=NORMAL`: it survives a crash of the process; a power cut may cost the last ones.
    Normal,
}

/// Open connections: on SQLite one writer and several readers, on PostgreSQL a pool for writes and one for reads.
#[derive(Debug, Clone)]
pub struct Store {
    read: DatabaseConnection,
    write: DatabaseConnection,
}

impl Store {
    /// Opens the database named by the address; a SQLite file is created when it is not there.
    pub async fn open(options: &StoreOptions) -> AppResult<Self> {
        if options.database_url.starts_with("sqlite:") {
            if let Some(file) = options.file()? {
                make_private(&file)?;
            }
            let write = connect(sqlite(options, 1, SqliteAccess::Write)).await?;
            let read = connect(sqlite(options, options.connections.max(1), SqliteAccess::Read)).await?;
            Ok(Self { read, write })
        } else {
            // Two pools: writers who wait for one row must leave connections for the reads of the one who holds it.
            let pool = || {
                let mut pool = ConnectOptions::new(options.database_url.clone());
                common(&mut pool).max_connections(options.connections.max(2));
                connect(pool)
            };
            let (read, write) = (pool().await?, pool().await?);
            Ok(Self { read, write })
        }
    }

    /// Calls `seen` with the SQL of every statement that has been carried out, before its result is used. For
    /// tests that end a piece of work at a given statement.
    #[doc(hidden)]
    #[must_use]
    pub fn watched(mut self, seen: Arc<dyn Fn(&str) + Send + Sync>) -> Self {
        for connection in [&mut self.read, &mut self.write] {
            let seen = seen.clone();
            connection.set_metric_callback(move |info| seen(&info.statement.sql));
        }
        self
    }

    /// The connection that migrations run on.
    pub fn for_migrations(&self) -> &DatabaseConnection {
        &self.write
    }

    /// For everything that only looks.
    pub(crate) fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Begins a write. On SQLite it holds the only writer from its first instant, so that what it
    /// reads is what it decides on; on PostgreSQL rows are locked as they are read for update.
    pub(crate) async fn begin(&self) -> AppResult<DatabaseTransaction> {
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: self.is_sqlite().then_some(SqliteTransactionMode::Immediate),
        };
        Ok(self.write.begin_with_options(options).await?)
    }

    /// Whether this is the embedded engine.
    pub(crate) fn is_sqlite(&self) -> bool {
        self.write.get_database_backend() == DatabaseBackend::Sqlite
    }

    /// Answers when the database does.
    pub async fn ping(&self) -> AppResult<()> {
        Ok(self.read.ping().await?)
    }

    /// Writes a consistent copy of a SQLite database into a new file, beside everything that goes on.
    pub async fn backup(&self, to: &Path) -> AppResult<()> {
        let to = to
            .to_str()
            .ok_or_else(|| AppError::Internal("the path is no text".to_owned()))?;
        // An empty file is as good as none to SQLite, and this one is its owner's alone from the beginning.
        if !make_private(Path::new(to))? {
            return Err(AppError::Internal(format!("{to} is there already")));
        }
        let copy = Statement::from_sql_and_values(DatabaseBackend::Sqlite, "VACUUM INTO ?", [to.into()]);
        if let Err(error) = self.read.execute_raw(copy).await {
            // Half a copy must not be taken for one.
            let _ = std::fs::remove_file(to);
            return Err(error.into());
        }
        Ok(())
    }

    /// Closes every connection; what was committed is on disk afterwards.
    pub async fn close(self) -> AppResult<()> {
        self.read.close().await?;
        self.write.close().await?;
        Ok(())
    }
}

enum SqliteAccess {
    Read,
    Write,
}

fn common(options: &mut ConnectOptions) -> &mut ConnectOptions {
    options
        .sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(30))
        .connect_timeout(Duration::from_secs(10))
        .test_before_acquire_if_idle_for(TRUSTED_FOR)
}

fn sqlite(options: &StoreOptions, connections: u32, access: SqliteAccess) -> ConnectOptions {
    let synchronous = match options.durability {
        Durability::Full => SqliteSynchronous::Full,
        Durability::Normal => SqliteSynchronous::Normal,
    };
    let read_only = matches!(access, SqliteAccess::Read);
    let mut pool = ConnectOptions::new(options.database_url.clone());
    common(&mut pool)
        .max_connections(connections)
        .min_connections(1)
        .map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .create_if_missing(!read_only)
                .read_only(read_only)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(synchronous)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(30))
                .pragma("cache_size", "-32000")
                .pragma("temp_store", "memory")
                .statement_cache_capacity(256)
        });
    pool
}

/// Makes the file, empty and for its owner alone, when it is not there; tells whether it made it. Everything that the
/// county writes comes to lie in it. SQLite gives the files beside it the same mode.
fn make_private(file: &Path) -> AppResult<bool> {
    let mut new = OpenOptions::new();
    match new.write(true).create_new(true).mode(0o600).open(file) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(AppError::Internal(format!(
            "{} cannot be made: {error}",
            file.display()
        ))),
    }
}

async fn connect(options: ConnectOptions) -> AppResult<DatabaseConnection> {
    Database::connect(options).await.map_err(AppError::from)
}
