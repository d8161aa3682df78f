//! Where the databases of a run live, and how one becomes two that are alike.

use std::path::Path;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use tempfile::TempDir;

use crate::engine::{self, Engine};
use crate::{Content, county, ours};

/// A folder of SQLite files, or a PostgreSQL server.
pub(crate) enum Fixture {
    Files(TempDir),
    Server { url: String, run: String },
}

impl Fixture {
    /// A new folder beside what cargo builds, so that it is a disk like any other.
    pub(crate) fn files(dir: &Path) -> Result<Self> {
        std::fs::create_dir_all(dir)?;
        Ok(Self::Files(tempfile::tempdir_in(dir)?))
    }

    /// The server that the address names a database of.
    pub(crate) fn server(url: &str) -> Self {
        let run = format!("duban_bench_{}", std::process::id());
        Self::Server {
            url: url.to_owned(),
            run,
        }
    }

    pub(crate) const fn engine(&self) -> Engine {
        match self {
            Self::Files(_) => Engine::Sqlite,
            Self::Server { .. } => Engine::Postgres,
        }
    }

    /// Makes a database with the county and its matters and gives the address.
    pub(crate) async fn make(
        &self,
        name: &str,
        content: Content,
        count: usize,
        now: DateTime<Utc>,
    ) -> Result<String> {
        let url = self.url(name)?;
        if let Self::Server { url: server, run } = self {
            engine::on_server(server, format!("CREATE DATABASE {run}_{name}")).await?;
        }
        let (app, store) = ours::open(&url, now, ours::Schema::New).await?;
        county::set_up(&app).await?;
        drop(app);
        store.close().await?;
        engine::fill(&url, content, count, now).await?;
        engine::analyze(&url).await?;
        Ok(url)
    }

    /// A copy of a database that nobody has open.
    pub(crate) async fn copy(&self, from: &str, to: &str) -> Result<String> {
        let url = self.url(to)?;
        match self {
            Self::Files(folder) => {
                let file = |name: &str| folder.path().join(format!("{name}.db"));
                std::fs::copy(file(from), file(to)).context("cannot copy the database")?;
            }
            Self::Server { url: server, run } => {
                let statement = format!("CREATE DATABASE {run}_{to} TEMPLATE {run}_{from}");
                engine::on_server(server, statement).await?;
            }
        }
        Ok(url)
    }

    /// Throws a database away.
    pub(crate) async fn drop(&self, name: &str) -> Result<()> {
        match self {
            Self::Files(folder) => {
                for end in ["db", "db-wal", "db-shm"] {
                    let file = folder.path().join(format!("{name}.{end}"));
                    if file.exists() {
                        std::fs::remove_file(file)?;
                    }
                }
                Ok(())
            }
            Self::Server { url, run } => {
                engine::on_server(url, format!("DROP DATABASE IF EXISTS {run}_{name} WITH (FORCE)")).await
            }
        }
    }

    fn url(&self, name: &str) -> Result<String> {
        match self {
            Self::Files(folder) => Ok(format!("sqlite://{}/{name}.db", folder.path().display())),
            Self::Server { url, run } => {
                let (host, _) = url
                    .rsplit_once('/')
                    .context("an address with the name of a database")?;
                Ok(format!("{host}/{run}_{name}"))
            }
        }
    }
}
