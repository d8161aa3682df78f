//! How SQLite reads the lists: from an index in the order of the page, without sorting, and never the whole table.

use duban_core::id::RegionId;
use duban_core::matter::light::LightWindow;
use duban_core::policy::Scope;
use duban_core::word::{Holder, Light, Stage, Status};
use duban_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbBackend, QuerySelect, QueryTrait, Statement};
use tempfile::TempDir;
use uuid::Uuid;

use super::filter::{Filter, FilterContext, Sort};
use super::query::read;
use crate::paging::PageRequest;
use crate::store::{Durability, Limits, Store, StoreOptions};

async fn empty() -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&StoreOptions {
        database_url: format!("sqlite://{}", folder.path().join("duban.db").display()),
        connections: 1,
        durability: Durability::Normal,
        limits: Limits::default(),
    })
    .await
    .expect("a database");
    Migrator::up(store.for_migrations(), None)
        .await
        .expect("migrations");
    (folder, store)
}

/// Every step of the plan.
async fn plan(store: &Store, statement: Statement) -> Vec<String> {
    let explain = Statement {
        sql: format!("EXPLAIN QUERY PLAN {}", statement.sql),
        ..statement
    };
    let steps = store.read().query_all_raw(explain).await.expect("a plan");
    steps
        .iter()
        .map(|step| step.try_get("", "detail").expect("a step"))
        .collect()
}

/// Fails when the plan sorts, or reads a table or an index from one end to the other.
async fn direct(store: &Store, name: &str, statement: Statement) {
    let steps = plan(store, statement).await;
    let bad = |step: &String| step.contains("TEMP B-TREE") || step.starts_with("SCAN");
    assert!(!steps.is_empty() && !steps.iter().any(bad), "{name}: {steps:#?}");
}

fn today() -> FilterContext {
    let date = "2023-02-10".parse().expect("a date");
    let window = LightWindow {
        today: date,
        yellow_until: date,
    };
    FilterContext {
        window,
        offset_minutes: 480,
        counties: Vec::new(),
        reads_proposals: true,
    }
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn list(scope: &Scope, filter: &Filter, sort: Sort) -> Statement {
    read(scope, filter, &today(), sort, &PageRequest::default())
        .expect("a select")
        .limit(51)
        .build(DbBackend::Sqlite)
}

#[tokio::test]
async fn the_lists_of_a_county_are_read_in_their_order() {
    let (_folder, store) = empty().await;
    let county = Scope::Region(RegionId(id(1)));
    let all = Filter::default;
    let open = || Filter {
        open: Some(true),
        ..all()
    };
    let of = |status| Filter {
        status: vec![status],
        ..all()
    };
    let cases = [
        ("the whole ledger", all()),
        ("open", open()),
        ("a draft", of(Status::Draft)),
        ("to be struck off", of(Status::Verified)),
        (
            "red",
            Filter {
                light: Some(Light::Red),
                ..all()
            },
        ),
        (
            "due soon",
            Filter {
                light: Some(Light::Yellow),
                ..all()
            },
        ),
        (
            "overdue",
            Filter {
                overdue: Some(true),
                ..all()
            },
        ),
        (
            "a department's open ones",
            Filter {
                department: Some(id(2)),
                ..open()
            },
        ),
        (
            "all of a department's",
            Filter {
                department: Some(id(2)),
                ..all()
            },
        ),
        (
            "a leader's open ones",
            Filter {
                leader: Some(id(3)),
                ..open()
            },
        ),
        (
            "all of a leader's",
            Filter {
                leader: Some(id(3)),
                ..all()
            },
        ),
        (
            "of a plan",
            Filter {
                plan: Some(id(4)),
                ..all()
            },
        ),
        (
            "at the city",
            Filter {
                stage: Some(Stage::City),
                ..all()
            },
        ),
        (
            "extensions to decide",
            Filter {
                extension_pending: Some(true),
                ..open()
            },
        ),
        (
            "reports due",
            Filter {
                department: Some(id(2)),
                report_due: Some(true),
                ..all()
            },
        ),
        (
            "whose move it is",
            Filter {
                department: Some(id(2)),
                holder: Some(Holder::LeadDepartment),
                ..open()
            },
        ),
    ];
    for (name, filter) in &cases {
        for sort in [Sort::DueAsc, Sort::DueDesc] {
            direct(&store, name, list(&county, filter, sort)).await;
        }
    }
    for sort in [Sort::CreatedAsc, Sort::CreatedDesc, Sort::Number] {
        direct(&store, sort.as_str(), list(&county, &all(), sort)).await;
    }
}

#[tokio::test]
async fn the_lists_of_others_are_read_in_their_order() {
    let (_folder, store) = empty().await;
    let region = RegionId(id(1));
    let city = Scope::City {
        city: RegionId(id(9)),
        counties: vec![region, RegionId(id(5))],
    };
    direct(
        &store,
        "the city's",
        list(&city, &Filter::default(), Sort::DueAsc),
    )
    .await;
    let department = Scope::Department {
        region,
        department: id(2).into(),
    };
    let leader = Scope::Leader {
        region,
        leader: id(3).into(),
        departments: vec![id(2).into(), id(6).into()],
    };
    for (name, scope) in [("a department's", department), ("a leader's", leader)] {
        for open in [None, Some(true)] {
            let filter = Filter {
                open,
                ..Filter::default()
            };
            direct(&store, name, list(&scope, &filter, Sort::DueAsc)).await;
        }
    }
}

#[tokio::test]
async fn what_the_worker_and_the_auditor_ask_for_is_read_in_its_order() {
    let (_folder, store) = empty().await;
    for sql in [
        "SELECT id FROM matter WHERE next_alert_at <= 5 ORDER BY next_alert_at, id LIMIT 100",
        "SELECT * FROM event WHERE region_id = x'01' AND action = 'close' ORDER BY seq DESC LIMIT 51",
        "SELECT * FROM event WHERE region_id = x'01' AND actor_id = x'02' ORDER BY seq DESC LIMIT 51",
        "SELECT * FROM event WHERE region_id = x'01' ORDER BY seq DESC LIMIT 51",
    ] {
        direct(&store, sql, Statement::from_string(DbBackend::Sqlite, sql)).await;
    }
}
