//! How connections are made, tested and thrown away.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr, RuntimeErr};
use sqlx::pool::{PoolConnectionMetadata, PoolOptions};
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection, Sqlite};
use tokio::time::timeout;

use super::gate::{Gate, silent};
use super::{Durability, StoreOptions};
use crate::error::{AppError, AppResult};

/// A connection that was used so recently is handed out without asking it whether it is alive, which would
/// cost every query a round trip.
const TRUSTED_FOR: Duration = Duration::from_secs(10);

/// The readers and the one writer.
pub(super) async fn sqlite(
    options: &StoreOptions,
    gate: &Gate,
) -> AppResult<(DatabaseConnection, DatabaseConnection)> {
    let write = connect(sqlite_pool(options, 1, SqliteAccess::Write, gate)).await?;
    let readers = options.connections.max(1);
    let read = connect(sqlite_pool(options, readers, SqliteAccess::Read, gate)).await?;
    Ok((read, write))
}

/// Two pools: writers who wait for one row must leave connections for the reads of the one who holds it.
pub(super) async fn postgres(
    options: &StoreOptions,
    gate: &Gate,
) -> AppResult<(DatabaseConnection, DatabaseConnection)> {
    greet(options).await.map_err(connect_error)?;
    let pool = || connect(postgres_pool(options, gate));
    Ok((pool().await?, pool().await?))
}

/// One connection by itself: a pool would go on trying for as long as somebody may wait for a connection, and a process
/// that waits for its database should say so soon.
async fn greet(options: &StoreOptions) -> Result<(), sqlx::Error> {
    let server = PgConnectOptions::from_str(&options.database_url)?;
    timeout(options.limits.connect, server.connect())
        .await
        .map_err(|_| sqlx::Error::Io(ErrorKind::TimedOut.into()))??
        .close()
        .await
}

fn connect_error(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))
}

/// One connection to PostgreSQL whose statements may take as long as they need.
pub(super) async fn unlimited(options: &StoreOptions) -> AppResult<DatabaseConnection> {
    let mut pool = ConnectOptions::new(options.database_url.clone());
    common(&mut pool, options).max_connections(1);
    connect(pool).await
}

/// Makes the file, empty and for its owner alone, when it is not there; tells whether it made it. Everything that the
/// county writes comes to lie in it. SQLite gives the files beside it the same mode.
pub(super) fn make_private(file: &Path) -> AppResult<bool> {
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

enum SqliteAccess {
    Read,
    Write,
}

fn common<'a>(pool: &'a mut ConnectOptions, options: &StoreOptions) -> &'a mut ConnectOptions {
    pool.sqlx_logging(false)
        .acquire_timeout(options.limits.acquire)
        .test_before_acquire(false)
}

fn sqlite_pool(
    options: &StoreOptions,
    connections: u32,
    access: SqliteAccess,
    gate: &Gate,
) -> ConnectOptions {
    let synchronous = match options.durability {
        Durability::Full => SqliteSynchronous::Full,
        Durability::Normal => SqliteSynchronous::Normal,
    };
    let read_only = matches!(access, SqliteAccess::Read);
    // Another process that writes is waited for as long as a writer of this one.
    let busy = options.limits.acquire;
    let gate = gate.clone();
    let mut pool = ConnectOptions::new(options.database_url.clone());
    common(&mut pool, options)
        .max_connections(connections)
        .min_connections(1)
        .map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .create_if_missing(!read_only)
                .read_only(read_only)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(synchronous)
                .foreign_keys(true)
                .busy_timeout(busy)
                .pragma("cache_size", "-32000")
                .pragma("temp_store", "memory")
                .statement_cache_capacity(256)
        })
        .map_sqlx_sqlite_pool_opts(move |pool| without_open_transactions(pool, &gate));
    pool
}

/// SQLite ends a transaction by itself when the disk is full or fails. The driver does not hear of it, its own ROLLBACK
/// fails, and it goes on counting one open transaction: the next BEGIN would become a savepoint that nobody commits.
/// A connection on which the driver counts a transaction is therefore closed, after a piece of work and before the
/// next one.
fn without_open_transactions(pool: PoolOptions<Sqlite>, gate: &Gate) -> PoolOptions<Sqlite> {
    let gate = gate.clone();
    pool.after_release(|connection, _| {
        Box::pin(async move {
            // A rollback may still be waiting in the line of commands.
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
    .before_acquire(move |connection, meta| {
        let trusted = gate.trusts(meta.age);
        Box::pin(async move { Ok(trusted && !connection.is_in_transaction()) })
    })
}

fn postgres_pool(options: &StoreOptions, gate: &Gate) -> ConnectOptions {
    let limits = options.limits;
    let gate = gate.clone();
    let mut pool = ConnectOptions::new(options.database_url.clone());
    common(&mut pool, options)
        .max_connections(options.connections.max(2))
        .map_sqlx_postgres_opts(move |postgres| postgres.application_name("duban").options(limits.session()))
        .map_sqlx_postgres_pool_opts(move |pool| {
            let gate = gate.clone();
            pool.after_release(move |connection, _| Box::pin(alive(connection, limits.connect)))
                .before_acquire(move |connection, meta| {
                    let test = test_of(&gate, &meta);
                    Box::pin(async move {
                        match test {
                            Test::None => Ok(true),
                            Test::Ping => alive(connection, limits.connect).await,
                            // Closed without a farewell: nobody may be there to hear it.
                            Test::Refuse => Err(sqlx::Error::WorkerCrashed),
                        }
                    })
                })
        });
    pool
}

enum Test {
    None,
    Ping,
    Refuse,
}

fn test_of(gate: &Gate, meta: &PoolConnectionMetadata) -> Test {
    if !gate.trusts(meta.age) {
        Test::Refuse
    } else if meta.idle_for >= TRUSTED_FOR {
        Test::Ping
    } else {
        Test::None
    }
}

/// An error, so that a connection that does not answer is closed without a farewell.
async fn alive<C: Connection>(connection: &mut C, limit: Duration) -> Result<bool, sqlx::Error> {
    match timeout(limit, connection.ping()).await {
        Ok(answer) => answer.map(|()| true),
        Err(_) => {
            let _ = silent(limit);
            Err(sqlx::Error::Io(ErrorKind::TimedOut.into()))
        }
    }
}

async fn connect(options: ConnectOptions) -> AppResult<DatabaseConnection> {
    Database::connect(options).await.map_err(AppError::from)
}
