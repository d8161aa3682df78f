//! The unit of work: the only way to write. [`store`] lies below it, so that nobody else can begin or commit.
//!
//! A unit of work is one transaction. It ends with [`Work::commit`], which asks for the proof that an event was
//! recorded, or with [`Work::commit_unrecorded`], which asks why none was: whoever forgets both has written nothing.
//! Recording notes the idempotency key of the request; messages leave with the transaction; listeners are woken once
//! it has been committed.

use std::sync::atomic::{AtomicBool, Ordering};

use duban_core::id::RegionId;

use crate::App;
use crate::error::AppResult;
use crate::event::{self, NewEvent};
use crate::idempotency;
use crate::outbox::{self, Outgoing};

pub mod store;

use store::Tx;

/// Proof that the unit of work recorded what it did.
#[derive(Debug)]
#[must_use]
pub(crate) struct Recorded(());

/// Why a write is not recorded in the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unrecorded {
    /// Nothing was found to do.
    Nothing,
    /// Who works on what for the next seconds, and what became of it.
    Lease,
    /// A person's own inbox.
    Inbox,
    /// Counts of attempts to sign in.
    Attempts,
    /// A session that goes on.
    Session,
    /// An answer that is kept for a repeated request.
    Answer,
    /// Rows whose time is over.
    Cleanup,
    /// What this installation knows of itself: heartbeats, seals, the shipped calendar.
    Installation,
}

/// One transaction and what must go with it.
#[derive(Debug)]
pub(crate) struct Work<'a> {
    app: &'a App,
    tx: Tx,
    /// Whether messages are on their way.
    has_messages: AtomicBool,
}

impl<'a> Work<'a> {
    pub(crate) async fn begin(app: &'a App) -> AppResult<Self> {
        Ok(Self {
            app,
            tx: app.store().begin().await?,
            has_messages: AtomicBool::new(false),
        })
    }

    pub(crate) const fn app(&self) -> &'a App {
        self.app
    }

    /// The transaction, for reads and writes of rows.
    pub(crate) const fn tx(&self) -> &Tx {
        &self.tx
    }

    /// Records an event that happens now.
    pub(crate) async fn record(&self, region: RegionId, event: NewEvent) -> AppResult<Recorded> {
        self.record_all(region, vec![event]).await
    }

    /// Records events that happen now, in their order.
    pub(crate) async fn record_all(&self, region: RegionId, events: Vec<NewEvent>) -> AppResult<Recorded> {
        let now = self.app.now().timestamp_millis();
        self.record_at(region, now, events).await
    }

    /// Records events that happened at an instant, in ms.
    pub(crate) async fn record_at(
        &self,
        region: RegionId,
        at_ms: i64,
        events: Vec<NewEvent>,
    ) -> AppResult<Recorded> {
        let first = events.first().and_then(|event| event.matter);
        let matter = first.filter(|_| events.iter().all(|event| event.matter == first));
        idempotency::mark_written(&self.tx, matter, at_ms).await?;
        event::append(&self.tx, self.app.audit_key(), region, at_ms, events).await?;
        Ok(Recorded(()))
    }

    /// Puts messages on their way; they leave when the work is committed.
    pub(crate) async fn notify(&self, messages: Vec<Outgoing>) -> AppResult<()> {
        self.has_messages
            .fetch_or(!messages.is_empty(), Ordering::Relaxed);
        outbox::enqueue(&self.tx, self.app, messages).await
    }

    /// Makes it last and wakes everyone who listens for changes.
    pub(crate) async fn commit(self, _: Recorded) -> AppResult<()> {
        self.tx.commit().await?;
        self.app.changed();
        Ok(())
    }

    /// Makes it last without an event; listeners are woken only where messages are on their way.
    pub(crate) async fn commit_unrecorded(self, _: Unrecorded) -> AppResult<()> {
        self.tx.commit().await?;
        if self.has_messages.into_inner() {
            self.app.changed();
        }
        Ok(())
    }

    /// Makes it last, with its event where there was one.
    pub(crate) async fn commit_any(self, recorded: Option<Recorded>, why: Unrecorded) -> AppResult<()> {
        match recorded {
            Some(recorded) => self.commit(recorded).await,
            None => self.commit_unrecorded(why).await,
        }
    }

    /// Undoes it before anybody goes on.
    pub(crate) async fn rollback(self) -> AppResult<()> {
        Ok(self.tx.rollback().await?)
    }
}
