//! Use cases with a database in hand: the only crate that knows sea-orm.
//!
//! One folder per noun: `entity.rs` is the table, `query.rs` reads, `command.rs` writes, `view.rs`
//! is what the outside sees. Every list takes a [`scope`]; every command is one transaction and
//! leaves one event in the chain ([`event`]).

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use duban_core::actor::Actor;
use duban_core::calendar::Calendar;
use duban_core::clock::Clock;
use duban_core::id::RegionId;
use tokio::sync::{RwLock, watch};

pub mod alert;
mod backoff;
pub mod calendar;
mod column;
pub mod counters;
pub mod demo;
pub mod department;
pub mod directory;
pub mod error;
pub mod escalation;
pub mod event;
pub mod extension;
pub mod feed;
pub mod home;
pub mod idempotency;
pub mod import;
pub mod input;
pub mod key_value;
pub mod matter;
pub mod notification;
pub mod number;
pub mod outbox;
pub mod overdue;
pub mod paging;
pub mod plan;
pub mod region;
pub mod scope;
pub mod session;
pub mod source;
pub mod submission;
mod unit_of_work;
pub mod user;
mod words;

pub use error::{AppError, AppResult, FieldError, ResponsibleAdministrator};
pub use unit_of_work::store;
pub use words::Ref;

use user::password::queue::{Hashing, Limits};

/// The application: a database, the clocks, the keys. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: store::Store,
    clock: Arc<dyn Clock>,
    wall: Arc<dyn Clock>,
    started_at: DateTime<Utc>,
    audit_key: Vec<u8>,
    directory: directory::Cache,
    sessions: session::Cache,
    hashing: Arc<Hashing>,
    calendar: RwLock<Option<Arc<Calendar>>>,
    changes: watch::Sender<u64>,
    ended_requests: idempotency::EndedRequests,
    pending_denials: event::denial::PendingDenials,
}

/// What an [`App`] is made of.
pub struct Parts {
    /// The open database, migrated.
    pub store: store::Store,
    /// The product's clock: deadlines, alerts and the timeline follow it. Movable in a demo.
    pub clock: Arc<dyn Clock>,
    /// The machine's clock: sessions, leases and retries follow it even when the demo's clock jumps.
    pub wall: Arc<dyn Clock>,
    /// Key of the audit chain, kept outside the database.
    pub audit_key: Vec<u8>,
}

/// Who asks, and under which request.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// The person.
    pub actor: Actor,
    /// For the log and for finding an error again.
    pub request_id: Option<String>,
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self::with_hashing(parts, Hashing::new(Limits::default()))
    }

    /// The same with other limits for hashing passwords than the usual ones.
    pub fn with_hashing(parts: Parts, hashing: Arc<Hashing>) -> Self {
        let Parts {
            store,
            clock,
            wall,
            audit_key,
        } = parts;
        Self {
            inner: Arc::new(Inner {
                store,
                clock,
                started_at: wall.now(),
                wall,
                audit_key,
                directory: directory::Cache::default(),
                sessions: session::Cache::default(),
                hashing,
                calendar: RwLock::new(None),
                changes: watch::channel(0).0,
                ended_requests: idempotency::EndedRequests::default(),
                pending_denials: event::denial::PendingDenials::default(),
            }),
        }
    }

    /// The product's present.
    pub fn now(&self) -> DateTime<Utc> {
        self.inner.clock.now()
    }

    /// The machine's present; for sessions, leases and retries only.
    pub fn wall_now(&self) -> DateTime<Utc> {
        self.inner.wall.now()
    }

    /// When this process began to work with the database, by the machine's clock.
    pub(crate) fn started_at(&self) -> DateTime<Utc> {
        self.inner.started_at
    }

    /// The product's present day where the region is.
    pub async fn today(&self, region: RegionId) -> AppResult<NaiveDate> {
        let directory = self.directory().await?;
        Ok(directory.region(region)?.zone().local_date(self.now()))
    }

    /// The working calendar in force.
    pub async fn calendar(&self) -> AppResult<Arc<Calendar>> {
        if let Some(calendar) = self.inner.calendar.read().await.as_ref() {
            return Ok(calendar.clone());
        }
        let loaded = Arc::new(calendar::load(self).await?);
        *self.inner.calendar.write().await = Some(loaded.clone());
        Ok(loaded)
    }

    /// Departments, people and regions by id, fresh within a few seconds.
    pub async fn directory(&self) -> AppResult<Arc<directory::Directory>> {
        self.inner.directory.get(self).await
    }

    /// Forgets the cached directory; called by every command that changes it.
    pub(crate) async fn directory_changed(&self) {
        self.inner.directory.forget().await;
        self.changed();
    }

    /// Forgets the cached calendar; called by every command that changes it.
    pub(crate) async fn calendar_changed(&self) {
        *self.inner.calendar.write().await = None;
    }

    /// A receiver that wakes when this process has committed something worth telling.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.inner.changes.subscribe()
    }

    /// Wakes everyone who listens for changes.
    pub(crate) fn changed(&self) {
        self.inner
            .changes
            .send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Whether the database can be read and written; answers within three seconds.
    pub async fn readiness(&self) -> store::Readiness {
        self.inner.store.readiness().await
    }

    /// How far the database's clock is ahead of this machine's, in milliseconds.
    pub fn clock_skew_ms(&self) -> i64 {
        self.inner.store.clock_skew_ms()
    }

    /// Whether the database is still the one that was opened.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] where it is not.
    pub async fn same_database(&self) -> AppResult<()> {
        self.inner.store.same_database().await
    }

    /// Measures the database's clock against this machine's.
    ///
    /// # Errors
    /// The database's.
    pub async fn measure_clock(&self) -> AppResult<()> {
        self.inner.store.measure_clock().await
    }

    /// The turns for hashing passwords.
    pub fn hashing(&self) -> &Arc<Hashing> {
        &self.inner.hashing
    }

    /// The store, for this crate.
    pub(crate) fn store(&self) -> &store::Store {
        &self.inner.store
    }

    pub(crate) fn audit_key(&self) -> &[u8] {
        &self.inner.audit_key
    }

    pub(crate) fn pending_denials(&self) -> &event::denial::PendingDenials {
        &self.inner.pending_denials
    }

    pub(crate) fn ended_requests(&self) -> &idempotency::EndedRequests {
        &self.inner.ended_requests
    }

    pub(crate) fn session_cache(&self) -> &session::Cache {
        &self.inner.sessions
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("store", &self.inner.store)
            .finish_non_exhaustive()
    }
}
