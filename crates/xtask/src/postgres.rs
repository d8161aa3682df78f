//! A PostgreSQL of our own for the length of a test run: made in a temporary folder, gone afterwards.

use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::tools::{find_program, is_root, output_of};

const READY: &str = "database system is ready to accept connections";
const PATIENCE: Duration = Duration::from_secs(60);

/// The guard holds the server's life: it starts it, waits until its own input is closed, which happens
/// even when we are killed, and then stops the server and removes the folder.
const GUARD: &str = r#"
"$1/postgres" -D "$2/data" -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=500 -c wal_level=minimal -c max_wal_senders=0 \
  -c autovacuum=off -c jit=off -c max_wal_size=8GB -c shared_buffers=256MB >"$2/log" 2>&1 </dev/null &
server=$!
while read -r line; do :; done
kill -QUIT "$server" 2>/dev/null
wait "$server"
cd / && rm -rf "$2"
"#;

/// A running server; stopped and removed when dropped.
pub(crate) struct Postgres {
    guard: Child,
    /// Its data, one folder for each database.
    databases: PathBuf,
    /// The administrator's address, for creating one database per test.
    pub(crate) url: String,
    /// The folder of its programs, for tests that start a server of their own.
    pub(crate) binaries: PathBuf,
}

/// Names the folder of the programs, to us and to the tests.
pub(crate) const BINARIES: &str = "DUBAN_TEST_POSTGRES_BIN";

impl Postgres {
    pub(crate) fn start() -> Result<Self> {
        let user = User::unprivileged()?;
        let binaries = find_binaries(user)
            .context("no PostgreSQL server programs (initdb, postgres) were found that can be run")?;
        let folder = Folder::create(user)?;
        let password = random_word()?;
        fs::write(folder.path.join("password"), &password)?;
        initialize(&binaries, &folder.path, user)?;
        let port = free_port()?;
        let mut guard = user
            .command("sh")
            .args(["-c", GUARD, "guard"])
            .args([binaries.as_os_str(), folder.path.as_os_str()])
            .arg(port.to_string())
            .current_dir(&folder.path)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("cannot start the guard of PostgreSQL")?;
        // From here on the guard removes the folder.
        let path = folder.hand_over();
        if let Err(error) = wait_until_ready(&path, &mut guard) {
            end(&mut guard);
            return Err(error);
        }
        Ok(Self {
            guard,
            databases: path.join("data/base"),
            url: format!("postgres://postgres:{password}@127.0.0.1:{port}/postgres"),
            binaries,
        })
    }

    /// How many databases there are, by their folders: no client is needed to ask.
    pub(crate) fn databases(&self) -> Result<usize> {
        let entries = fs::read_dir(&self.databases).context("PostgreSQL's data cannot be seen")?;
        let is_number = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
        let names = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok());
        Ok(names.filter(|name| is_number(name)).count())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        end(&mut self.guard);
    }
}

fn end(guard: &mut Child) {
    drop(guard.stdin.take());
    let _ = guard.wait();
}

/// Whether `cargo xtask test` can have its PostgreSQL on this machine.
pub(crate) fn is_available() -> bool {
    User::unprivileged().is_ok_and(|user| find_binaries(user).is_some())
}

/// PostgreSQL refuses to run as root, so root lends it somebody without rights.
#[derive(Clone, Copy)]
enum User {
    Ourselves,
    Other { uid: u32, gid: u32 },
}

impl User {
    fn unprivileged() -> Result<Self> {
        if !is_root() {
            return Ok(Self::Ourselves);
        }
        let id = |flag: &str| {
            output_of(Command::new("id").args([flag, "postgres"]))?
                .trim()
                .parse()
                .ok()
        };
        Ok(match (id("-u"), id("-g")) {
            (Some(uid), Some(gid)) => Self::Other { uid, gid },
            _ => Self::Other {
                uid: 65534,
                gid: 65534,
            },
        })
    }

    fn command(self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env("LC_ALL", "C")
            .env_remove("PGDATA")
            .env_remove("PGPORT");
        if let Self::Other { uid, gid } = self {
            command.uid(uid).gid(gid).env("HOME", "/");
        }
        command
    }
}

/// The folder of the server; removed when dropped before it was handed over.
struct Folder {
    path: PathBuf,
    handed_over: bool,
}

impl Folder {
    fn create(user: User) -> Result<Self> {
        let path = std::env::temp_dir().join(format!(
            "duban-postgres-{}-{}",
            std::process::id(),
            random_word()?
        ));
        fs::DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .with_context(|| format!("cannot create {}", path.display()))?;
        if let User::Other { uid, gid } = user {
            chown(&path, Some(uid), Some(gid))?;
        }
        Ok(Self {
            path,
            handed_over: false,
        })
    }

    fn hand_over(mut self) -> PathBuf {
        self.handed_over = true;
        self.path.clone()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.handed_over {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

fn initialize(binaries: &Path, folder: &Path, user: User) -> Result<()> {
    let output = user
        .command(binaries.join("initdb"))
        .arg("--pgdata")
        .arg(folder.join("data"))
        .args([
            "--username=postgres",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ])
        .arg("--pwfile")
        .arg(folder.join("password"))
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .context("cannot start initdb")?;
    if !output.status.success() {
        bail!(
            "initdb failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(())
}

fn wait_until_ready(folder: &Path, guard: &mut Child) -> Result<()> {
    let pause = Duration::from_millis(100);
    let mut log = String::new();
    for _ in 0..PATIENCE.as_millis() / pause.as_millis() {
        log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        if log.contains(READY) {
            return Ok(());
        }
        if log.contains("FATAL") || guard.try_wait()?.is_some() {
            break;
        }
        thread::sleep(pause);
    }
    bail!("PostgreSQL did not start: {}", log.trim())
}

/// The folder of `initdb` and `postgres`: as told, the distribution's, on the path.
fn find_binaries(user: User) -> Option<PathBuf> {
    let configured = std::env::var_os(BINARIES).map(PathBuf::from);
    let on_path =
        find_program(&["initdb"]).and_then(|file| Some(fs::canonicalize(file).ok()?.parent()?.to_path_buf()));
    let candidates = configured
        .into_iter()
        .chain(distribution_folders())
        .chain(on_path);
    candidates
        .into_iter()
        .find(|dir| runs_as(user, &dir.join("initdb")) && runs_as(user, &dir.join("postgres")))
}

/// `/usr/lib/postgresql/<version>/bin`, newest first.
fn distribution_folders() -> Vec<PathBuf> {
    let entries = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut versions: Vec<u32> = entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    versions.sort_unstable();
    versions
        .iter()
        .rev()
        .map(|version| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin")))
        .collect()
}

fn runs_as(user: User, program: &Path) -> bool {
    fs::metadata(program).is_ok_and(|file| file.mode() & 0o111 != 0)
        && output_of(
            user.command(program)
                .arg("--version")
                .current_dir("/")
                .stderr(Stdio::null()),
        )
        .is_some()
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn random_word() -> Result<String> {
    let mut bytes = [0_u8; 12];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_words_fit_an_address_and_differ() {
        let (one, other) = (random_word().expect("a word"), random_word().expect("a word"));
        assert!(
            one.len() == 24 && one.chars().all(|c| c.is_ascii_hexdigit()),
            "{one}"
        );
        assert_ne!(one, other);
    }

    #[test]
    fn an_unused_folder_is_removed() {
        let folder = Folder::create(User::Ourselves).expect("a folder");
        let path = folder.path.clone();
        assert!(path.is_dir());
        drop(folder);
        assert!(!path.exists());
    }
}
