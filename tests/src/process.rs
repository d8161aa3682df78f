//! One process of a cluster: started, stopped, frozen, killed, started again.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::sleep;
use std::time::Duration;

use crate::api::Client;
use crate::server::{Address, LISTENING};
use crate::world::Person;

/// How often and for how long an end or a line of the log is waited for.
const LOOK_EVERY: Duration = Duration::from_millis(50);
const LOOKS: u32 = 1_200;
/// How long a start may take.
const START: Duration = Duration::from_secs(120);

/// A running process; killed when dropped.
#[derive(Debug)]
pub struct Process {
    command: Command,
    child: Child,
    ready: String,
    address: Address,
    log: PathBuf,
    /// Hears once, when the line has been printed that says that it is ready.
    is_ready: Receiver<()>,
}

impl Process {
    pub(crate) fn begin(mut command: Command, ready: String, log: PathBuf) -> Self {
        let address = Address::default();
        let (child, is_ready) = spawn(&mut command, &ready, &log, &address);
        Self {
            command,
            child,
            ready,
            address,
            log,
            is_ready,
        }
    }

    /// Waits until it has said that it is ready.
    pub fn wait_until_ready(&mut self) {
        assert!(
            self.is_ready_within(START),
            "it ended before it was ready, or takes too long: {}",
            self.log_text()
        );
    }

    /// Whether it says that it is ready before this time is over. Not to be asked again after a yes.
    pub fn is_ready_within(&self, time: Duration) -> bool {
        match self.is_ready.recv_timeout(time) {
            Ok(()) => true,
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => panic!("it ended early: {}", self.log_text()),
        }
    }

    /// The same command again, after its end, at an address that those who have it learn of.
    pub fn start_again(&mut self) {
        (self.child, self.is_ready) = spawn(&mut self.command, &self.ready, &self.log, &self.address);
        self.wait_until_ready();
    }

    /// Where it listens.
    pub fn address(&self) -> Address {
        self.address.clone()
    }

    /// Its number.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Signs in here.
    pub async fn sign_in(&self, username: &str, password: &str) -> Person {
        Person::sign_in(&Client::new(self.address()), username, password).await
    }

    /// SIGTERM, as a service manager sends it.
    pub fn ask_to_stop(&self) {
        self.signal("TERM");
    }

    /// SIGSTOP: it stands still at whatever instruction it is.
    pub fn freeze(&self) {
        self.signal("STOP");
    }

    /// SIGCONT.
    pub fn thaw(&self) {
        self.signal("CONT");
    }

    fn signal(&self, name: &str) {
        let pid = self.pid().to_string();
        let sent = Command::new("kill").args([&format!("-{name}"), &pid]).status();
        assert!(sent.expect("kill").success(), "no signal to {pid}");
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        self.child.kill().expect("to kill our own child");
        self.child.wait().expect("its end");
    }

    /// Waits for its end.
    pub fn end(&mut self) -> ExitStatus {
        for _ in 0..LOOKS {
            if let Some(status) = self.child.try_wait().expect("its state") {
                return status;
            }
            sleep(LOOK_EVERY);
        }
        panic!("it does not end: {}", self.log_text());
    }

    /// Whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("its state").is_some()
    }

    /// Waits until it logged this.
    pub fn logged(&self, text: &str) {
        for _ in 0..LOOKS {
            if self.log_text().contains(text) {
                return;
            }
            sleep(LOOK_EVERY);
        }
        panic!("{text:?} is not in the log: {}", self.log_text());
    }

    /// What it logged.
    pub fn log_text(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            let text = self.log_text();
            let tail: Vec<&str> = text.lines().rev().take(30).collect();
            eprintln!(
                "the last lines of {:?}:",
                self.command.get_args().collect::<Vec<_>>()
            );
            for line in tail.into_iter().rev() {
                eprintln!("  {line}");
            }
        }
    }
}

fn spawn(command: &mut Command, ready: &str, log: &PathBuf, address: &Address) -> (Child, Receiver<()>) {
    let log = File::options().create(true).append(true).open(log);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log.expect("a log file"))
        .spawn()
        .expect("to run the binary");
    let mut output = BufReader::new(child.stdout.take().expect("its output"));
    let (tell, is_ready) = channel();
    let (ready, address) = (ready.to_owned(), address.clone());
    std::thread::spawn(move || {
        let mut line = String::new();
        while output.read_line(&mut line).is_ok_and(|length| length > 0) {
            if let Some((_, base)) = line.split_once(LISTENING) {
                address.set(base.trim().to_owned());
            }
            if line.contains(&ready) {
                let _ = tell.send(());
                break;
            }
            line.clear();
        }
        // Whatever else it prints is read away, so that it never waits for a reader.
        let _ = output.read_to_end(&mut Vec::new());
    });
    (child, is_ready)
}
