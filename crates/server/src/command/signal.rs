//! When to stop.

use anyhow::{Context, Result};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// What a shell sees of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Ctrl-C and SIGTERM, heard from the moment this is made until the process ends: the first asks for an orderly
/// stop, a second one, from somebody who does not want to wait, ends the process where it stands.
pub(crate) struct Stop {
    wanted: CancellationToken,
}

impl Stop {
    pub(crate) fn listen() -> Result<Self> {
        let hear = |kind| signal(kind).context("cannot listen for signals");
        let (interrupt, terminate) = (hear(SignalKind::interrupt())?, hear(SignalKind::terminate())?);
        let wanted = CancellationToken::new();
        tokio::spawn(obey(interrupt, terminate, wanted.clone()));
        Ok(Self { wanted })
    }

    /// Returns when a stop is wanted; at once if one was before.
    pub(crate) async fn wait(&self) {
        self.wanted.cancelled().await;
    }
}

async fn obey(mut interrupt: Signal, mut terminate: Signal, wanted: CancellationToken) {
    let mut next = async || {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    };
    next().await;
    wanted.cancel();
    next().await;
    eprintln!("duban: ended at once; whatever was not answered may or may not have been done");
    std::process::exit(INTERRUPTED);
}
