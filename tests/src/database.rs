//! The database of one server: a file in its data folder, or, when `DUBAN_TEST_DATABASE_URL` names a
//! PostgreSQL server, a fresh database there. That server is made for the test run and thrown away
//! after it, so nothing is cleaned up here.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};
use uuid::Uuid;

use crate::matters::{BETWEEN_TRIES, PATIENCE_TRIES};

const ADMIN_URL: &str = "DUBAN_TEST_DATABASE_URL";
const ENGINE: &str = "DUBAN_TEST_ENGINE";

/// Where one server keeps its rows.
#[derive(Debug, Clone)]
pub enum Database {
    /// The server's own default: a file in the data folder.
    Sqlite(PathBuf),
    /// A database of its own on the server of the test run.
    Postgres(String),
}

impl Database {
    /// A new, empty one.
    pub async fn create(data: &Path) -> Self {
        Self::create_as(data, "").await
    }

    /// A copy for another data folder, while nobody uses this one. A file is copied with its folder.
    pub(crate) async fn copy(&self, data: &Path) -> Self {
        let original = self.url().and_then(|url| url.rsplit('/').next());
        let clause = original.map_or(String::new(), |name| format!("TEMPLATE {name}"));
        Self::create_as(data, &clause).await
    }

    async fn create_as(data: &Path, clause: &str) -> Self {
        let Ok(admin) = std::env::var(ADMIN_URL) else {
            // Whoever runs the tests for PostgreSQL must not be shown green ones of SQLite.
            assert!(
                std::env::var_os(ENGINE).is_none(),
                "{ENGINE} is set but {ADMIN_URL} is not"
            );
            return Self::Sqlite(data.join("duban.db"));
        };
        let name = format!("duban_{}", Uuid::now_v7().simple());
        let mut connection = PgConnection::connect(&admin)
            .await
            .expect("the PostgreSQL of the test run");
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name} {clause}")))
            .execute(&mut connection)
            .await
            .expect("a fresh database");
        let (server, _) = admin
            .rsplit_once('/')
            .expect("an address that ends with a database");
        Self::Postgres(format!("{server}/{name}"))
    }

    /// What the server is told.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Sqlite(_) => None,
            Self::Postgres(url) => Some(url),
        }
    }

    /// Changes rows as somebody with a database tool would, behind the server's back; says how many.
    pub async fn execute(&self, sql: &str) -> u64 {
        let statement = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        match self {
            Self::Sqlite(file) => {
                let mut connection = sqlite(file).await;
                statement
                    .execute(&mut connection)
                    .await
                    .expect(sql)
                    .rows_affected()
            }
            Self::Postgres(url) => {
                let mut connection = PgConnection::connect(url).await.expect("the database");
                statement
                    .execute(&mut connection)
                    .await
                    .expect(sql)
                    .rows_affected()
            }
        }
    }

    /// Waits until a number is what it should become.
    pub async fn becomes(&self, expected: i64, sql: &str) {
        let mut found = expected;
        for _ in 0..PATIENCE_TRIES {
            found = self.number(sql).await;
            if found == expected {
                return;
            }
            tokio::time::sleep(BETWEEN_TRIES).await;
        }
        panic!("{sql} stays {found}");
    }

    /// Reads one whole number.
    pub async fn number(&self, sql: &str) -> i64 {
        match self {
            Self::Sqlite(file) => {
                let mut connection = sqlite(file).await;
                let query = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
                query.fetch_one(&mut connection).await.expect(sql)
            }
            Self::Postgres(url) => {
                let mut connection = PgConnection::connect(url).await.expect("the database");
                let query = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
                query.fetch_one(&mut connection).await.expect(sql)
            }
        }
    }
}

/// Beside the server, which may be writing: who comes second waits as long as the server itself would.
async fn sqlite(file: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(file);
    let patient = options.busy_timeout(Duration::from_secs(30));
    patient.connect().await.expect("the database file")
}
