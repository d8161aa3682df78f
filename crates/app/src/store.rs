//! The database: how it is opened, and the one way to write to it.

use std::path::Path;
use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};

use crate::error::{AppError, AppResult};

/// A connection that was used so recently is handed out without asking it whether it is alive, which would
/// cost every query a round trip.
const TRUSTED_FOR: Duration = Duration::from_secs(10);

/// How the database is opened.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// `sqlite://path/to/file.db` or `postgres://…`.
    pub database_url: String,
    /// How many readers may work at once (SQLite), or how many connections there are at most (PostgreSQL).
    pub connections: u32,
    /// SQLite only: how hard a commit is pushed to the disk.
    pub durability: Durability,
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
        let copy = Statement::from_sql_and_values(DatabaseBackend::Sqlite, "VACUUM INTO ?", [to.into()]);
        self.read.execute_raw(copy).await?;
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

async fn connect(options: ConnectOptions) -> AppResult<DatabaseConnection> {
    Database::connect(options).await.map_err(AppError::from)
}
