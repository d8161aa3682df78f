//! A PostgreSQL server of a test's own, which it may stop in the middle of anything. The programs are those that
//! `cargo xtask test` found.

use std::fs;
use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};
use uuid::Uuid;

/// The folder of `initdb` and `postgres`.
const BINARIES: &str = "DUBAN_TEST_POSTGRES_BIN";
const ENGINE: &str = "DUBAN_TEST_ENGINE";
const NAME: &str = "duban";
/// How many connections it takes, besides three that are kept for its administrator.
const CONNECTIONS: u32 = 60;
const PATIENCE: Duration = Duration::from_secs(60);

/// Holds the server's life: obeys the orders on its input, and ends the server and removes its folder when that is
/// closed, which happens even when we are killed. `QUIT` is what `pg_ctl stop -m immediate` sends. What was
/// committed is in the files then, though not on the disk.
const GUARD: &str = r#"
begin() {
  "$1/postgres" -D "$2/data" -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c fsync=off -c full_page_writes=off -c max_connections="$4" >>"$2/log" 2>&1 </dev/null &
  server=$!
}
begin "$@"
while read -r order; do
  case $order in
    stop) kill -QUIT "$server"; wait "$server" ;;
    start) begin "$@" ;;
  esac
done
kill -QUIT "$server" 2>/dev/null
wait "$server"
cd / && rm -rf "$2"
"#;

/// A running server with one database and its owner, who is no administrator.
#[derive(Debug)]
pub struct PostgresServer {
    guard: Child,
    address: SocketAddr,
    password: String,
}

impl PostgresServer {
    /// None, said aloud, where the programs are not named.
    pub async fn start() -> Option<Self> {
        let Some(binaries) = std::env::var_os(BINARIES).map(PathBuf::from) else {
            // Whoever runs the tests for PostgreSQL must not be shown skipped ones as green.
            assert!(
                std::env::var_os(ENGINE).is_none(),
                "{ENGINE} is set but {BINARIES} is not"
            );
            eprintln!("SKIPPED: {BINARIES} names no folder of PostgreSQL's programs");
            return None;
        };
        let user = User::of(&binaries);
        let folder = std::env::temp_dir().join(format!("duban-postgres-{}", Uuid::now_v7().simple()));
        fs::create_dir(&folder).expect("a temporary folder");
        user.give(&folder);
        let password = format!("{:032x}", rand::random::<u128>());
        initialize(&binaries, &folder, user, &password);
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = free.local_addr().expect("its address");
        drop(free);
        let guard = user
            .command("sh")
            .args(["-c", GUARD, "guard"])
            .args([&binaries, &folder])
            .args([address.port().to_string(), CONNECTIONS.to_string()])
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("to start PostgreSQL's guard");
        let postgres = Self {
            guard,
            address,
            password,
        };
        postgres.answers().await;
        let password = &postgres.password;
        postgres
            .execute_in(
                "postgres",
                &format!("CREATE ROLE {NAME} LOGIN PASSWORD '{password}'"),
            )
            .await;
        postgres
            .execute_in("postgres", &format!("CREATE DATABASE {NAME} OWNER {NAME}"))
            .await;
        Some(postgres)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The database as its owner reaches it at this address, which may be a proxy's.
    pub fn url(&self, at: SocketAddr) -> String {
        format!("postgres://{NAME}:{}@{at}/{NAME}", self.password)
    }

    /// Ends it as `pg_ctl stop -m immediate` does; returns when nobody listens any more.
    pub async fn stop(&mut self) {
        self.order("stop");
        while TcpStream::connect(self.address).await.is_ok() {
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Starts it again; returns when it answers.
    pub async fn start_again(&mut self) {
        self.order("start");
        self.answers().await;
    }

    fn order(&mut self, order: &str) {
        let input = self.guard.stdin.as_mut().expect("its input");
        writeln!(input, "{order}").expect("a guard that reads");
    }

    async fn answers(&self) {
        let began = Instant::now();
        loop {
            match PgConnection::connect(&self.administrator("postgres")).await {
                Ok(_) => return,
                Err(error) => assert!(began.elapsed() < PATIENCE, "PostgreSQL does not start: {error}"),
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Reads one whole number as the administrator, for whom a connection is always free.
    pub async fn number(&self, sql: &str) -> i64 {
        let mut connection = self.connection(NAME).await;
        let query = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
        query.fetch_one(&mut connection).await.expect(sql)
    }

    /// Reads rows of two texts in the same way.
    pub async fn pairs(&self, sql: &str) -> Vec<(String, String)> {
        let mut connection = self.connection(NAME).await;
        let query = sqlx::query_as(AssertSqlSafe(sql.to_owned()));
        query.fetch_all(&mut connection).await.expect(sql)
    }

    /// Takes every connection that is free or becomes free, for this long.
    pub async fn exhaust(&self, time: Duration) {
        let (began, url) = (Instant::now(), self.url(self.address));
        let mut taken = Vec::new();
        while began.elapsed() < time {
            match PgConnection::connect(&url).await {
                Ok(connection) => taken.push(connection),
                Err(_) => sleep(Duration::from_millis(10)).await,
            }
        }
        assert!(!taken.is_empty(), "no connection was to be had");
    }

    async fn execute_in(&self, database: &str, sql: &str) {
        let mut connection = self.connection(database).await;
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&mut connection)
            .await
            .expect("carried out");
    }

    async fn connection(&self, database: &str) -> PgConnection {
        PgConnection::connect(&self.administrator(database))
            .await
            .expect("the administrator's connection")
    }

    fn administrator(&self, database: &str) -> String {
        format!(
            "postgres://postgres:{}@{}/{database}",
            self.password, self.address
        )
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

/// The password travels as it is: what clients reckon for a handshake takes a debug build longer than the faults.
fn initialize(binaries: &Path, folder: &Path, user: User, password: &str) {
    let file = folder.join("password");
    fs::write(&file, password).expect("written");
    let output = user
        .command(binaries.join("initdb"))
        .arg("--pgdata")
        .arg(folder.join("data"))
        .args(["--username=postgres", "--auth=password", "--encoding=UTF8"])
        .args(["--locale=C", "--no-sync"])
        .arg("--pwfile")
        .arg(&file)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("to start initdb");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "initdb failed: {said}");
}

/// PostgreSQL refuses to run as root, so root lends it somebody without rights.
#[derive(Debug, Clone, Copy)]
enum User {
    Ourselves,
    Other(u32),
}

impl User {
    fn of(binaries: &Path) -> Self {
        assert!(
            binaries.join("initdb").exists(),
            "no initdb in {}",
            binaries.display()
        );
        let us = fs::metadata("/proc/self").expect("/proc").uid();
        if us == 0 {
            Self::Other(65_534)
        } else {
            Self::Ourselves
        }
    }

    fn give(self, folder: &Path) {
        if let Self::Other(id) = self {
            chown(folder, Some(id), Some(id)).expect("given away");
        }
    }

    fn command(self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env("LC_ALL", "C")
            .env_remove("PGDATA")
            .env_remove("PGPORT");
        if let Self::Other(id) = self {
            command.uid(id).gid(id).env("HOME", "/");
        }
        command
    }
}
