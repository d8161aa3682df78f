//! Running: API, worker, or both. Stopping goes in order: no new requests, the running ones get
//! ten seconds, the worker finishes its job, the database is closed.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use duban_api::{ApiState, Options};
use duban_app::App;
use duban_app::demo::DemoClock;
use duban_worker::Worker;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::{interval, timeout};
use tokio_util::sync::CancellationToken;

use super::signal::Stop;
use crate::cli::{DemoClockFlag, DemoFlags};
use crate::config::Settings;
use crate::demo;
use crate::opened::{Opened, Schema, Time};

/// How long running requests may take after the signal.
const GRACE: Duration = Duration::from_secs(10);
/// How often a process that does not move the demo's clock looks at it.
const FOLLOW_CLOCK_EVERY: Duration = Duration::from_secs(1);

pub(super) async fn serve(settings: &Settings, flags: DemoFlags) -> Result<ExitCode> {
    let mut stop = Stop::listen()?;
    let opened = open(settings, flags.demo, Schema::Migrate).await?;
    if flags.demo {
        tokio::select! {
            loaded = demo::fill(&opened, flags.played) => loaded?,
            () = stop.wait() => return Ok(ExitCode::SUCCESS),
        }
    }
    let stopping = CancellationToken::new();
    let worker = tokio::spawn(Worker::new(opened.app.clone()).run(stopping.clone()));
    api_until(settings, &opened, &mut stop, &stopping).await?;
    finish(opened, worker).await
}

pub(super) async fn api(settings: &Settings, flags: DemoClockFlag) -> Result<ExitCode> {
    let mut stop = Stop::listen()?;
    let opened = open(settings, flags.demo, Schema::Require).await?;
    let stopping = CancellationToken::new();
    let follower = follow_clock(&opened, stopping.clone());
    api_until(settings, &opened, &mut stop, &stopping).await?;
    finish(opened, follower).await
}

pub(super) async fn worker(settings: &Settings, flags: DemoClockFlag) -> Result<ExitCode> {
    let mut stop = Stop::listen()?;
    let opened = open(settings, flags.demo, Schema::Require).await?;
    let stopping = CancellationToken::new();
    let follower = follow_clock(&opened, stopping.clone());
    let worker = tokio::spawn(Worker::new(opened.app.clone()).run(stopping.clone()));
    println!("worker started");
    stop.wait().await;
    stopping.cancel();
    follower.await.context("the clock's follower failed")?;
    finish(opened, worker).await
}

pub(super) async fn migrate(settings: &Settings) -> Result<ExitCode> {
    Opened::open(settings, Time::Real, Schema::Migrate)
        .await?
        .close()
        .await?;
    println!("the schema is up to date");
    Ok(ExitCode::SUCCESS)
}

async fn open(settings: &Settings, is_demo: bool, schema: Schema) -> Result<Opened> {
    let opened = if is_demo {
        demo::open(settings, schema).await?
    } else {
        Opened::open(settings, Time::Real, schema).await?
    };
    demo::check(&opened, is_demo).await?;
    Ok(opened)
}

/// Serves until a signal comes, then stops taking requests and finishes those in hand.
async fn api_until(
    settings: &Settings,
    opened: &Opened,
    stop: &mut Stop,
    stopping: &CancellationToken,
) -> Result<()> {
    let state = ApiState::new(duban_api::Parts {
        app: opened.app.clone(),
        jwt_key: opened.keys.jwt.clone(),
        options: Options {
            behind_proxy: settings.behind_proxy,
        },
        demo: opened.clock.as_ref().map(|clock| demo::desk(&opened.app, clock)),
        metrics: Some(duban_api::metrics::install().context("cannot start the measurements")?),
        stopping: stopping.clone(),
    });
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    let address = listener.local_addr().context("the address is not known")?;
    let mut server = tokio::spawn(duban_api::serve(listener, state));
    println!("listening on http://{address}");
    if opened.clock.is_some() {
        demo::print_accounts(&opened.app).await?;
    }
    tokio::select! {
        ended = &mut server => {
            stopping.cancel();
            return ended.context("the server failed")?.context("the server failed");
        }
        () = stop.wait() => tracing::info!("stopping"),
    }
    stopping.cancel();
    match timeout(GRACE, &mut server).await {
        Ok(ended) => ended.context("the server failed")?.context("the server failed"),
        Err(_) => {
            tracing::warn!("requests still ran after {} s and were ended", GRACE.as_secs());
            server.abort();
            Ok(())
        }
    }
}

async fn finish(opened: Opened, worker: JoinHandle<()>) -> Result<ExitCode> {
    worker.await.context("the worker failed")?;
    opened.close().await?;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// In a demo of several processes, one moves the clock and the others see it here.
fn follow_clock(opened: &Opened, stopping: CancellationToken) -> JoinHandle<()> {
    let (app, clock) = (opened.app.clone(), opened.clock.clone());
    tokio::spawn(async move {
        if let Some(clock) = clock {
            tokio::select! {
                () = stopping.cancelled() => {}
                () = follow(&app, &clock) => {}
            }
        } else {
            stopping.cancelled().await;
        }
    })
}

async fn follow(app: &App, clock: &Arc<DemoClock>) {
    let mut tick = interval(FOLLOW_CLOCK_EVERY);
    loop {
        tick.tick().await;
        if let Err(error) = clock.load(app).await {
            tracing::warn!(%error, "the demo's clock cannot be read");
        }
    }
}
