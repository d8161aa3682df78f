//! An empty installation with one administrator. The tests beside the sources and those of the whole router share it, so
//! it uses nothing of this crate.

use std::path::Path;
use std::sync::Arc;

use duban_app::store::{Durability, Limits, Store, StoreOptions};
use duban_app::user::command::{FirstAdmin, bootstrap_admin};
use duban_app::{App, Parts, calendar};
use duban_core::clock::SystemClock;
use duban_core::id::UserId;
use duban_core::word::RegionLevel;
use duban_migrations::{Migrator, MigratorTrait};
use tempfile::TempDir;
use tokio::sync::OnceCell;

pub(crate) const ADMIN: &str = "sysadmin";
pub(crate) const PASSWORD: &str = "Correct-Horse-9";

pub(crate) struct Installed {
    pub(crate) app: App,
    /// Closed by tests of a database that does not answer.
    pub(crate) store: Store,
    pub(crate) admin: UserId,
    pub(crate) folder: TempDir,
}

/// The file of an installed database and its administrator, made once and copied for every test.
static INSTALLED: OnceCell<(Vec<u8>, UserId)> = OnceCell::const_new();

pub(crate) async fn install() -> Installed {
    let (file, admin) = INSTALLED.get_or_init(prepare).await;
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(FILE), file).expect("written");
    let store = open(folder.path()).await;
    Installed {
        app: app_on(store.clone()),
        store,
        admin: *admin,
        folder,
    }
}

async fn prepare() -> (Vec<u8>, UserId) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    Migrator::up(store.for_migrations(), None)
        .await
        .expect("migrated");
    let app = app_on(store.clone());
    calendar::seed(&app).await.expect("a calendar");
    let first = FirstAdmin {
        region_code: "530323".to_owned(),
        region_name: "师宗县".to_owned(),
        region_level: RegionLevel::County,
        username: ADMIN.to_owned(),
        name: "系统管理员".to_owned(),
        password: PASSWORD.to_owned(),
        must_change_password: false,
    };
    let admin = bootstrap_admin(&app, first).await.expect("an administrator");
    let copy = folder.path().join("copy.db");
    store.backup(&copy).await.expect("a copy");
    store.close().await.expect("closed");
    (std::fs::read(copy).expect("the copy"), admin)
}

async fn open(folder: &Path) -> Store {
    let options = StoreOptions {
        database_url: format!("sqlite://{}", folder.join(FILE).display()),
        connections: 2,
        durability: Durability::Normal,
        limits: Limits::default(),
    };
    Store::open(&options).await.expect("opened")
}

fn app_on(store: Store) -> App {
    let clock = Arc::new(SystemClock);
    App::new(Parts {
        store,
        clock: clock.clone(),
        wall: clock,
        audit_key: vec![1; 32],
    })
}

const FILE: &str = "test.db";
