//! Measures Duban beside the same work done by hand, in one run and on one machine.
//!
//! `ours` is the product: the real router, the real application. `baseline` is axum and sqlx with hand-written SQL
//! over the same schema ([`engine`] and `baseline`). [`fixture`] makes the databases, [`client`] is the
//! load, [`child`] the servers' processes, [`measure`] the rounds, [`report`] the table.
#![expect(
    clippy::duplicate_mod,
    reason = "the baseline is one source, compiled over each engine"
)]

use std::path::PathBuf;

use anyhow::{Result, ensure};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use clap::{Parser, Subcommand, ValueEnum};
use tokio::net::TcpListener;

use crate::fixture::Fixture;
use crate::measure::{Amount, Both, sweeps};
use crate::report::Line;
use crate::stats::{Pair, Round};

mod child;
mod client;
mod county;
mod engine;
mod fixture;
mod measure;
mod million;
mod ours;
mod report;
mod stats;
mod text;

/// Readers of SQLite and connections to PostgreSQL, as the product is shipped.
const CONNECTIONS: u32 = 8;
/// Matters in one transaction of a sweep, as the worker takes them.
const BATCH: i64 = 200;
/// Key of the audit chain.
const AUDIT_KEY: &[u8] = b"a key that is known to everybody";
/// What a region starts with.
const YELLOW_DAYS: i32 = 3;
const ALERT_HOUR: u32 = 9;
const OFFSET_MINUTES: i32 = 480;
/// Stands for a date that is not set.
const NO_DATE: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a date");

/// Who does the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Side {
    Ours,
    Baseline,
}

impl Side {
    const fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Baseline => "baseline",
        }
    }
}

impl Pair {
    fn of(&mut self, side: Side) -> &mut Vec<Round> {
        match side {
            Side::Ours => &mut self.ours,
            Side::Baseline => &mut self.baseline,
        }
    }
}

/// What a database is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// A county's everyday.
    Mixed,
    /// One step of every matter is due now.
    Due,
}

/// What a sweep left behind.
struct Fingerprint {
    /// Every alert, without its words.
    steps: Vec<String>,
    /// Rows and characters of each table.
    sizes: Vec<(i64, i64)>,
}

impl Fingerprint {
    /// Both sides wrote the same alerts, as many rows everywhere, and about as much text.
    fn check(&self, other: &Self) -> Result<()> {
        ensure!(self.steps == other.steps, "the sweeps fired differently");
        for ((rows, size), (other_rows, other_size)) in self.sizes.iter().zip(&other.sizes) {
            ensure!(
                rows == other_rows,
                "the sweeps wrote {rows} and {other_rows} rows"
            );
            let near = (size - other_size).abs() * 20 <= *size.max(other_size);
            ensure!(near, "the sweeps wrote {size} and {other_size} characters");
        }
        Ok(())
    }
}

#[derive(Parser)]
#[command(about = "Measures Duban beside bare axum and sqlx")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Rounds of each side; with 0 both only show that they do the same work.
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// Lists in a round.
    #[arg(long, default_value_t = 6_000)]
    lists: usize,
    /// Creations in a round.
    #[arg(long, default_value_t = 3_000)]
    creations: usize,
    /// Due steps in a sweep.
    #[arg(long, default_value_t = 10_000)]
    steps: usize,
    /// Clients at once.
    #[arg(long, default_value_t = 8)]
    clients: usize,
    /// Matters in the database, one or several numbers.
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000])]
    matters: Vec<usize>,
    /// Only this: list, create or sweep; or million, which is never measured unless it is named.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Matters in the database of the part "million".
    #[arg(long, default_value_t = 1_000_000)]
    many: usize,
    /// Where SQLite's files go; PostgreSQL's server is named by `DUBAN_TEST_DATABASE_URL`.
    #[arg(long, default_value = "target/bench")]
    dir: PathBuf,
}

#[derive(Subcommand)]
enum Command {
    /// Serves one side; used by the measurements themselves.
    #[command(hide = true)]
    Serve { side: Side, url: String, now_ms: i64 },
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(Command::Serve { side, url, now_ms }) => {
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            println!("{}", listener.local_addr()?.port());
            let now = DateTime::from_timestamp_millis(now_ms).unwrap_or_default();
            match side {
                Side::Ours => ours::serve(listener, &url, now).await,
                Side::Baseline => engine::serve(listener, &url, now).await,
            }
        }
        None => run(&arguments).await,
    }
}

async fn run(arguments: &Arguments) -> Result<()> {
    let mut fixtures = vec![Fixture::files(&arguments.dir)?];
    match std::env::var("DUBAN_TEST_DATABASE_URL") {
        Ok(url) if url.starts_with("postgres") => fixtures.push(Fixture::server(&url)),
        _ => println!("PostgreSQL is left out: DUBAN_TEST_DATABASE_URL names no server"),
    }
    let mut lines = Vec::new();
    for fixture in &fixtures {
        measure_on(fixture, arguments, &mut lines).await?;
    }
    if arguments.rounds > 0 {
        report::print(&lines);
    }
    Ok(())
}

async fn measure_on(fixture: &Fixture, arguments: &Arguments, lines: &mut Vec<Line>) -> Result<()> {
    let amount = Amount {
        rounds: arguments.rounds,
        lists: arguments.lists,
        creations: arguments.creations,
        steps: arguments.steps,
        clients: arguments.clients,
    };
    // A make-up working day, an hour after the alerts of the day became due.
    let now: DateTime<Utc> = "2023-01-28T02:00:00Z".parse()?;
    let is_selected =
        |what: &str| arguments.only.is_empty() || arguments.only.iter().any(|only| only == what);
    let engine = fixture.engine().name();
    for matters in &arguments.matters {
        let creating = is_selected("create") && Some(matters) == arguments.matters.first();
        if !is_selected("list") && !creating {
            continue;
        }
        let both = Both::start(fixture, *matters, now).await?;
        if is_selected("list") {
            let what = format!("{engine}: list of 50 of {matters}");
            let pair = both.lists(&what, &amount).await?;
            lines.push(Line { what, pair, aim: 0.8 });
        }
        if creating {
            let what = format!("{engine}: creation");
            let pair = both.creations(&what, &amount).await?;
            lines.push(Line { what, pair, aim: 0.5 });
        }
        both.stop(fixture).await?;
    }
    if arguments.only.iter().any(|only| only == "million") {
        million::measure(fixture, arguments.many, now).await?;
    }
    if is_selected("sweep") {
        let what = format!("{engine}: sweep of {} steps", amount.steps);
        lines.push(sweeps(fixture, &what, &amount, now).await?);
    }
    Ok(())
}

/// The day where the county is.
fn today(now: DateTime<Utc>) -> NaiveDate {
    (now + TimeDelta::minutes(i64::from(OFFSET_MINUTES))).date_naive()
}
