//! The database: how it is opened, and the one way to write to it.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use sqlx::sqlite::SqliteConnectOptions;

use crate::error::{AppError, AppResult};

mod clock;
mod fault;
mod gate;
mod identity;
mod limits;
mod pool;
mod probe;
mod reader;
mod trouble;
mod turns;
mod tx;

pub use clock::DatabaseClock;
#[doc(hidden)]
pub use fault::{Fault, Faults, Point};
pub use limits::Limits;
pub use probe::{Condition, Readiness};
pub(crate) use reader::Reader;
pub use trouble::Trouble;
pub(crate) use tx::Tx;

use clock::Skew;
use gate::Gate;
use identity::Identity;
use probe::Probe;
use turns::Turns;

/// How much longer than PostgreSQL's own limit a statement may stay without an answer.
const SILENCE_MARGIN: Duration = Duration::from_secs(5);

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
    /// How long the database may take.
    pub limits: Limits,
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
    read: Reader,
    write: DatabaseConnection,
    gate: Gate,
    skew: Skew,
    turns: Turns,
    probe: Arc<Probe>,
    identity: Arc<Identity>,
    options: Arc<StoreOptions>,
}

impl Store {
    /// Opens the database named by the address; a SQLite file is created when it is not there.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] where the database is away or does not answer in time.
    pub async fn open(options: &StoreOptions) -> AppResult<Self> {
        let is_sqlite = options.database_url.starts_with("sqlite:");
        let gate = Gate::new((!is_sqlite).then(|| options.limits.statement + SILENCE_MARGIN));
        let (read, write) = if is_sqlite {
            if let Some(file) = options.file()? {
                pool::make_private(&file)?;
            }
            pool::sqlite(options, &gate).await?
        } else {
            pool::postgres(options, &gate).await?
        };
        Ok(Self {
            read: Reader {
                inner: read,
                gate: gate.clone(),
            },
            write,
            gate,
            skew: Skew::default(),
            turns: Turns::default(),
            probe: Arc::default(),
            identity: Arc::new(Identity::of(options.file()?.as_deref())),
            options: Arc::new(options.clone()),
        })
    }

    /// Calls `seen` with the SQL of every statement that has been carried out, before its result is used. For
    /// tests that end a piece of work at a given statement.
    #[doc(hidden)]
    #[must_use]
    pub fn watched(mut self, seen: Arc<dyn Fn(&str) + Send + Sync>) -> Self {
        for connection in [&mut self.read.inner, &mut self.write] {
            let seen = seen.clone();
            connection.set_metric_callback(move |info| seen(&info.statement.sql));
        }
        self
    }

    /// The same store, where `faults` decides what goes wrong. For tests.
    #[doc(hidden)]
    #[must_use]
    pub fn failing(mut self, faults: Arc<dyn Faults>) -> Self {
        self.gate = self.gate.with_faults(faults);
        self.read.gate = self.gate.clone();
        self
    }

    /// The connection for statements of the installation itself.
    pub fn for_migrations(&self) -> &DatabaseConnection {
        &self.write
    }

    /// A connection whose statements may take as long as they need, e.g. the making of an index.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] where the database is away.
    pub async fn unlimited(&self) -> AppResult<DatabaseConnection> {
        if self.is_sqlite() {
            return Ok(self.write.clone());
        }
        pool::unlimited(&self.options).await
    }

    /// For everything that only looks.
    pub(crate) fn read(&self) -> &Reader {
        &self.read
    }

    /// Begins a write. On SQLite it holds the only writer from its first instant, so that what it
    /// reads is what it decides on; on PostgreSQL rows are locked as they are read for update.
    ///
    /// Begun always means begun: the pool gives no connection away on which a transaction is open, and a connection
    /// that turns out to be dead is replaced by a new one.
    pub(in crate::unit_of_work) async fn begin(&self) -> AppResult<Tx> {
        self.identity.require()?;
        let begun = match self.begin_once().await {
            Err(error) if Trouble::of(&error) != Some(Trouble::Busy) => {
                self.gate.distrust();
                self.begin_once().await
            }
            begun => begun,
        };
        begun.map_err(|error| {
            self.gate.note(&error);
            error.into()
        })
    }

    async fn begin_once(&self) -> Result<Tx, DbErr> {
        if let Some(fault) = self.gate.fault(Point::Begin) {
            return Err(fault.outside(self.write.get_database_backend()).await);
        }
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: self.is_sqlite().then_some(SqliteTransactionMode::Immediate),
        };
        let begun = self.gate.pass(self.write.begin_with_options(options)).await?;
        Ok(Tx::new(
            begun,
            self.gate.clone(),
            self.turns.clone(),
            self.options.limits.lock,
        ))
    }

    /// Whether this is the embedded engine.
    pub(crate) fn is_sqlite(&self) -> bool {
        self.write.get_database_backend() == DatabaseBackend::Sqlite
    }

    /// Whether the database can be read and written, by a small write that is read back. Asked often it tells what it
    /// found a second ago; it answers within three seconds whatever the database does.
    pub async fn readiness(&self) -> Readiness {
        if self.identity.require().is_err() {
            return Readiness::ill(Trouble::Replaced);
        }
        self.probe.ask(self).await
    }

    /// The database's clock, as it was last measured.
    pub fn clock(&self) -> DatabaseClock {
        self.skew.clock()
    }

    /// How far the database's clock is ahead of this machine's, in milliseconds, as it was last measured. Always 0
    /// with the embedded engine.
    pub fn clock_skew_ms(&self) -> i64 {
        self.skew.ms()
    }

    /// Measures the database's clock against this machine's.
    ///
    /// # Errors
    /// The database's.
    pub async fn measure_clock(&self) -> AppResult<()> {
        self.skew.measure(&self.read).await
    }

    /// Writes a consistent copy of a SQLite database into a new file, beside everything that goes on.
    pub async fn backup(&self, to: &Path) -> AppResult<()> {
        let to = to
            .to_str()
            .ok_or_else(|| AppError::Internal("the path is no text".to_owned()))?;
        // An empty file is as good as none to SQLite, and this one is its owner's alone from the beginning.
        if !pool::make_private(Path::new(to))? {
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
        self.read.inner.close().await?;
        self.write.close().await?;
        Ok(())
    }
}
