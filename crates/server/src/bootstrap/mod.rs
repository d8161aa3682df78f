//! Starts the application: opens the database, sets the clocks and loads the keys.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use duban_app::demo::DemoClock;
use duban_app::event::sealing;
use duban_app::event::verify::{self, KeyMatch};
use duban_app::store::{Store, StoreOptions};
use duban_app::{App, Parts, calendar};
use duban_core::clock::{Clock, ForwardClock};

use crate::config::Settings;
use crate::demo;
use crate::keys::{self, Keys};
use crate::lock::Lock;
use crate::schema::{self, SchemaReport, State};
use crate::used_mark::{self, DataFolderState};

pub(crate) use crate::schema::Schema;
pub(crate) use crate::time::Time;

/// The SQLite database in the data folder.
const FILE: &str = "duban.db";

/// The application with its database, keys and clock, as every command uses it.
pub(crate) struct Runtime {
    pub(crate) app: App,
    pub(crate) keys: Keys,
    /// Set in a demo.
    pub(crate) clock: Option<Arc<DemoClock>>,
    store: Store,
}

impl Runtime {
    /// Opens for work: the audit key must be the one that the chains were sealed with, the demo wants no real data, and
    /// real work no demo. Whatever is refused is refused before the schema is touched.
    pub(crate) async fn open(settings: &Settings, time: Time, schema: Schema) -> Result<Self> {
        if schema == Schema::Require {
            require_file(settings)?;
        }
        let (runtime, found) = Self::open_checked(settings, time, schema).await?;
        let mark = if found.has_state {
            demo::mark(&runtime.app).await?
        } else {
            None
        };
        time.refuse_mismatch(mark.as_deref(), found.begun)?;
        if schema == Schema::Require {
            runtime.complete_seals().await?;
        } else {
            runtime.bring_up_to_date(&found).await?;
        }
        runtime.mark_as_used(settings).await?;
        Ok(runtime)
    }

    /// Brings the schema up to date, whatever the database holds: a demo of several processes is migrated as well.
    pub(crate) async fn migrate(settings: &Settings, schema: Schema) -> Result<()> {
        let (runtime, found) = Self::open_checked(settings, Time::Real, schema).await?;
        runtime.bring_up_to_date(&found).await?;
        runtime.close().await
    }

    /// Opens with the audit key that the chains were sealed with.
    async fn open_checked(settings: &Settings, time: Time, schema: Schema) -> Result<(Self, SchemaReport)> {
        let before = DataFolderState::read(settings, options(settings).file()?.as_deref());
        before.refuse_missing(settings, time, schema)?;
        let store = store(settings).await?;
        let found = schema::inspect(&store, schema).await?;
        if !found.begun {
            before.refuse_empty(settings, schema)?;
        }
        let keys = Keys::load(settings, found.begun)?;
        let runtime = Self::of(store, keys, time);
        if found.begun {
            runtime.require_matching_key(settings, schema).await?;
        } else if schema == Schema::New {
            used_mark::clear(settings).context("cannot begin anew")?;
        }
        Ok((runtime, found))
    }

    /// What was written before the heads of the chains were sealed is sealed now that the key is known to fit.
    async fn complete_seals(&self) -> Result<()> {
        sealing::complete(&self.app)
            .await
            .context("cannot seal the chain of events")
    }

    /// Leaves the mark of a database with events. A demo's is no loss.
    pub(crate) async fn mark_as_used(&self, settings: &Settings) -> Result<()> {
        let begun = verify::begun(&self.store)
            .await
            .context("cannot read the chain of events")?;
        if begun && self.clock.is_none() {
            used_mark::set(settings);
        }
        Ok(())
    }

    async fn bring_up_to_date(&self, found: &SchemaReport) -> Result<()> {
        if matches!(found.state, State::Ahead(_)) {
            return Ok(());
        }
        schema::migrate(&self.store).await?;
        self.complete_seals().await?;
        calendar::seed(&self.app)
            .await
            .context("cannot write the calendar")
    }

    /// Opens to look at the chain, whatever the key says about it.
    pub(crate) async fn open_to_verify(settings: &Settings) -> Result<Self> {
        require_file(settings)?;
        let store = store(settings).await?;
        let found = schema::inspect(&store, Schema::Require).await?;
        let keys = Keys::load(settings, found.begun)?;
        Ok(Self::of(store, keys, Time::Real))
    }

    /// Opens what needs no key and may be of any schema: a copy, a look at the worker, its dead letters.
    pub(crate) async fn open_to_look(settings: &Settings) -> Result<Self> {
        require_file(settings)?;
        Ok(Self::of(store(settings).await?, Keys::none(), Time::Real))
    }

    fn of(store: Store, keys: Keys, time: Time) -> Self {
        let (clock, product): (_, Arc<dyn Clock>) = match time {
            Time::Real => (None, Arc::new(store.clock())),
            Time::Demo => {
                let clock = DemoClock::new(demo::start());
                (Some(clock.clone()), clock)
            }
        };
        let parts = Parts {
            store: store.clone(),
            clock: product,
            wall: Arc::new(ForwardClock::of(store.clock())),
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
    async fn require_matching_key(&self, settings: &Settings, schema: Schema) -> Result<()> {
        for (region, key_match) in verify::match_keys(&self.app)
            .await
            .context("cannot read the chain of events")?
        {
            ensure!(
                key_match != KeyMatch::Mismatch,
                "{} is not the key that the events of {region} were sealed with; nothing was written",
                keys::audit_origin(settings)
            );
            ensure!(
                key_match != KeyMatch::Empty || schema == Schema::New,
                "the events of {region} are gone, and the region is not: put the database back from a backup, or go on \
                 without them with --new; nothing was written"
            );
        }
        Ok(())
    }

    /// Keeps every other `serve` and `demo` off a SQLite file for as long as the lock is held.
    pub(crate) fn lock(settings: &Settings) -> Result<Option<Lock>> {
        let Some(file) = options(settings).file()? else {
            return Ok(None);
        };
        keys::data_folder(&settings.data_dir)?;
        Lock::take(&file).map(Some)
    }

    /// Removes the closed SQLite database of the data folder, which nobody else may be working on.
    pub(crate) fn discard(settings: &Settings, _alone: &Lock) -> Result<()> {
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

/// Opening would make an empty database in a mistyped folder, and a copy of that would be taken for a backup.
fn require_file(settings: &Settings) -> Result<()> {
    if let Some(file) = options(settings).file()? {
        ensure!(
            file.is_file(),
            "there is no database at {}: name another data folder (DUBAN_DATA_DIR) or run duban migrate first",
            file.display()
        );
    }
    Ok(())
}

async fn store(settings: &Settings) -> Result<Store> {
    keys::data_folder(&settings.data_dir)?;
    let store = Store::open(&options(settings))
        .await
        .context("cannot open the database")?;
    store
        .measure_clock()
        .await
        .context("cannot read the database's clock")?;
    Ok(store)
}

fn options(settings: &Settings) -> StoreOptions {
    StoreOptions {
        database_url: database_url(settings),
        connections: settings.connections,
        durability: settings.durability,
        limits: settings.limits,
    }
}

fn database_url(settings: &Settings) -> String {
    let in_folder = || format!("sqlite://{}", settings.data_dir.join(FILE).display());
    settings.database_url.clone().unwrap_or_else(in_folder)
}

#[cfg(test)]
mod tests;
