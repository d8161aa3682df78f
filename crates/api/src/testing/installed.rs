//! An empty installation with one administrator. The tests beside the sources and those of the whole router share it, so
//! it uses nothing of this crate.

use std::sync::Arc;

use duban_app::store::{Durability, Limits, Store, StoreOptions};
use duban_app::user::command::{Bootstrap, bootstrap_admin};
use duban_app::{App, Parts, calendar};
use duban_core::clock::SystemClock;
use duban_core::id::UserId;
use duban_core::word::RegionLevel;
use duban_migrations::{Migrator, MigratorTrait};
use tempfile::TempDir;

pub(crate) const ADMIN: &str = "sysadmin";
pub(crate) const PASSWORD: &str = "Correct-Horse-9";

pub(crate) struct Installed {
    pub(crate) app: App,
    /// Closed by tests of a database that does not answer.
    pub(crate) store: Store,
    pub(crate) admin: UserId,
    pub(crate) folder: TempDir,
}

pub(crate) async fn install() -> Installed {
    let folder = tempfile::tempdir().expect("a folder");
    let options = StoreOptions {
        database_url: format!("sqlite://{}", folder.path().join("test.db").display()),
        connections: 2,
        durability: Durability::Normal,
        limits: Limits::default(),
    };
    let store = Store::open(&options).await.expect("opened");
    Migrator::up(store.for_migrations(), None)
        .await
        .expect("migrated");
    let clock = Arc::new(SystemClock);
    let app = App::new(Parts {
        store: store.clone(),
        clock: clock.clone(),
        wall: clock,
        audit_key: vec![1; 32],
    });
    calendar::seed(&app).await.expect("a calendar");
    let first = Bootstrap {
        region_code: "530323".to_owned(),
        region_name: "师宗县".to_owned(),
        region_level: RegionLevel::County,
        username: ADMIN.to_owned(),
        name: "系统管理员".to_owned(),
        password: PASSWORD.to_owned(),
        must_change_password: false,
    };
    let admin = bootstrap_admin(&app, first).await.expect("an administrator");
    Installed {
        app,
        store,
        admin,
        folder,
    }
}
