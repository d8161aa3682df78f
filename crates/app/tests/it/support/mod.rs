//! A small installation to test on: a city, two counties, a handful of people, a clock to move.
//! On SQLite, or on PostgreSQL when `DUBAN_TEST_DATABASE_URL` names a server to make databases on.

use std::ops::Deref;
use std::sync::Arc;

use chrono::TimeDelta;
use duban_app::store::{Faults, Store};
use duban_app::user::password::queue::Hashing;
use duban_app::{App, Ctx, Parts};
use duban_core::clock::Clock;
use duban_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseBackend, FromQueryResult, Statement};
use tokio::sync::OnceCell;

pub(crate) mod accounts;
mod clock;
pub(crate) mod database;
mod installation;
pub(crate) mod trap;

pub(crate) use clock::TestClock;
use database::{Database, Template, open};
use installation::Installation;

/// Saturday 2023-01-28, 09:00 in Shanghai: a make-up working day after the spring festival.
pub(crate) const START: &str = "2023-01-28T01:00:00Z";
/// Every account's password.
pub(crate) const PASSWORD: &str = "Correct-Horse-9";
/// Code of the county that most tests live in.
pub(crate) const COUNTY: &str = "530323";

/// The installation.
pub(crate) struct Fixture {
    pub(crate) app: App,
    /// The product's clock.
    pub(crate) clock: Arc<TestClock>,
    /// The machine's clock.
    pub(crate) wall: Arc<TestClock>,
    pub(crate) store: Store,
    installation: Installation,
    database: Database,
}

/// What was prepared is the same for every test; only the database is its own.
impl Deref for Fixture {
    type Target = Installation;

    fn deref(&self) -> &Installation {
        &self.installation
    }
}

impl Fixture {
    async fn on(database: Database, installation: Installation) -> Self {
        let store = open(&database.url).await;
        let (clock, wall) = (TestClock::starting(), TestClock::starting());
        Self {
            app: app(store.clone(), clock.clone(), wall.clone()),
            clock,
            wall,
            store,
            installation,
            database,
        }
    }

    /// That person as the one who asks.
    pub(crate) async fn ctx(&self, username: &str) -> Ctx {
        let directory = self.app.directory().await.expect("directory");
        let actor = directory.actor(self.user(username)).expect("an active account");
        Ctx {
            actor,
            request_id: None,
        }
    }

    /// Moves both clocks.
    pub(crate) fn advance(&self, by: TimeDelta) {
        self.clock.advance(by);
        self.wall.advance(by);
    }

    /// The product's present in milliseconds.
    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now().timestamp_millis()
    }

    /// A second process on the same database, with its own caches.
    pub(crate) async fn second_app(&self) -> App {
        let store = open(&self.database.url).await;
        app(store, self.clock.clone(), self.wall.clone())
    }

    /// The same, with other limits for hashing.
    pub(crate) async fn app_with(&self, hashing: Arc<Hashing>) -> App {
        let store = open(&self.database.url).await;
        let parts = parts(store, self.clock.clone(), self.wall.clone());
        App::with_hashing(parts, hashing)
    }

    /// The same, with somebody looking at every statement.
    pub(crate) async fn watched_app(&self, seen: Arc<dyn Fn(&str) + Send + Sync>) -> App {
        let store = open(&self.database.url).await.watched(seen);
        app(store, self.clock.clone(), self.wall.clone())
    }

    /// The same, on a database that fails as it is told to.
    pub(crate) async fn failing_app(&self, faults: Arc<dyn Faults>) -> App {
        let store = open(&self.database.url).await.failing(faults);
        app(store, self.clock.clone(), self.wall.clone())
    }

    /// What somebody with a database tool could do.
    pub(crate) async fn sql(&self, statement: &str) {
        self.store
            .for_migrations()
            .execute_unprepared(statement)
            .await
            .expect(statement);
    }

    /// Whether the tests run on the embedded engine.
    pub(crate) fn is_sqlite(&self) -> bool {
        self.store.for_migrations().get_database_backend() == DatabaseBackend::Sqlite
    }

    /// The file of an embedded database.
    pub(crate) fn file(&self) -> Option<std::path::PathBuf> {
        Some(self.database.folder.as_ref()?.path().join("duban.db"))
    }

    /// Waits until the engine has undone what a dead worker was doing. Until then PostgreSQL keeps its rows locked, and
    /// who comes next passes them over for this time.
    pub(crate) async fn death_is_undone(&self) {
        if !self.is_sqlite() {
            for table in ["matter", "outbox"] {
                self.sql(&format!("SELECT id FROM {table} FOR UPDATE")).await;
            }
        }
    }

    /// A single number out of the database.
    pub(crate) async fn number(&self, select: &str) -> i64 {
        #[derive(FromQueryResult)]
        struct Row {
            n: i64,
        }
        let db = self.store.for_migrations();
        let statement = Statement::from_string(db.get_database_backend(), select.to_owned());
        Row::find_by_statement(statement)
            .one(db)
            .await
            .expect(select)
            .expect("one row")
            .n
    }

    /// How many events of this kind there are, in every region.
    pub(crate) async fn events(&self, action: &str) -> i64 {
        self.number(&format!(
            "SELECT COUNT(*) AS n FROM event WHERE action = '{action}'"
        ))
        .await
    }
}

/// A migrated, empty database.
pub(crate) async fn empty() -> Fixture {
    static MIGRATED: OnceCell<Template> = OnceCell::const_new();
    let migrated = MIGRATED.get_or_init(async || {
        let database = Database::create().await;
        let store = open(&database.url).await;
        Migrator::up(store.for_migrations(), None)
            .await
            .expect("migrations");
        Template::of(database, store).await
    });
    let database = migrated.await.copy().await;
    Fixture::on(database, Installation::default()).await
}

/// The installation. In the county: `xianzhang`, `leader1` (portfolio d01, liaison ducha1),
/// `leader2` (d02), `ducha1`, `ducha2`, `d01-head`, `d01`, `d02-head`, `d02`, `tongji`, `sysadmin`,
/// `secadmin`, `auditor`. In the city: `shiducha`. In the other county: `lin-leader`, `lin-ducha`,
/// `lin-d01-head`, `lin-d01`.
pub(crate) async fn fixture() -> Fixture {
    static FURNISHED: OnceCell<(Template, Installation)> = OnceCell::const_new();
    let furnished = FURNISHED.get_or_init(async || {
        let empty = empty().await;
        let installation = installation::load(&empty.app).await;
        (Template::of(empty.database, empty.store).await, installation)
    });
    let (template, installation) = furnished.await;
    Fixture::on(template.copy().await, installation.clone()).await
}

fn app(store: Store, clock: Arc<TestClock>, wall: Arc<TestClock>) -> App {
    App::new(parts(store, clock, wall))
}

fn parts(store: Store, clock: Arc<TestClock>, wall: Arc<TestClock>) -> Parts {
    Parts {
        store,
        clock,
        wall,
        audit_key: b"a key for tests only".to_vec(),
    }
}
