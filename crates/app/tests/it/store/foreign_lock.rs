//! Another program that has the SQLite file open and holds its lock.

use std::time::Duration;

use duban_app::store::{Condition, Durability, Limits, Store, StoreOptions, Trouble};
use duban_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, TransactionTrait};

#[tokio::test]
async fn a_foreign_lock_is_told_as_busy_and_passes() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = StoreOptions {
        database_url: format!("sqlite://{}", folder.path().join("duban.db").display()),
        connections: 2,
        durability: Durability::Normal,
        limits: Limits {
            acquire: Duration::from_millis(200),
            ..Limits::default()
        },
    };
    let store = Store::open(&options).await.expect("opened");
    Migrator::up(store.for_migrations(), None)
        .await
        .expect("migrated");
    let other = Store::open(&options).await.expect("opened");
    let foreign = other.for_migrations().begin().await.expect("begun");
    foreign
        .execute_unprepared("UPDATE app_state SET value = value")
        .await
        .expect("locked");

    let found = store.readiness().await;
    assert_eq!(found.write, Condition::Ill(Trouble::Busy));
    assert_eq!(found.read, Condition::Well, "a lock keeps nobody from reading");

    foreign.rollback().await.expect("gone");
    let store = Store::open(&options).await.expect("opened");
    assert_eq!(store.readiness().await.trouble(), None);
}
