//! Running: API, worker, or both. Stopping goes in order: no new requests, the running ones get
//! ten seconds, the worker gets as long for the job in hand, the database is closed.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use duban_api::ApiState;
use duban_app::demo::DemoClock;
use duban_app::store::Trouble;
use duban_app::{App, AppError, idempotency, outbox};
use duban_worker::Worker;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::signal::Stop;
use crate::bootstrap::{Runtime, Schema, Time};
use crate::cli::{DemoClockFlag, DemoFlags, WorkerFlags};
use crate::config::Settings;
use crate::demo;
use crate::files;
use crate::lock::Lock;

/// How long running requests may take after the signal.
const GRACE: Duration = Duration::from_secs(10);
/// The same for the worker's job in hand, after the requests.
const WORKER_GRACE: Duration = Duration::from_secs(10);
/// And for the database's connections.
const CLOSE_GRACE: Duration = Duration::from_secs(5);
/// How long a process that finds no database waits for its next try.
const TRY_AGAIN: Duration = Duration::from_secs(3);
/// How often the database is looked at and its clock measured.
const WATCH_EVERY: Duration = Duration::from_secs(30);
/// How often a process that does not move the demo's clock looks at it.
const FOLLOW_CLOCK_EVERY: Duration = Duration::from_secs(1);

pub(super) async fn serve(settings: &Settings, flags: DemoFlags) -> Result<ExitCode> {
    let stop = Stop::listen()?;
    let listener = bind(settings).await?;
    let alone = Runtime::lock(settings)?;
    let Some(runtime) = open(
        settings,
        flags.demo,
        Schema::migrating(flags.new.new),
        alone.as_ref(),
        &stop,
    )
    .await?
    else {
        return Ok(ExitCode::SUCCESS);
    };
    if alone.is_some() {
        idempotency::release_all_unwritten(&runtime.app)
            .await
            .context("cannot free the keys of requests that ended with the last process")?;
    }
    if flags.demo {
        tokio::select! {
            loaded = demo::fill(&runtime, flags.played) => loaded?,
            () = stop.wait() => return Ok(ExitCode::SUCCESS),
        }
    }
    let stopping = CancellationToken::new();
    watch_database(&runtime, stopping.clone());
    let worker = tokio::spawn(Worker::new(runtime.app.clone()).run(stopping.clone()));
    api_until(settings, listener, &runtime, &stop, &stopping).await?;
    finish(runtime, worker).await
}

pub(super) async fn api(settings: &Settings, flags: DemoClockFlag) -> Result<ExitCode> {
    let stop = Stop::listen()?;
    let listener = bind(settings).await?;
    let Some(runtime) = open(settings, flags.demo, Schema::Require, None, &stop).await? else {
        return Ok(ExitCode::SUCCESS);
    };
    let stopping = CancellationToken::new();
    watch_database(&runtime, stopping.clone());
    let follower = follow_clock(&runtime, stopping.clone());
    api_until(settings, listener, &runtime, &stop, &stopping).await?;
    finish(runtime, follower).await
}

pub(super) async fn worker(settings: &Settings, flags: WorkerFlags) -> Result<ExitCode> {
    if flags.check {
        return check_worker(settings).await;
    }
    if flags.retry_dead {
        return retry_dead(settings).await;
    }
    let stop = Stop::listen()?;
    let Some(runtime) = open(settings, flags.clock.demo, Schema::Require, None, &stop).await? else {
        return Ok(ExitCode::SUCCESS);
    };
    let stopping = CancellationToken::new();
    watch_database(&runtime, stopping.clone());
    let follower = follow_clock(&runtime, stopping.clone());
    let worker = tokio::spawn(Worker::new(runtime.app.clone()).run(stopping.clone()));
    println!("worker started");
    stop.wait().await;
    stopping.cancel();
    follower.await.context("the clock's follower failed")?;
    finish(runtime, worker).await
}

/// For a container's health check: the worker answers no requests, but every sweep leaves its time in the database.
async fn check_worker(settings: &Settings) -> Result<ExitCode> {
    let runtime = Runtime::open_to_look(settings).await?;
    let health = outbox::health(&runtime.app).await;
    let now = runtime.app.wall_now();
    runtime.close().await?;
    let health = health.context("the worker's state cannot be read")?;
    let swept = match health.last_sweep_at {
        Some(last) => format!("the last sweep was {} s ago", (now - last).num_seconds()),
        None => "no worker has swept yet".to_owned(),
    };
    if let Some(reason) = health.reason {
        bail!("the worker is {} ({reason}): {swept}", health.status);
    }
    println!("{swept}");
    Ok(ExitCode::SUCCESS)
}

/// For an operator who has mended what messages died of.
async fn retry_dead(settings: &Settings) -> Result<ExitCode> {
    let runtime = Runtime::open_to_look(settings).await?;
    let back = outbox::retry_dead(&runtime.app).await;
    runtime.close().await?;
    let back = back.context("the dead letters cannot be put back in line")?;
    println!("{back} dead letters are in line again");
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn migrate(settings: &Settings, new: bool) -> Result<ExitCode> {
    Runtime::migrate(settings, Schema::migrating(new)).await?;
    println!("the schema is up to date");
    Ok(ExitCode::SUCCESS)
}

/// Opens; where the database is away or stopping, waits until it is there. None when the process is to stop first.
async fn open(
    settings: &Settings,
    is_demo: bool,
    schema: Schema,
    alone: Option<&Lock>,
    stop: &Stop,
) -> Result<Option<Runtime>> {
    let open = async || {
        if is_demo {
            demo::open(settings, schema, alone).await
        } else {
            Runtime::open(settings, Time::Real, schema).await
        }
    };
    let mut tries = 0_u32;
    loop {
        let error = tokio::select! {
            runtime = open() => match runtime {
                Ok(runtime) => return Ok(Some(runtime)),
                Err(error) => error,
            },
            () = stop.wait() => return Ok(None),
        };
        let Some(trouble) = error.chain().find_map(trouble_of) else {
            return Err(error);
        };
        // Told at once and then about twice a minute.
        if tries.is_multiple_of(10) {
            tracing::warn!(
                ?trouble,
                error = format!("{error:#}"),
                "the database is away; waiting for it"
            );
        }
        tries += 1;
        tokio::select! {
            () = sleep(TRY_AGAIN) => {}
            () = stop.wait() => return Ok(None),
        }
    }
}

fn trouble_of(error: &(dyn std::error::Error + 'static)) -> Option<Trouble> {
    let trouble = error.downcast_ref::<AppError>()?.trouble()?;
    matches!(trouble, Trouble::Away | Trouble::Busy).then_some(trouble)
}

/// Keeps the database and its clock in sight for as long as the process runs. Whether the database is another one is
/// told by the store itself.
fn watch_database(runtime: &Runtime, stopping: CancellationToken) -> JoinHandle<()> {
    let app = runtime.app.clone();
    tokio::spawn(async move {
        let mut tick = interval(WATCH_EVERY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while stopping.run_until_cancelled(tick.tick()).await.is_some() {
            let _ = app.same_database().await;
            if let Err(error) = app.measure_clock().await {
                tracing::debug!(%error, "the database's clock cannot be read");
            }
        }
    })
}

/// Takes the address before anything else: a second server started by mistake must not touch the database of the first.
async fn bind(settings: &Settings) -> Result<TcpListener> {
    files::raise_limit();
    TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen on {}", settings.listen))
}

/// Serves until a signal comes, then stops taking requests and finishes those in hand.
async fn api_until(
    settings: &Settings,
    listener: TcpListener,
    runtime: &Runtime,
    stop: &Stop,
    stopping: &CancellationToken,
) -> Result<()> {
    let state = ApiState::new(duban_api::Parts {
        app: runtime.app.clone(),
        jwt_key: runtime.keys.jwt.clone(),
        options: files::options(settings),
        demo: runtime
            .clock
            .as_ref()
            .map(|clock| demo::clock_control(&runtime.app, clock)),
        metrics: Some(duban_api::metrics::install().context("cannot start the measurements")?),
        stopping: stopping.clone(),
    });
    let address = listener.local_addr().context("the address is not known")?;
    let mut server = tokio::spawn(duban_api::serve(listener, state));
    println!("listening on http://{address}");
    if runtime.clock.is_some() {
        demo::print_accounts(&runtime.app).await?;
    }
    tokio::select! {
        ended = &mut server => {
            stopping.cancel();
            return ended.context("the server failed");
        }
        () = stop.wait() => tracing::info!("stopping"),
    }
    stopping.cancel();
    match timeout(GRACE, &mut server).await {
        Ok(ended) => ended.context("the server failed"),
        Err(_) => {
            tracing::warn!(
                "requests still ran after {} s; the process ends without their answers",
                GRACE.as_secs()
            );
            Ok(())
        }
    }
}

/// Waits for the worker and closes the database, both within limits: a database that does not answer must not keep
/// the process alive until somebody kills it. What a cut-off job had begun is rolled back.
async fn finish(runtime: Runtime, worker: JoinHandle<()>) -> Result<ExitCode> {
    match timeout(WORKER_GRACE, worker).await {
        Ok(ended) => ended.context("the worker failed")?,
        Err(_) => tracing::warn!(
            "the worker's job still ran after {} s and was cut off",
            WORKER_GRACE.as_secs()
        ),
    }
    match timeout(CLOSE_GRACE, runtime.close()).await {
        Ok(closed) => closed?,
        Err(_) => tracing::warn!("the database did not close within {} s", CLOSE_GRACE.as_secs()),
    }
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// In a demo of several processes, one moves the clock and the others see it here.
fn follow_clock(runtime: &Runtime, stopping: CancellationToken) -> JoinHandle<()> {
    let (app, clock) = (runtime.app.clone(), runtime.clock.clone());
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
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut failed = false;
    loop {
        tick.tick().await;
        let read = clock.load(app).await;
        if let (Err(error), false) = (&read, failed) {
            tracing::warn!(%error, "the demo's clock cannot be read");
        }
        failed = read.is_err();
    }
}
