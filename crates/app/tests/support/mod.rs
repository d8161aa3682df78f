//! A small installation to test on: a city, two counties, a handful of people, a clock to move.
//! On SQLite, or on PostgreSQL when `DUBAN_TEST_DATABASE_URL` names a server to make databases on.
#![allow(dead_code, reason = "every test file uses its own part")]

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use duban_app::department::command::NewDepartment;
use duban_app::region::command::NewRegion;
use duban_app::store::{Faults, Store};
use duban_app::user::command::LoadUser;
use duban_app::user::password::queue::Hashing;
use duban_app::{App, Ctx, Parts, department, region, user};
use duban_core::clock::Clock;
use duban_core::id::{DepartmentId, RegionId, UserId};
use duban_core::word::{DepartmentKind, RegionLevel, Role};
use duban_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseBackend, FromQueryResult, Statement};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;

pub(crate) mod accounts;
mod clock;
pub(crate) mod database;
pub(crate) mod trap;

pub(crate) use clock::TestClock;
use database::open;

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
    pub(crate) city: RegionId,
    pub(crate) county: RegionId,
    pub(crate) other_county: RegionId,
    /// The supervision office's own department.
    pub(crate) office: DepartmentId,
    pub(crate) d01: DepartmentId,
    pub(crate) d02: DepartmentId,
    /// 市发展和改革委员会.
    pub(crate) city_department: DepartmentId,
    users: HashMap<String, UserId>,
    database_url: String,
    folder: Option<TempDir>,
}

impl Fixture {
    /// The id behind a user name; see [`fixture`] for who there is.
    pub(crate) fn user(&self, username: &str) -> UserId {
        self.users[username]
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
        let store = open(&self.database_url).await;
        app(store, self.clock.clone(), self.wall.clone())
    }

    /// The same, with other limits for hashing.
    pub(crate) async fn app_with(&self, hashing: Arc<Hashing>) -> App {
        let store = open(&self.database_url).await;
        let parts = parts(store, self.clock.clone(), self.wall.clone());
        App::with_hashing(parts, hashing)
    }

    /// The same, with somebody looking at every statement.
    pub(crate) async fn watched_app(&self, seen: Arc<dyn Fn(&str) + Send + Sync>) -> App {
        let store = open(&self.database_url).await.watched(seen);
        app(store, self.clock.clone(), self.wall.clone())
    }

    /// The same, on a database that fails as it is told to.
    pub(crate) async fn failing_app(&self, faults: Arc<dyn Faults>) -> App {
        let store = open(&self.database_url).await.failing(faults);
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
        Some(self.folder.as_ref()?.path().join("duban.db"))
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
    let (database_url, folder) = database::new().await;
    let store = open(&database_url).await;
    Migrator::up(store.for_migrations(), None)
        .await
        .expect("migrations");
    let (clock, wall) = (TestClock::starting(), TestClock::starting());
    let nobody = Uuid::nil();
    Fixture {
        app: app(store.clone(), clock.clone(), wall.clone()),
        clock,
        wall,
        store,
        city: nobody.into(),
        county: nobody.into(),
        other_county: nobody.into(),
        office: nobody.into(),
        d01: nobody.into(),
        d02: nobody.into(),
        city_department: nobody.into(),
        users: HashMap::new(),
        database_url,
        folder,
    }
}

/// The installation. In the county: `xianzhang`, `leader1` (portfolio d01, liaison ducha1),
/// `leader2` (d02), `ducha1`, `ducha2`, `d01-head`, `d01`, `d02-head`, `d02`, `tongji`, `sysadmin`,
/// `secadmin`, `auditor`. In the city: `shiducha`. In the other county: `lin-leader`, `lin-ducha`,
/// `lin-d01-head`, `lin-d01`.
pub(crate) async fn fixture() -> Fixture {
    let mut fixture = empty().await;
    let app = fixture.app.clone();
    let city = NewRegion::new("530300", "曲靖市", RegionLevel::City);
    fixture.city = region::command::create(&app, city).await.expect("city");
    let county = NewRegion::new(COUNTY, "师宗县", RegionLevel::County).under(fixture.city);
    fixture.county = region::command::create(&app, county).await.expect("county");
    let other = NewRegion::new("530324", "邻县", RegionLevel::County).under(fixture.city);
    fixture.other_county = region::command::create(&app, other).await.expect("other county");

    let above = departments(
        &app,
        fixture.city,
        &[("市发展和改革委员会", DepartmentKind::CityDepartment)],
    )
    .await;
    fixture.city_department = above[0];
    let units = [
        ("县政府督查室", DepartmentKind::SupervisionOffice),
        ("县发展和改革局", DepartmentKind::Department),
        ("县工业和信息化局", DepartmentKind::Department),
    ];
    let units = departments(&app, fixture.county, &units).await;
    (fixture.office, fixture.d01, fixture.d02) = (units[0], units[1], units[2]);
    let other = departments(
        &app,
        fixture.other_county,
        &[("邻县发展和改革局", DepartmentKind::Department)],
    )
    .await;

    let (office, d01, d02) = (Some(fixture.office), Some(fixture.d01), Some(fixture.d02));
    let mut leader1 = account("leader1", Role::Leader, None).await;
    leader1.portfolio = vec![fixture.d01];
    leader1.liaison = Some("ducha1".to_owned());
    let mut leader2 = account("leader2", Role::Leader, None).await;
    leader2.portfolio = vec![fixture.d02];
    let people = vec![
        account("xianzhang", Role::CountyHead, None).await,
        leader1,
        leader2,
        account("ducha1", Role::Supervisor, office).await,
        account("ducha2", Role::Supervisor, office).await,
        account("d01-head", Role::DepartmentHead, d01).await,
        account("d01", Role::Handler, d01).await,
        account("d02-head", Role::DepartmentHead, d02).await,
        account("d02", Role::Handler, d02).await,
        account("tongji", Role::Statistician, None).await,
        account("sysadmin", Role::SystemAdmin, None).await,
        account("secadmin", Role::SecurityAdmin, None).await,
        account("auditor", Role::Auditor, None).await,
    ];
    let above = vec![account("shiducha", Role::CitySupervisor, None).await];
    let beside = vec![
        account("lin-leader", Role::Leader, None).await,
        account("lin-ducha", Role::Supervisor, None).await,
        account("lin-d01-head", Role::DepartmentHead, Some(other[0])).await,
        account("lin-d01", Role::Handler, Some(other[0])).await,
    ];
    for (region, people) in [
        (fixture.county, people),
        (fixture.city, above),
        (fixture.other_county, beside),
    ] {
        let names: Vec<String> = people.iter().map(|person| person.username.clone()).collect();
        let ids = user::command::load(&app, region, people).await.expect("accounts");
        fixture.users.extend(names.into_iter().zip(ids));
    }
    fixture
}

async fn departments(app: &App, region: RegionId, units: &[(&str, DepartmentKind)]) -> Vec<DepartmentId> {
    let new = units.iter().map(|(name, kind)| NewDepartment {
        name: (*name).to_owned(),
        kind: *kind,
    });
    department::command::create(app, region, new.collect())
        .await
        .expect("departments")
}

async fn account(username: &str, role: Role, department: Option<DepartmentId>) -> LoadUser {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = HASH
        .get_or_init(|| async { user::password::hash(PASSWORD).await.expect("hash") })
        .await;
    LoadUser {
        username: username.to_owned(),
        name: format!("{username} 同志"),
        post: None,
        role,
        department,
        liaison: None,
        portfolio: Vec::new(),
        password_hash: hash.clone(),
        must_change_password: false,
    }
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
