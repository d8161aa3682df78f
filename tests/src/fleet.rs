//! Several processes on one database, as operations run them: each command of the binary, each stopped as a service
//! manager would.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use crate::api::Client;
use crate::database::Database;
use crate::server::{Address, LISTENING, binary};
use crate::world::Person;

/// How often and for how long an end is waited for.
const LOOK_EVERY: Duration = Duration::from_millis(50);
const LOOKS: u32 = 1_200;

/// A data folder and a database, and what runs on them.
#[derive(Debug)]
pub struct Fleet {
    data: TempDir,
    database: Database,
}

impl Fleet {
    /// An empty data folder and an empty database.
    pub async fn new() -> Self {
        let data = TempDir::with_prefix("duban-fleet-").expect("a temporary folder");
        let database = Database::create(data.path()).await;
        Self { data, database }
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.data.path()
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("to run the binary")
    }

    /// The same, which must end well; gives what it printed.
    pub fn must(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{arguments:?}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        said
    }

    /// The same, which must end badly; gives what it complained of.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?} should be refused");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// Runs a command that reads a line.
    pub fn must_with(&self, arguments: &[&str], input: &str) -> String {
        let mut command = self.command(arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("to run the binary");
        let mut pipe = child.stdin.take().expect("its input");
        pipe.write_all(input.as_bytes()).expect("to be read");
        drop(pipe);
        let output = child.wait_with_output().expect("its end");
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Starts a process and returns when it printed a line with this text.
    pub fn start(&self, arguments: &[&str], ready: &str) -> Process {
        let log = self.folder().join(format!("{}.log", uuid::Uuid::now_v7()));
        let mut child = self
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(File::create(&log).expect("a log file"))
            .spawn()
            .expect("to run the binary");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let address = Address::default();
        loop {
            let mut line = String::new();
            if output.read_line(&mut line).expect("a line of its output") == 0 {
                let log = std::fs::read_to_string(&log).unwrap_or_default();
                panic!("{arguments:?} ended before it was ready: {log}");
            }
            if let Some((_, base)) = line.split_once(LISTENING) {
                address.set(base.trim().to_owned());
            }
            if line.contains(ready) {
                break;
            }
        }
        std::thread::spawn(move || {
            let mut rest = Vec::new();
            let _ = output.read_to_end(&mut rest);
        });
        Process { child, address, log }
    }

    /// Starts something that listens, on a free port.
    pub fn listen(&self, arguments: &[&str]) -> Process {
        let mut all = arguments.to_vec();
        all.extend(["--listen", "127.0.0.1:0"]);
        self.start(&all, LISTENING)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("DUBAN_")) {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .env("DUBAN_DATA_DIR", self.folder())
            .stdin(Stdio::null())
            .current_dir(self.folder());
        if let Some(url) = self.database.url() {
            command.env("DUBAN_DATABASE_URL", url);
        }
        command
    }
}

/// A running process; killed when dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    address: Address,
    log: PathBuf,
}

impl Process {
    /// Where it listens.
    pub fn address(&self) -> Address {
        self.address.clone()
    }

    /// Signs in here.
    pub async fn sign_in(&self, username: &str, password: &str) -> Person {
        Person::sign_in(&Client::new(self.address()), username, password).await
    }

    /// SIGTERM, as a service manager sends it.
    pub fn ask_to_stop(&self) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(sent.expect("kill").success(), "no signal to {pid}");
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
    }
}
