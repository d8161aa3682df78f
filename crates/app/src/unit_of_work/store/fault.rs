//! Faults on demand, at any statement. In the product there are none; tests make the database fail at the first,
//! second, third … statement of a command and see that nothing is half done.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseTransaction, DbErr, RuntimeErr};

/// Where a fault may strike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point<'a> {
    /// Before a transaction begins.
    Begin,
    /// Before a statement of a transaction.
    Write(&'a str),
    /// Before a statement outside a transaction.
    Read(&'a str),
    /// Before a commit.
    Commit,
    /// After a commit that succeeded and before its caller hears of it.
    Committed,
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No space is left.
    Full,
    /// The disk fails.
    Io,
    /// Somebody else holds a lock.
    Busy,
    /// The connection breaks; on SQLite the statement is interrupted.
    Lost,
    /// The process ends here: what was being done is never resumed.
    Death,
}

/// Decides what goes wrong.
pub trait Faults: Send + Sync {
    /// Asked once at every point.
    fn at(&self, point: Point<'_>) -> Option<Fault>;
}

impl Fault {
    /// The error without anything happening to a transaction.
    pub(super) async fn outside(self, backend: DatabaseBackend) -> DbErr {
        self.die_if_requested().await;
        self.error(backend)
    }

    /// Does to the transaction what the engine would do to it, behind the driver's back, and gives the engine's error.
    pub(super) async fn inside(self, tx: &DatabaseTransaction) -> DbErr {
        self.die_if_requested().await;
        let backend = tx.get_database_backend();
        let damage = match (backend, self) {
            // SQLite has rolled back by itself.
            (DatabaseBackend::Sqlite, Self::Full | Self::Io | Self::Lost) => "ROLLBACK",
            (DatabaseBackend::Sqlite, _) => "SELECT 1",
            (_, Self::Lost) => "SELECT pg_terminate_backend(pg_backend_pid())",
            // PostgreSQL takes nothing more in this transaction.
            _ => "SELECT 1 / 0",
        };
        // Whether it fails does not matter: most of these do.
        let _ = tx.execute_unprepared(damage).await;
        self.error(backend)
    }

    async fn die_if_requested(self) {
        if self == Self::Death {
            std::future::pending::<()>().await;
        }
    }

    fn error(self, backend: DatabaseBackend) -> DbErr {
        let code = match (backend, self) {
            (DatabaseBackend::Sqlite, Self::Full) => "13",
            (DatabaseBackend::Sqlite, Self::Io) => "778",
            (DatabaseBackend::Sqlite, Self::Busy) => "5",
            (DatabaseBackend::Sqlite, _) => "9",
            (_, Self::Full) => "53100",
            (_, Self::Io) => "58030",
            (_, Self::Busy) => "55P03",
            (_, _) => "57P01",
        };
        let error = sqlx::Error::Database(Box::new(InjectedError { code, fault: self }));
        DbErr::Query(RuntimeErr::SqlxError(Arc::new(error)))
    }
}

/// The error as the driver would give it.
#[derive(Debug)]
struct InjectedError {
    code: &'static str,
    fault: Fault,
}

impl fmt::Display for InjectedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "made by a test: {:?}", self.fault)
    }
}

impl StdError for InjectedError {}

impl sqlx::error::DatabaseError for InjectedError {
    fn message(&self) -> &'static str {
        "made by a test"
    }

    fn code(&self) -> Option<Cow<'_, str>> {
        Some(self.code.into())
    }

    fn as_error(&self) -> &(dyn StdError + Send + Sync + 'static) {
        self
    }

    fn as_error_mut(&mut self) -> &mut (dyn StdError + Send + Sync + 'static) {
        self
    }

    fn into_error(self: Box<Self>) -> Box<dyn StdError + Send + Sync + 'static> {
        self
    }

    fn kind(&self) -> sqlx::error::ErrorKind {
        sqlx::error::ErrorKind::Other
    }
}
