//! Bodies that somebody watches while they pass.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};

/// What came of asking a body for its next frame.
pub(crate) type BodyPoll = Poll<Option<Result<Frame<Bytes>, axum::Error>>>;

/// Who watches a body; dropped with it.
pub(crate) trait Watch: Unpin + Send + 'static {
    /// Sees what came and says what is handed on.
    fn polled(&mut self, polled: BodyPoll, _cx: &mut Context<'_>) -> BodyPoll {
        polled
    }
}

/// A body under watch.
pub(crate) struct WatchedBody<W> {
    body: Body,
    watch: W,
}

impl<W: Watch> WatchedBody<W> {
    /// Puts a body under watch.
    pub(crate) fn new(body: Body, watch: W) -> Self {
        Self { body, watch }
    }
}

impl<W: Watch> HttpBody for WatchedBody<W> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> BodyPoll {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        self.watch.polled(polled, cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
