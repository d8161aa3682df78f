//! The application, opened: database, clocks, keys.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use duban_app::demo::DemoClock;
use duban_app::store::{Store, StoreOptions};
use duban_app::{App, Parts, calendar};
use duban_core::clock::{Clock, SystemClock};
use duban_migrations::{Migrator, MigratorTrait};

use crate::config::Settings;
use crate::demo;
use crate::keys::{self, Keys};

/// The SQLite database in the data folder.
const FILE: &str = "duban.db";

/// What the commands work with.
pub(crate) struct Opened {
    pub(crate) app: App,
    pub(crate) keys: Keys,
    /// Set in a demo.
    pub(crate) clock: Option<Arc<DemoClock>>,
    store: Store,
}

/// Which clock the product runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Time {
    Real,
    Demo,
}

/// What to do about a schema that is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schema {
    /// Bring it up to date.
    Migrate,
    /// Refuse; another command does that.
    Require,
}

impl Opened {
    pub(crate) async fn open(settings: &Settings, time: Time, schema: Schema) -> Result<Self> {
        keys::data_folder(&settings.data_dir)?;
        let keys = Keys::load(settings)?;
        let options = StoreOptions {
            database_url: database_url(settings),
            connections: settings.connections,
            durability: settings.durability,
        };
        let store = Store::open(&options).await.context("cannot open the database")?;
        prepare(&store, schema).await?;
        let (clock, product): (_, Arc<dyn Clock>) = match time {
            Time::Real => (None, Arc::new(SystemClock)),
            Time::Demo => {
                let clock = DemoClock::new(demo::start());
                (Some(clock.clone()), clock)
            }
        };
        let parts = Parts {
            store: store.clone(),
            clock: product,
            wall: Arc::new(SystemClock),
            audit_key: keys.audit.clone(),
        };
        let app = App::new(parts);
        if schema == Schema::Migrate {
            calendar::seed(&app).await.context("cannot write the calendar")?;
        }
        Ok(Self {
            app,
            keys,
            clock,
            store,
        })
    }

    /// Removes the closed SQLite database of the data folder.
    pub(crate) fn discard(settings: &Settings) -> Result<()> {
        for suffix in ["", "-wal", "-shm"] {
            let file = settings.data_dir.join(format!("{FILE}{suffix}"));
            match std::fs::remove_file(&file) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("cannot remove {}", file.display()));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A copy of the SQLite database.
    pub(crate) async fn backup(&self, to: &Path) -> Result<()> {
        self.store.backup(to).await.context("the copy failed")
    }

    pub(crate) async fn close(self) -> Result<()> {
        self.store.close().await.context("cannot close the database")
    }
}

fn database_url(settings: &Settings) -> String {
    let in_folder = || format!("sqlite://{}", settings.data_dir.join(FILE).display());
    settings.database_url.clone().unwrap_or_else(in_folder)
}

async fn prepare(store: &Store, schema: Schema) -> Result<()> {
    let database = store.for_migrations();
    match schema {
        Schema::Migrate => Migrator::up(database, None)
            .await
            .context("cannot bring the schema up to date"),
        Schema::Require => {
            let behind = Migrator::get_pending_migrations(database)
                .await
                .context("cannot read the schema's state")?;
            if behind.is_empty() {
                Ok(())
            } else {
                bail!(
                    "the schema is {} steps behind: run duban migrate first",
                    behind.len()
                )
            }
        }
    }
}
