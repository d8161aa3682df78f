//! A database of its own for every test: an empty one, or a copy of one that was prepared.

use duban_app::store::{Durability, Limits, Store, StoreOptions};
use sea_orm::{ConnectOptions, ConnectionTrait};
use tempfile::TempDir;
use uuid::Uuid;

/// A database that nobody else uses.
pub(crate) struct Database {
    pub(crate) url: String,
    /// Where the file of an embedded one lies; removed with it. On a server it stays for as long as the server.
    pub(crate) folder: Option<TempDir>,
}

/// A prepared database. It lives as long as the process that made it, so no copy is ever of another build's schema.
pub(crate) enum Template {
    /// What the file holds.
    Sqlite(Vec<u8>),
    /// Its name on the server.
    Postgres(String),
}

impl Database {
    /// A new, empty one.
    pub(crate) async fn create() -> Self {
        match server() {
            Some(server) => Self::on(&server, "").await,
            None => Self::in_folder(),
        }
    }

    async fn on(server: &str, clause: &str) -> Self {
        let name = format!("t_{}", Uuid::now_v7().simple());
        let options = ConnectOptions::new(server).max_connections(1).to_owned();
        let admin = sea_orm::Database::connect(options).await.expect("the server");
        admin
            .execute_unprepared(&format!("CREATE DATABASE {name} {clause}"))
            .await
            .expect("a new database");
        admin.close().await.expect("closed");
        let (host, _) = server.rsplit_once('/').expect("an address with a database name");
        Self {
            url: format!("{host}/{name}"),
            folder: None,
        }
    }

    fn in_folder() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self {
            url: format!("sqlite://{}", folder.path().join(FILE).display()),
            folder: Some(folder),
        }
    }
}

impl Template {
    /// Made of a database as it is now; its last user gives it up.
    pub(crate) async fn of(database: Database, store: Store) -> Self {
        if let Some(folder) = &database.folder {
            let copy = folder.path().join("copy.db");
            store.backup(&copy).await.expect("a copy");
            store.close().await.expect("closed");
            return Self::Sqlite(std::fs::read(copy).expect("the copy"));
        }
        store.close().await.expect("closed");
        let (_, name) = database.url.rsplit_once('/').expect("its name");
        Self::Postgres(name.to_owned())
    }

    pub(crate) async fn copy(&self) -> Database {
        match self {
            Self::Sqlite(bytes) => {
                let copy = Database::in_folder();
                let folder = copy.folder.as_ref().expect("its folder");
                std::fs::write(folder.path().join(FILE), bytes).expect("written");
                copy
            }
            Self::Postgres(name) => {
                let server = server().expect("as when it was prepared");
                Database::on(&server, &format!("TEMPLATE {name}")).await
            }
        }
    }
}

const FILE: &str = "duban.db";

/// The server to make databases on; none where they are files.
fn server() -> Option<String> {
    let server = std::env::var("DUBAN_TEST_DATABASE_URL").ok();
    // Whoever runs the tests for PostgreSQL must not be shown green ones of SQLite.
    assert!(
        server.is_some() || std::env::var_os("DUBAN_TEST_ENGINE").is_none(),
        "DUBAN_TEST_ENGINE is set but DUBAN_TEST_DATABASE_URL is not"
    );
    server
}

pub(crate) async fn open(database_url: &str) -> Store {
    let options = StoreOptions {
        database_url: database_url.to_owned(),
        connections: 6,
        durability: Durability::Normal,
        limits: Limits::default(),
    };
    Store::open(&options).await.expect("database")
}
