//! Several processes on one database, as operations run them: each command of the binary, each stopped as a service
//! manager would.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::database::Database;
use crate::process::Process;
use crate::server::{LISTENING, binary};

/// A data folder and a database, and what runs on them.
#[derive(Debug)]
pub struct Cluster {
    data: PathBuf,
    database: Database,
    /// Removed with the cluster, when it was made with it.
    _own: Option<TempDir>,
}

impl Cluster {
    /// An empty data folder and an empty database.
    pub async fn new() -> Self {
        let data = TempDir::with_prefix("duban-cluster-").expect("a temporary folder");
        let database = Database::create(data.path()).await;
        let folder = data.path().to_path_buf();
        Self {
            _own: Some(data),
            ..Self::on(folder, database)
        }
    }

    /// A folder and a database of somebody else's; the logs lie in the folder as well.
    pub fn on(data: PathBuf, database: Database) -> Self {
        Self {
            data,
            database,
            _own: None,
        }
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.data
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
        self.start_by(self.command(arguments), ready)
    }

    /// The same by a command of [`Cluster::command`] that was given something more.
    pub fn start_by(&self, command: Command, ready: &str) -> Process {
        let mut process = self.begin(command, ready);
        process.wait_until_ready();
        process
    }

    /// Starts a process that may take its time to be ready.
    pub fn begin(&self, command: Command, ready: &str) -> Process {
        let log = self.folder().join(format!("{}.log", uuid::Uuid::now_v7()));
        Process::begin(command, ready.to_owned(), log)
    }

    /// Starts something that listens, on a free port.
    pub fn listen(&self, arguments: &[&str]) -> Process {
        let mut all = arguments.to_vec();
        all.extend(["--listen", "127.0.0.1:0"]);
        self.start(&all, LISTENING)
    }

    /// A command of the binary on this data.
    pub fn command(&self, arguments: &[&str]) -> Command {
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
