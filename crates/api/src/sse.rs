//! Server-sent events: what has changed since the reader was last here, then everything new.

use std::convert::Infallible;
use std::time::Duration;

use axum::http::HeaderName;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{AppendHeaders, IntoResponse};
use duban_app::feed::{self, Change, Cursor};
use duban_app::notification::view::NotificationView;
use duban_app::{AppResult, session};
use duban_core::event::EventKind;
use duban_core::id::MatterId;
use futures::Stream;
use futures::stream::unfold;
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::concurrency_limits::Permit;
use crate::extract::Caller;
use crate::state::ApiState;

/// Changes of other processes are looked for this often.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Changes read at once.
const STRETCH: u64 = 100;
/// After so many links that were not for the reader it is told where the stream is, so that it does
/// not have to be led past them again.
const QUIET: i64 = 1_000;

/// Where the stream is: everything after it is still to come.
#[derive(Serialize)]
struct Ready {
    change_seq: String,
}

#[derive(Serialize)]
struct MatterChange {
    change_seq: String,
    matter_id: MatterId,
    action: EventKind,
}

#[derive(Serialize)]
struct NewNotification {
    change_seq: String,
    notification: NotificationView,
}

struct Reader {
    state: ApiState,
    caller: Caller,
    cursor: Cursor,
    /// The last cursor that was sent to the reader; none before its first event.
    last_sent: Option<Cursor>,
    changes: watch::Receiver<u64>,
    waiting: std::vec::IntoIter<Event>,
    wait_first: bool,
    /// Counts against the limit of streams of a session.
    _permit: Permit,
}

/// A stream that ends when the session does or the server stops.
pub(crate) fn stream(state: ApiState, caller: Caller, from: Cursor, permit: Permit) -> impl IntoResponse {
    let changes = state.app.changes();
    let reader = Reader {
        state,
        caller,
        cursor: from,
        last_sent: None,
        changes,
        waiting: Vec::new().into_iter(),
        wait_first: false,
        _permit: permit,
    };
    // A proxy that collects answers would hold the events back.
    let unbuffered = AppendHeaders([(HeaderName::from_static("x-accel-buffering"), "no")]);
    (
        unbuffered,
        Sse::new(events(reader)).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))),
    )
}

fn events(reader: Reader) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold(reader, |mut reader| async move {
        let event = reader.next().await?;
        Some((Ok(event), reader))
    })
}

impl Reader {
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.waiting.next() {
                return Some(event);
            }
            if let Some(event) = self.ready() {
                return Some(event);
            }
            if self.wait_first && !self.woken().await {
                return None;
            }
            match self.read().await {
                Ok(more) => self.wait_first = !more,
                Err(error) => {
                    tracing::debug!(%error, "a live stream ends");
                    return None;
                }
            }
        }
    }

    /// The current cursor, at the beginning of the stream and after many events that were not for the reader.
    fn ready(&mut self) -> Option<Event> {
        let last_sent = self.last_sent.as_ref();
        if last_sent.is_some_and(|sent| self.cursor.links_since(sent) < QUIET) {
            return None;
        }
        self.last_sent = Some(self.cursor.clone());
        let change_seq = self.encrypted(&self.cursor)?;
        let event = Event::default().event("ready").id(change_seq.clone());
        Some(event.data(serde_json::to_string(&Ready { change_seq }).ok()?))
    }

    fn encrypted(&self, cursor: &Cursor) -> Option<String> {
        self.state.cursors.encrypt(self.caller.ctx.actor.user, cursor)
    }

    /// Waits for a change of this process or for the time to look; false when the server stops.
    async fn woken(&mut self) -> bool {
        let stopping = self.state.stopping.clone();
        tokio::select! {
            () = stopping.cancelled() => false,
            // Both a change and the end of the wait are reasons to look.
            _ = timeout(LOOK_EVERY, self.changes.changed()) => true,
        }
    }

    /// Reads a stretch as the person is now; tells whether there is more.
    async fn read(&mut self) -> AppResult<bool> {
        let (app, user) = (&self.state.app, self.caller.ctx.actor.user);
        self.changes.borrow_and_update();
        self.caller.ctx.actor = session::query::actor(app, user, self.caller.session).await?;
        let stretch = feed::since(app, &self.caller.ctx, &self.cursor, STRETCH).await?;
        if !stretch.changes.is_empty() {
            self.last_sent = Some(stretch.cursor.clone());
        }
        self.cursor = stretch.cursor;
        let events = stretch.changes.into_iter();
        let events: Vec<_> = events.filter_map(|change| self.event(change)).collect();
        self.waiting = events.into_iter();
        Ok(stretch.more)
    }

    fn event(&self, change: Change) -> Option<Event> {
        let (name, change_seq, data) = match change {
            Change::Matter {
                change_seq,
                matter_id,
                action,
            } => {
                let change_seq = self.encrypted(&change_seq)?;
                let change = MatterChange {
                    change_seq: change_seq.clone(),
                    matter_id,
                    action,
                };
                ("change", change_seq, serde_json::to_string(&change))
            }
            Change::Notification {
                change_seq,
                notification,
            } => {
                let change_seq = self.encrypted(&change_seq)?;
                let new = NewNotification {
                    change_seq: change_seq.clone(),
                    notification,
                };
                ("notification", change_seq, serde_json::to_string(&new))
            }
        };
        Some(Event::default().event(name).id(change_seq).data(data.ok()?))
    }
}
