//! A database of its own for every test.

use duban_app::store::{Durability, Limits, Store, StoreOptions};
use sea_orm::ConnectionTrait;
use tempfile::TempDir;
use uuid::Uuid;

pub(crate) async fn open(database_url: &str) -> Store {
    let options = StoreOptions {
        database_url: database_url.to_owned(),
        connections: 6,
        durability: Durability::Normal,
        limits: Limits::default(),
    };
    Store::open(&options).await.expect("database")
}

/// The address of a new database, and the folder that it lives in.
pub(crate) async fn new() -> (String, Option<TempDir>) {
    let Ok(server) = std::env::var("DUBAN_TEST_DATABASE_URL") else {
        // Whoever runs the tests for PostgreSQL must not be shown green ones of SQLite.
        let engine = std::env::var_os("DUBAN_TEST_ENGINE");
        assert!(
            engine.is_none(),
            "DUBAN_TEST_ENGINE is set but DUBAN_TEST_DATABASE_URL is not"
        );
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("duban.db");
        return (format!("sqlite://{}", file.display()), Some(folder));
    };
    let name = format!("t_{}", Uuid::now_v7().simple());
    let admin = open(&server).await;
    let create = format!("CREATE DATABASE {name}");
    admin
        .for_migrations()
        .execute_unprepared(&create)
        .await
        .expect("a new database");
    admin.close().await.expect("closed");
    let (host, _) = server.rsplit_once('/').expect("an address with a database name");
    (format!("{host}/{name}"), None)
}
