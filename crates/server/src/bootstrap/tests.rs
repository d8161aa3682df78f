use duban_app::key_value;
use duban_app::region::command::{NewRegion, create};
use duban_core::word::RegionLevel;
use duban_migrations::{Migrator, MigratorTrait};
use sea_orm::ConnectionTrait;

use super::*;
use crate::config::Secret;

/// A county of the release before there were seals, its own or the demo's: its schema lacks that step.
async fn older(settings: &Settings, time: Time) {
    let store = store(settings).await.expect("opened");
    Migrator::up(store.for_migrations(), None)
        .await
        .expect("migrated");
    let keys = Keys::load(settings, false).expect("keys");
    let runtime = Runtime::of(store, keys, Time::Real);
    let county = NewRegion::new("530323", "师宗县", RegionLevel::County);
    create(&runtime.app, county).await.expect("a county");
    if time == Time::Demo {
        key_value::set(&runtime.app, "demo", "loaded")
            .await
            .expect("marked");
    }
    for undo in [
        "ALTER TABLE chain_head DROP COLUMN sealed_seq",
        "ALTER TABLE chain_head DROP COLUMN seal",
        "DELETE FROM app_state WHERE key IN ('installation', 'chain.regions')",
        "DELETE FROM seaql_migrations WHERE version = 'm0016_chain_seal'",
    ] {
        sql(&runtime, undo).await;
    }
    runtime.close().await.expect("closed");
}

async fn sql(runtime: &Runtime, statement: &str) {
    let db = runtime.store.for_migrations();
    db.execute_unprepared(statement).await.expect(statement);
}

/// Opens, makes a county and closes, as `admin create` does.
async fn used(settings: &Settings) {
    let runtime = Runtime::open(settings, Time::Real, Schema::Migrate)
        .await
        .expect("opened");
    let county = NewRegion::new("530323", "师宗县", RegionLevel::County);
    create(&runtime.app, county).await.expect("a county");
    runtime.mark_as_used(settings).await.expect("noted");
    runtime.close().await.expect("closed");
}

/// What happens to the data folder of a used installation, and whether a start is refused then and how.
#[tokio::test]
async fn an_empty_database_in_the_place_of_a_used_one_is_refused() {
    let gone = |settings: &Settings, file: &str| {
        std::fs::remove_file(settings.data_dir.join(file)).expect(file);
    };
    let lost = "database is not there";
    let cases: [(&str, &[&str], Option<&str>); 6] = [
        ("nothing", &[], None),
        ("the database", &["duban.db"], Some(lost)),
        ("database and key", &["duban.db", "audit.key"], Some(lost)),
        ("database and mark", &["duban.db", "audit.sealed"], Some(lost)),
        ("all of it", &["duban.db", "audit.key", "audit.sealed"], None),
        ("the key", &["audit.key"], Some("the key is not there")),
    ];
    for (what, files, refused) in cases {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings::in_folder(folder.path());
        used(&settings).await;
        files.iter().for_each(|file| gone(&settings, file));
        let start = Runtime::open(&settings, Time::Real, Schema::Migrate).await;
        match (start, refused) {
            (Ok(runtime), None) => runtime.close().await.expect("closed"),
            (Err(error), Some(refused)) => {
                assert!(format!("{error:#}").contains(refused), "{what}: {error:#}");
                assert_eq!(
                    database_is_there(&settings),
                    !files.contains(&"duban.db"),
                    "{what}"
                );
            }
            (start, _) => panic!(
                "without {what}: {:?}",
                start.map(|_| ()).map_err(|e| e.to_string())
            ),
        }
    }
}

fn database_is_there(settings: &Settings) -> bool {
    settings.data_dir.join(FILE).exists()
}

#[tokio::test]
async fn new_accepts_an_empty_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = Settings::in_folder(folder.path());
    used(&settings).await;
    for trouble in ["removed", "emptied"] {
        let file = settings.data_dir.join(FILE);
        match trouble {
            "removed" => std::fs::remove_file(&file).expect("removed"),
            _ => std::fs::write(&file, "").expect("emptied"),
        }
        let refused = Runtime::open(&settings, Time::Real, Schema::Migrate).await;
        let message = refused.err().expect(trouble).to_string();
        assert!(message.contains("--new"), "{message}");
        let runtime = Runtime::open(&settings, Time::Real, Schema::New)
            .await
            .expect("begun anew");
        runtime.close().await.expect("closed");
        used(&settings).await;
    }
}

#[tokio::test]
async fn an_interrupted_first_start_and_a_demo_may_begin_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = Settings::in_folder(&folder.path().join("first"));
    // The key was made, the schema was not.
    let store = store(&first).await.expect("opened");
    Keys::load(&first, false).expect("keys");
    store.close().await.expect("closed");
    for _ in 0..2 {
        let runtime = Runtime::open(&first, Time::Real, Schema::Migrate)
            .await
            .expect("begun");
        runtime.close().await.expect("closed");
    }
    let demo = Settings::in_folder(&folder.path().join("demo"));
    for _ in 0..2 {
        let runtime = Runtime::open(&demo, Time::Demo, Schema::Migrate)
            .await
            .expect("begun");
        let county = NewRegion::new("530323", "师宗县", RegionLevel::County);
        create(&runtime.app, county).await.expect("a county");
        runtime.close().await.expect("closed");
        std::fs::remove_file(demo.data_dir.join(FILE)).expect("removed");
    }
}

#[tokio::test]
async fn an_emptied_chain_starts_only_with_new() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = Settings::in_folder(folder.path());
    used(&settings).await;
    let runtime = Runtime::open(&settings, Time::Real, Schema::Require)
        .await
        .expect("opened");
    sql(&runtime, "DELETE FROM event").await;
    runtime.close().await.expect("closed");
    for schema in [Schema::Migrate, Schema::Require] {
        let refused = Runtime::open(&settings, Time::Real, schema).await;
        let message = refused.err().expect("refused").to_string();
        assert!(message.contains("the events of 师宗县 are gone"), "{message}");
    }
    let runtime = Runtime::open(&settings, Time::Real, Schema::New)
        .await
        .expect("insisted");
    let verdicts = verify::all(&runtime.app).await.expect("verdicts");
    assert!(!verdicts[0].1.whole, "insisting does not make it whole");
    runtime.close().await.expect("closed");
}

#[tokio::test]
async fn refusals_leave_the_schema_unchanged() {
    let folder = tempfile::tempdir().expect("a folder");
    let right = Settings::in_folder(folder.path());
    older(&right, Time::Real).await;
    let demo = Settings::in_folder(&folder.path().join("demo"));
    older(&demo, Time::Demo).await;
    let wrong_key = Settings {
        audit_key: Some(Secret(vec![7; 32])),
        ..right.clone()
    };
    let elsewhere = Settings {
        data_dir: folder.path().join("keys-of-another"),
        database_url: Some(database_url(&right)),
        ..right.clone()
    };
    let cases = [
        (&right, &wrong_key, Time::Real, "is not the key"),
        (&right, &elsewhere, Time::Real, "the key is not there"),
        (&right, &right, Time::Demo, "holds real data"),
        (&demo, &demo, Time::Real, "holds the demo"),
    ];
    for (of, settings, time, message) in cases {
        let refused = Runtime::open(settings, time, Schema::Migrate).await;
        let refused = format!("{:#}", refused.err().expect(message));
        assert!(refused.contains(message), "{refused}");
        let store = store(of).await.expect("opened");
        let found = schema::inspect(&store, Schema::Migrate).await.expect("known");
        assert_eq!(found.state, State::Behind(1), "{message}");
        store.close().await.expect("closed");
    }
    let runtime = Runtime::open(&right, Time::Real, Schema::Migrate).await;
    let runtime = runtime.expect("brought up to date");
    let verdicts = verify::all(&runtime.app).await.expect("verdicts");
    assert!(verdicts.iter().all(|(_, verdict)| verdict.whole), "{verdicts:?}");
    assert_eq!(verify::regions(&runtime.app).await.expect("regions"), []);
    runtime.close().await.expect("closed");
    Runtime::migrate(&demo, Schema::Migrate)
        .await
        .expect("a demo is migrated as well");
}

#[tokio::test]
async fn a_mistyped_folder_is_not_created() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = Settings::in_folder(&folder.path().join("dta"));
    for refused in [
        Runtime::open(&settings, Time::Real, Schema::Require).await,
        Runtime::open_to_verify(&settings).await,
        Runtime::open_to_look(&settings).await,
    ] {
        let message = refused.err().expect("refused").to_string();
        assert!(
            message.contains("there is no database at") && message.contains("DUBAN_DATA_DIR"),
            "{message}"
        );
    }
    assert!(!settings.data_dir.exists(), "nothing was made");
}
