//! What goes on and for how long, on standard error: the only place here that reads a clock.

use std::process::{Child, Command, Output};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// A quiet program is reported to be alive this often.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Lines with the seconds that have passed since the command began.
#[derive(Clone, Copy)]
pub(crate) struct Progress {
    started: Instant,
}

impl Progress {
    #[expect(
        clippy::disallowed_methods,
        reason = "elapsed time for the developer's eyes; no rule of the product reads it"
    )]
    pub(crate) fn start() -> Self {
        Self {
            started: Instant::now(),
        }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    pub(crate) fn say(&self, text: &str) {
        eprintln!("[{:>4} s] {text}", self.elapsed().as_secs());
    }

    /// Runs a program to its end; fails when it cannot be started or ends with an error.
    pub(crate) fn step(&self, label: &str, command: &mut Command) -> Result<()> {
        self.output(label, command).map(drop)
    }

    /// The same; gives what it printed where the command says that this is kept.
    pub(crate) fn output(&self, label: &str, command: &mut Command) -> Result<Output> {
        let (child, _alive) = self.begin(label, command)?;
        let output = child.wait_with_output()?;
        if !output.status.success() {
            bail!("{label}: ended with {}", output.status);
        }
        Ok(output)
    }

    /// Starts a program, which is told to be alive for as long as the second is kept.
    pub(crate) fn begin(&self, label: &str, command: &mut Command) -> Result<(Child, Heartbeat)> {
        self.say(label);
        let child = command.spawn().with_context(|| cannot_start(command))?;
        Ok((child, Heartbeat::start(*self, label)))
    }
}

/// The words for a program that is not there or may not be run.
pub(crate) fn cannot_start(command: &Command) -> String {
    format!("cannot start {}", command.get_program().to_string_lossy())
}

/// Says every few seconds that a step is still running, until dropped.
pub(crate) struct Heartbeat {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Heartbeat {
    fn start(progress: Progress, label: &str) -> Self {
        let (stop, stopped) = mpsc::channel::<()>();
        let label = label.to_owned();
        let thread = thread::spawn(move || {
            while stopped.recv_timeout(HEARTBEAT) == Err(RecvTimeoutError::Timeout) {
                progress.say(&format!("… {label}"));
            }
        });
        Self {
            stop: Some(stop),
            thread: Some(thread),
        }
    }
}

impl Drop for Heartbeat {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
