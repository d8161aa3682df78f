//! The demonstration county on its movable clock: loaded into an empty database, never beside real
//! data. `county` is what is in the county, `load` writes it, `simulated` carries two months of work out.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, TimeDelta, Utc};
use duban_api::Demo;
use duban_app::demo::{DemoAccount, DemoClock, accounts};
use duban_app::{App, AppResult, key_value};
use duban_core::region::Zone;
use tokio::sync::Mutex;

use crate::bootstrap::{Runtime, Schema, Time};
use crate::config::Settings;
use crate::lock::Lock;

mod county;
mod load;
mod marking;
mod persona;
mod script;
mod simulated;

use marking::{LOADED, LOADING, MARK, PLAYED};
pub(crate) use marking::{mark, start};

static LEDGER: &[u8] = include_bytes!("../../demo/ledger-2023q1.xlsx");
const LEDGER_NAME: &str = "ledger-2023q1.xlsx";

/// Hour at which the county's alerts fire; the clock stops there on its way.
const ALERT_HOUR: u32 = 9;
/// Up to this many days the clock stops on each day; a longer distance is one jump, as after a long downtime.
const MAX_DAILY_STOPS: i64 = 400;

/// Opens the demo's database. One that was left half loaded holds nobody's work and is begun anew, but only by whoever
/// keeps every other process off it: that process may be the one that loads it.
pub(crate) async fn open(settings: &Settings, schema: Schema, lock: Option<&Lock>) -> Result<Runtime> {
    let mut runtime = Runtime::open(settings, Time::Demo, schema).await?;
    if mark(&runtime.app).await?.as_deref() == Some(LOADING) {
        let (Some(lock), None) = (lock, &settings.database_url) else {
            bail!(
                "the demo is being loaded, or that was interrupted: then empty the database and start again"
            );
        };
        tracing::warn!("loading the demo was interrupted; it begins anew");
        runtime.close().await?;
        Runtime::discard(settings, lock)?;
        runtime = Runtime::open(settings, Time::Demo, schema).await?;
    }
    if let Some(clock) = &runtime.clock {
        clock
            .load(&runtime.app)
            .await
            .context("cannot read the demo's clock")?;
    }
    Ok(runtime)
}

/// `duban demo`: loads the county and ends.
pub(crate) async fn load(settings: &Settings, played: bool) -> Result<ExitCode> {
    let alone = Runtime::lock(settings)?;
    let runtime = open(settings, Schema::Migrate, alone.as_ref()).await?;
    fill(&runtime, played).await?;
    print_accounts(&runtime.app).await?;
    runtime.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Loads the county when the database is empty; keeps what is there otherwise.
pub(crate) async fn fill(runtime: &Runtime, played: bool) -> Result<()> {
    let app = &runtime.app;
    if let Some(mark) = mark(app).await? {
        if played && mark != PLAYED {
            eprintln!("the demo county is there already and was not played forward; it is kept as it is");
        } else if !played && mark == PLAYED {
            eprintln!(
                "the demo county is there already and was played forward; it is kept as it is (an empty data folder, or \
                 cargo xtask run --fresh, begins again)"
            );
        }
        return Ok(());
    }
    eprintln!(
        "loading the demo county{}",
        if played {
            " and playing two months of work"
        } else {
            ""
        }
    );
    key_value::set(app, MARK, LOADING).await?;
    let county = load::county(app).await.context("cannot load the demo county")?;
    if played && let Some(clock) = &runtime.clock {
        simulated::run(app, clock, &county)
            .await
            .context("cannot play the demo forward")?;
    }
    let mark = if played { PLAYED } else { LOADED };
    key_value::set(app, MARK, mark).await?;
    Ok(())
}

/// The demo's clock and ledger for the API.
pub(crate) fn clock_control(app: &App, clock: &Arc<DemoClock>) -> Demo {
    let (app, clock, turn) = (app.clone(), clock.clone(), Arc::new(Mutex::new(())));
    Demo {
        move_clock: Arc::new(move |to| {
            let (app, clock, turn) = (app.clone(), clock.clone(), turn.clone());
            Box::pin(async move {
                let _one_at_a_time = turn.lock().await;
                advance(&app, &clock, to).await
            })
        }),
        ledger: LEDGER,
        ledger_name: LEDGER_NAME,
    }
}

/// Moves the clock as time would: it stops every morning when alerts fire, and the worker sweeps. Another process may be
/// on the same way, e.g. for a request whose answer was lost; the stops that it has passed are no refusal.
pub(crate) async fn advance(app: &App, clock: &DemoClock, to: DateTime<Utc>) -> AppResult<()> {
    for stop in stops(app.now(), to) {
        if stop < to {
            clock.reach(app, stop).await?;
        } else {
            clock.set(app, to).await?;
        }
        duban_worker::run_once(app).await?;
    }
    Ok(())
}

fn stops(from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let mut stops = Vec::new();
    if to - from <= TimeDelta::days(MAX_DAILY_STOPS) {
        let days = Zone::SHANGHAI.local_date(from).iter_days();
        let mornings = days.map(|day| Zone::SHANGHAI.instant_at(day, ALERT_HOUR));
        stops.extend(mornings.skip_while(|at| *at <= from).take_while(|at| *at < to));
    }
    stops.push(to);
    stops
}

/// The accounts by region and role, for whoever started the demo.
pub(crate) async fn print_accounts(app: &App) -> Result<()> {
    let accounts = accounts(app).await?;
    let Some(first) = accounts.first() else {
        return Ok(());
    };
    println!("demo accounts, all with the password {}:", first.password);
    for (role, region, names) in by_role(&accounts) {
        println!("  {region} {role:<16} {names}");
    }
    Ok(())
}

/// One line per region and role: up to four user names with their posts.
fn by_role(accounts: &[DemoAccount]) -> Vec<(&'static str, &str, String)> {
    let mut lines: Vec<(&'static str, &str, Vec<String>)> = Vec::new();
    for account in accounts {
        let name = format!(
            "{} ({})",
            account.username,
            account.post.as_deref().unwrap_or(&account.name)
        );
        let role = account.role.as_str();
        match lines
            .iter_mut()
            .find(|line| line.0 == role && line.1 == account.region)
        {
            Some(line) => line.2.push(name),
            None => lines.push((role, &account.region, vec![name])),
        }
    }
    let shorten = |names: Vec<String>| match names.len() {
        0..=4 => names.join(", "),
        more => format!("{}, … {} in all", names[..3].join(", "), more),
    };
    lines
        .into_iter()
        .map(|(role, region, names)| (role, region, shorten(names)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_holder_of_the_lock_reloads_a_half_loaded_demo() {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings::in_folder(folder.path());
        let runtime = Runtime::open(&settings, Time::Demo, Schema::Migrate).await;
        let runtime = runtime.expect("an empty database");
        key_value::set(&runtime.app, MARK, LOADING).await.expect("marked");
        let lock = Runtime::lock(&settings).expect("free");
        for (refused, message) in [
            (load(&settings, false).await.err(), "another process"),
            (
                open(&settings, Schema::Require, None).await.err(),
                "is being loaded",
            ),
        ] {
            let refused = format!("{:#}", refused.expect(message));
            assert!(refused.contains(message), "{refused}");
            assert!(
                folder.path().join("duban.db").exists(),
                "it works on in its own file"
            );
        }
        runtime.close().await.expect("closed");
        let anew = open(&settings, Schema::Migrate, lock.as_ref()).await;
        let anew = anew.expect("begun anew");
        assert_eq!(mark(&anew.app).await.expect("read"), None);
    }

    #[test]
    fn moving_the_clock_stops_every_morning() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).expect("an instant").to_utc();
        let stops = stops(at("2023-01-28T09:00:00+08:00"), at("2023-01-30T12:00:00+08:00"));
        let expected = [
            "2023-01-29T09:00:00+08:00",
            "2023-01-30T09:00:00+08:00",
            "2023-01-30T12:00:00+08:00",
        ];
        assert_eq!(stops, expected.map(at));
        assert_eq!(start(), at("2023-01-28T09:00:00+08:00"));
        let far = super::stops(start(), at("2030-01-01T00:00:00Z"));
        assert_eq!(far, [at("2030-01-01T00:00:00Z")]);
        let back = super::stops(start(), at("2023-01-01T00:00:00Z"));
        assert_eq!(back.len(), 1, "the clock itself refuses to go back");
    }
}
