//! A database that is removed or replaced under a running process takes no more writes.

use std::fs;

use duban_app::AppError;
use duban_app::key_value;
use duban_app::outbox;
use duban_app::store::{Condition, Trouble};
use duban_core::worker::WorkerReason;

use crate::support::{Fixture, fixture};

async fn written(f: &Fixture) -> Option<Trouble> {
    match key_value::set(&f.app, "a.test", "written").await {
        Ok(()) => None,
        Err(error) => Some(error.trouble().unwrap_or_else(|| panic!("{error}"))),
    }
}

async fn is_replaced(f: &Fixture, what: &str) {
    let refused = f.app.same_database().await;
    assert!(matches!(refused, Err(AppError::Unavailable { .. })), "{what}");
    assert_eq!(written(f).await, Some(Trouble::Replaced), "{what}");
    let ready = f.app.readiness().await;
    assert_eq!(ready.write, Condition::Ill(Trouble::Replaced), "{what}");
    assert_eq!(ready.read, Condition::Ill(Trouble::Replaced), "{what}");
}

#[tokio::test]
async fn a_file_that_was_removed_or_replaced_takes_no_more_writes() {
    let f = fixture().await;
    let Some(file) = f.file() else { return };
    let aside = file.with_extension("aside");
    assert_eq!(written(&f).await, None);
    fs::rename(&file, &aside).expect("moved away");
    is_replaced(&f, "moved away").await;
    fs::copy(&aside, &file).expect("a copy in its place");
    is_replaced(&f, "a copy in its place").await;
    let health = outbox::health(&f.app).await.expect("health");
    assert_eq!(health.reason, Some(WorkerReason::StorageUnavailable));
    fs::rename(&aside, &file).expect("moved back");
    assert_eq!(written(&f).await, None, "it is the same file again");
    assert!(f.app.same_database().await.is_ok());
    fs::remove_file(&file).expect("removed");
    is_replaced(&f, "removed").await;
}

#[tokio::test]
async fn another_installation_behind_the_same_address_is_noticed() {
    let f = fixture().await;
    f.app.same_database().await.expect("the same");
    f.sql("UPDATE app_state SET value = 'another' WHERE key = 'installation'")
        .await;
    assert_eq!(written(&f).await, None, "the id is not read every time");
    tokio::time::pause();
    tokio::time::advance(std::time::Duration::from_secs(21)).await;
    tokio::time::resume();
    is_replaced(&f, "another id").await;
}
