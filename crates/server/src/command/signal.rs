//! When to stop.

use anyhow::{Context, Result};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// What a shell sees of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Ctrl-C and SIGTERM, heard from the moment this is made until the process ends: the first asks for an orderly
/// stop, a second one, from somebody who does not want to wait, ends the process where it stands.
pub(crate) struct Stop {
    requested: CancellationToken,
}

impl Stop {
    pub(crate) fn listen() -> Result<Self> {
        let listen = |kind| signal(kind).context("cannot listen for signals");
        let (interrupt, terminate) = (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?);
        let requested = CancellationToken::new();
        tokio::spawn(handle_signals(interrupt, terminate, requested.clone()));
        Ok(Self { requested })
    }

    /// Returns when a stop is wanted; at once if one was before.
    pub(crate) async fn wait(&self) {
        self.requested.cancelled().await;
    }
}

async fn handle_signals(mut interrupt: Signal, mut terminate: Signal, requested: CancellationToken) {
    let mut next = async || {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    };
    next().await;
    requested.cancel();
    next().await;
    eprintln!("duban: ended at once; whatever was not answered may or may not have been done");
    std::process::exit(INTERRUPTED);
}
