//! What several unit tests need.

use std::cell::RefCell;
use std::io;
use std::sync::{Arc, Mutex, Once, PoisonError};

use duban_app::App;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::fmt::MakeWriter;
use utoipa::openapi::OpenApi as Document;

use crate::operation::Operations;
use crate::routes;
use crate::state::{ApiState, Options, Parts};

pub(crate) mod installed;

/// What the routes declare, those of a demo among them.
pub(crate) fn document() -> Document {
    routes::all(true).split_for_parts().1
}

/// What handlers share, with nothing set otherwise than by default, and every operation known.
pub(crate) fn state(app: App) -> ApiState {
    let state = ApiState::new(Parts {
        app,
        jwt_key: vec![2; 32],
        options: Options::default(),
        demo: None,
        metrics: None,
        stopping: CancellationToken::new(),
    });
    state.with_operations(Operations::declared_in(&document()))
}

type Lines = Arc<Mutex<Vec<u8>>>;

thread_local! {
    static SINK: RefCell<Option<Lines>> = const { RefCell::new(None) };
}

/// What this thread logs while the guard lives.
pub(crate) struct Log {
    lines: Lines,
}

/// Ends the listening when dropped.
pub(crate) struct Listening;

impl Log {
    /// One subscriber serves the whole test binary: one per test would come and go while other threads look at which
    /// of them is interested.
    pub(crate) fn capture() -> (Self, Listening) {
        static SUBSCRIBER: Once = Once::new();
        SUBSCRIBER.call_once(|| {
            tracing_subscriber::fmt()
                .with_ansi(false)
                .with_max_level(tracing::Level::ERROR)
                .with_writer(ThreadLog)
                .init();
        });
        let lines = Lines::default();
        SINK.set(Some(lines.clone()));
        (Self { lines }, Listening)
    }

    pub(crate) fn text(&self) -> String {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&lines).into_owned()
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        SINK.set(None);
    }
}

struct ThreadLog;

impl io::Write for ThreadLog {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        SINK.with_borrow(|sink| {
            if let Some(lines) = sink {
                lines
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .extend_from_slice(bytes);
            }
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for ThreadLog {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        Self
    }
}
