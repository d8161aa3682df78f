//! The application, opened: database, clocks, keys.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use duban_app::demo::DemoClock;
use duban_app::event::verify::{self, Fit};
use duban_app::store::{Store, StoreOptions};
use duban_app::{App, Parts, calendar};
use duban_core::clock::{Clock, SystemClock};

use crate::config::Settings;
use crate::demo;
use crate::keys::{self, Keys};
use crate::schema::{self, State};

pub(crate) use crate::schema::Schema;

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

impl Opened {
    /// Opens for work: the audit key must be the one that the chains were sealed with.
    pub(crate) async fn open(settings: &Settings, time: Time, schema: Schema) -> Result<Self> {
        let store = store(settings).await?;
        let state = schema::prepare(&store, schema).await?;
        let begun = verify::begun(&store)
            .await
            .context("cannot read the chain of events")?;
        let keys = Keys::load(settings, begun)?;
        let opened = Self::of(store, keys, time);
        if begun {
            opened.require_fitting_key(settings).await?;
        }
        if schema == Schema::Migrate && !matches!(state, State::Ahead(_)) {
            calendar::seed(&opened.app)
                .await
                .context("cannot write the calendar")?;
        }
        Ok(opened)
    }

    /// Opens to look at the chain, whatever the key says about it.
    pub(crate) async fn open_to_verify(settings: &Settings) -> Result<Self> {
        let store = store(settings).await?;
        schema::prepare(&store, Schema::Require).await?;
        let begun = verify::begun(&store)
            .await
            .context("cannot read the chain of events")?;
        let keys = Keys::load(settings, begun)?;
        Ok(Self::of(store, keys, Time::Real))
    }

    /// Opens what needs no key and may be of any schema: a copy, a look at the worker.
    pub(crate) async fn open_to_look(settings: &Settings) -> Result<Self> {
        if let Some(file) = options(settings).file()? {
            // Opening would make an empty one, and a copy of that would be taken for a backup.
            ensure!(file.is_file(), "there is no database at {}", file.display());
        }
        Ok(Self::of(store(settings).await?, Keys::none(), Time::Real))
    }

    fn of(store: Store, keys: Keys, time: Time) -> Self {
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
        Self {
            app: App::new(parts),
            keys,
            clock,
            store,
        }
    }

    /// A chain that goes on under another key can be verified by none.
    async fn require_fitting_key(&self, settings: &Settings) -> Result<()> {
        for (region, fit) in verify::fit(&self.app)
            .await
            .context("cannot read the chain of events")?
        {
            ensure!(
                fit == Fit::Some,
                "{} is not the key that the events of {region} were sealed with; nothing was written",
                keys::audit_origin(settings)
            );
        }
        Ok(())
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

async fn store(settings: &Settings) -> Result<Store> {
    keys::data_folder(&settings.data_dir)?;
    Store::open(&options(settings))
        .await
        .context("cannot open the database")
}

fn options(settings: &Settings) -> StoreOptions {
    StoreOptions {
        database_url: database_url(settings),
        connections: settings.connections,
        durability: settings.durability,
    }
}

fn database_url(settings: &Settings) -> String {
    let in_folder = || format!("sqlite://{}", settings.data_dir.join(FILE).display());
    settings.database_url.clone().unwrap_or_else(in_folder)
}
