//! The product's side: the real application and the real router.

use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use duban_api::{ApiState, Options, Parts as ApiParts};
use duban_app::store::{Durability, Limits, Store, StoreOptions};
use duban_app::{App, Parts, alert, calendar, event};
use duban_core::clock::{FixedClock, SystemClock};
use duban_migrations::{Migrator, MigratorTrait};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{AUDIT_KEY, BATCH, CONNECTIONS};

/// Whether the database is still empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schema {
    New,
    There,
}

/// Opens the application with the settings it is shipped with.
pub(crate) async fn open(url: &str, now: DateTime<Utc>, schema: Schema) -> Result<(App, Store)> {
    let options = StoreOptions {
        database_url: url.to_owned(),
        connections: CONNECTIONS,
        durability: Durability::Full,
        limits: Limits::default(),
    };
    let store = Store::open(&options).await?;
    if schema == Schema::New {
        Migrator::up(store.for_migrations(), None)
            .await
            .context("migrations")?;
    }
    let app = App::new(Parts {
        store: store.clone(),
        clock: Arc::new(FixedClock(now)),
        wall: Arc::new(SystemClock),
        audit_key: AUDIT_KEY.to_vec(),
    });
    if schema == Schema::New {
        calendar::seed(&app).await?;
    }
    Ok((app, store))
}

/// Serves the whole API until the process ends, with log and measurements on as when it is shipped.
pub(crate) async fn serve(listener: TcpListener, url: &str, now: DateTime<Utc>) -> Result<()> {
    let filter = tracing_subscriber::EnvFilter::new("info,sqlx=warn,sea_orm=warn");
    let log = tracing_subscriber::fmt()
        .compact()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    log.try_init()
        .map_err(|error| anyhow::anyhow!("the log cannot be started: {error}"))?;
    let (app, _store) = open(url, now, Schema::There).await?;
    let state = ApiState::new(ApiParts {
        app,
        jwt_key: vec![7; 32],
        options: Options::default(),
        demo: None,
        metrics: Some(duban_api::metrics::install()?),
        stopping: CancellationToken::new(),
    });
    duban_api::serve(listener, state).await;
    Ok(())
}

/// Fires everything that is due; gives the number of matters.
pub(crate) async fn sweep(url: &str, now: DateTime<Utc>) -> Result<u64> {
    let (app, store) = open(url, now, Schema::There).await?;
    let report = alert::sweep(&app, BATCH.unsigned_abs()).await?;
    drop(app);
    store.close().await?;
    Ok(report.matters)
}

/// Checks every chain of events; whichever side wrote it, it must be whole.
pub(crate) async fn verify(url: &str, now: DateTime<Utc>) -> Result<()> {
    let (app, store) = open(url, now, Schema::There).await?;
    for (region, verdict) in event::verify::all(&app).await? {
        anyhow::ensure!(
            verdict.whole,
            "the chain of {region} is broken: {:?}",
            verdict.first_bad
        );
    }
    drop(app);
    Ok(store.close().await?)
}
