//! The server as a process of its own: started on a free port, killed, started again on the same data.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tempfile::TempDir;

use crate::database::Database;
use crate::prepared;

pub(crate) const LISTENING: &str = "listening on ";

/// How a server is started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Options {
    /// With the demonstration county, its accounts and its movable clock.
    Demo,
    /// As an office would run it: empty, on the machine's clock.
    Plain,
}

/// A running server with its data; killed when dropped.
#[derive(Debug)]
pub struct Server {
    options: Options,
    data: TempDir,
    database: Database,
    child: Option<Child>,
    base: Address,
    settings: Vec<(&'static str, &'static str)>,
}

/// Where the server is now; it changes with every start.
#[derive(Debug, Clone, Default)]
pub struct Address(Arc<RwLock<String>>);

impl Address {
    /// `http://127.0.0.1:PORT`.
    pub fn get(&self) -> String {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set(&self, base: String) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = base;
    }
}

impl Server {
    /// A server on fresh data.
    pub async fn start(options: Options) -> Self {
        let data = TempDir::with_prefix("duban-test-").expect("a temporary folder");
        let database = match options {
            Options::Demo => prepared::demo(data.path()).await,
            Options::Plain => Database::create(data.path()).await,
        };
        let mut server = Self {
            options,
            data,
            database,
            child: None,
            base: Address::default(),
            settings: Vec::new(),
        };
        server.start_again();
        server
    }

    /// Starts the process on the data that is there; returns when it answers.
    pub fn start_again(&mut self) {
        let mut child = self.spawn();
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let base = loop {
            let mut line = String::new();
            if output.read_line(&mut line).expect("a line of its output") == 0 {
                let status = child.wait();
                panic!(
                    "the server ended before it listened ({status:?}):\n{}",
                    self.log_text()
                );
            }
            if let Some((_, address)) = line.split_once(LISTENING) {
                break address.trim().to_owned();
            }
        };
        // Whatever else it prints is read away, so that it never waits for a reader.
        std::thread::spawn(move || {
            let mut rest = Vec::new();
            let _ = output.read_to_end(&mut rest);
        });
        self.base.set(base);
        self.child = Some(child);
    }

    /// Starts the process and kills it after this long, whether it listens by then or not: a death while it opens
    /// the database, or takes up what the life before left behind.
    pub fn die_at_start(&mut self, after: Duration) {
        let mut child = self.spawn();
        std::thread::sleep(after);
        child.kill().expect("to kill our own child");
        child.wait().expect("its end");
    }

    fn spawn(&self) -> Child {
        assert!(self.child.is_none(), "the server runs already");
        let mut arguments = vec!["serve", "--listen", "127.0.0.1:0"];
        if self.options == Options::Demo {
            arguments.push("--demo");
        }
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.log())
            .expect("a log file");
        let mut command = self.command(&arguments);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start: {error}", binary().display()))
    }

    /// SIGKILL, at whatever instruction it is.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("to kill our own child");
            child.wait().expect("its end");
        }
    }

    /// A setting in its environment, from its next start on.
    pub fn set(&mut self, name: &'static str, value: &'static str) {
        self.settings.push((name, value));
    }

    /// Where it listens.
    pub fn address(&self) -> Address {
        self.base.clone()
    }

    /// Its database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Runs another command of the same binary on the same data, e.g. `audit verify`.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments)
            .stdin(Stdio::null())
            .output()
            .expect("to run the binary")
    }

    /// The same with something to read on its standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("to run the binary");
        // It may end without reading.
        let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
        child.wait_with_output().expect("its end")
    }

    /// What the process holds now becomes the most that it ever held.
    pub fn forget_peak_memory(&self) {
        let pid = self.child.as_ref().expect("a running server").id();
        std::fs::write(format!("/proc/{pid}/clear_refs"), "5").expect("to reset the peak of our own child");
    }

    /// The most memory that the process ever held, in bytes.
    pub fn peak_memory(&self) -> u64 {
        let pid = self.child.as_ref().expect("a running server").id();
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("/proc");
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .expect("VmHWM");
        let kib: u64 = line
            .trim()
            .trim_end_matches("kB")
            .trim()
            .parse()
            .expect("a number of kB");
        kib * 1024
    }

    /// What it logged since its first start.
    pub fn log_text(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }

    fn log(&self) -> PathBuf {
        self.data.path().join("server.log")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        // Nothing of the machine's own settings reaches the server.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("DUBAN_")) {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .env("DUBAN_DATA_DIR", self.data.path())
            .envs(self.settings.iter().copied())
            .current_dir(self.data.path());
        if let Some(url) = self.database.url() {
            command.env("DUBAN_DATABASE_URL", url);
        }
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            let text = self.log_text();
            let tail: Vec<&str> = text.lines().rev().take(30).collect();
            eprintln!("the server's last lines:");
            for line in tail.into_iter().rev() {
                eprintln!("  {line}");
            }
        }
    }
}

/// Cargo builds the binary of this package before its tests and lays it beside their folder.
pub(crate) fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("the test's own path");
    let folder = test
        .parent()
        .and_then(Path::parent)
        .expect("the folder of the build");
    folder.join("duban-under-test")
}
