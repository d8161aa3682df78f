//! `cargo xtask test`: every test of every room, counted in one line.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow, ensure};
use clap::{Args, ValueEnum};

use crate::executable;
use crate::postgres::{self, Postgres};
use crate::progress::Progress;
use crate::report::{Report, Timed};
use crate::tally::{CargoCount, Tally};
use crate::tools::{Requirement, cargo, find_program, output_of, provide, scratch_dir};
use crate::web;

/// The packages and their test programs that open a database. Their selection builds the server under test as well. Core's
/// open none, but with what they are built of the selection asks the same of every dependency as the whole workspace does:
/// without them, every program here would be built a second time, of a regex-syntax with fewer features. What needs no
/// database (core's rules, the tests beside the sources) has run with the SQLite part and says nothing new here.
const ON_A_DATABASE: [&str; 18] = [
    "-p",
    "duban-core",
    "-p",
    "duban-app",
    "-p",
    "duban-worker",
    "-p",
    "duban-tests",
    "-p",
    "duban-bench",
    "--test",
    "it",
    "--test",
    "jobs",
    "--test",
    "e2e",
    "--test",
    "agree",
];
const CHROMIUM: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

#[derive(Args)]
pub(crate) struct Options {
    /// Run only these parts.
    #[arg(long, value_enum)]
    only: Vec<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Type check, build and unit tests of the web part.
    Web,
    /// Every Rust test, on SQLite.
    Sqlite,
    /// The Rust tests with a database, on a throw-away PostgreSQL.
    Postgres,
    /// The browser tests, in real Chromium.
    Browser,
}

/// Runs all parts, whatever becomes of the others. The unit tests of the web part run while cargo compiles; the rest
/// takes turns, because some of it watches the clock.
pub(crate) fn test(options: &Options) -> Result<ExitCode> {
    let mut report = Report::begin();
    let progress = report.progress();
    let is_selected = |part| options.only.is_empty() || options.only.contains(&part);
    report.step("tools", || provide(&progress, &requirements(&is_selected)));
    if is_selected(Part::Web) || is_selected(Part::Browser) {
        report.step("web build", || web::build(&progress));
    }
    thread::scope(|scope| {
        let units = || Timed::run(&progress, || run_web(&progress, "test", &[]));
        let units = is_selected(Part::Web).then(|| scope.spawn(units));
        if is_selected(Part::Sqlite) {
            let compiled = report.step("Rust compiled", || compile(&progress));
            if compiled {
                report.part("Rust on SQLite", || run_cargo(&progress, &["--workspace"], None));
            }
        }
        if let Some(units) = units {
            match units.join() {
                Ok(done) => report.add("web units", done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    if is_selected(Part::Postgres) {
        report.part("Rust on PostgreSQL", || run_on_postgres(&progress));
    }
    if is_selected(Part::Browser) {
        report.part("browser", || run_browser(&progress));
    }
    Ok(report.close())
}

/// Builds every test program, so that the seconds of the tests are those of the tests.
fn compile(progress: &Progress) -> Result<()> {
    progress.step(
        "cargo test --no-run",
        &mut cargo(["test", "--workspace", "--no-run"]),
    )
}

fn requirements(is_selected: &impl Fn(Part) -> bool) -> Vec<Requirement> {
    let mut needs = Vec::new();
    if is_selected(Part::Postgres) {
        needs.push(Requirement {
            what: "a PostgreSQL server",
            package: "postgresql",
            present: postgres::is_available,
        });
    }
    if is_selected(Part::Browser) {
        needs.push(Requirement {
            what: "Chromium",
            package: "chromium",
            present: || find_program(&CHROMIUM).is_some(),
        });
        needs.push(Requirement {
            what: "a font with Chinese characters",
            package: "fonts-noto-cjk",
            present: has_chinese_font,
        });
    }
    needs
}

/// As fontconfig's own tool tells, which a bare machine may lack, or by the package's files.
fn has_chinese_font() -> bool {
    Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists()
        || output_of(Command::new("fc-list").arg(":lang=zh-cn")).is_some_and(|fonts| !fonts.trim().is_empty())
}

fn run_cargo(progress: &Progress, packages: &[&str], database: Option<&Postgres>) -> Result<Tally> {
    let mut command = cargo(["test", "--no-fail-fast"]);
    // The lines that announce a test program are counted, and colours would hide them.
    command
        .args(packages)
        .env("CARGO_TERM_COLOR", "never")
        .env("RUST_TEST_THREADS", tests_at_once().to_string());
    if let Some(server) = database {
        command.env("DUBAN_TEST_DATABASE_URL", &server.url);
        command.env(postgres::BINARIES, &server.binaries);
        // With this the helpers that make databases refuse to fall back to SQLite.
        command.env("DUBAN_TEST_ENGINE", "postgres");
    }
    let mut count = CargoCount::default();
    let success = each_line(progress, "cargo test", &mut command, |line| count.read(line))?;
    Ok(count.tally().ended(success))
}

/// Many tests wait, for a lease to end or for another process: two for each core keep the cores busy.
fn tests_at_once() -> usize {
    2 * thread::available_parallelism().map_or(2, usize::from)
}

/// The tests with a database on a server of our own, which must have been used.
fn run_on_postgres(progress: &Progress) -> Result<Tally> {
    let server = Postgres::start()?;
    let before = server.databases()?;
    let tally = run_cargo(progress, &ON_A_DATABASE, Some(&server))?;
    let made = server.databases()?.saturating_sub(before);
    progress.say(&format!("{made} databases were made on PostgreSQL"));
    ensure!(
        made > 0,
        "no test made a database on PostgreSQL; they ran elsewhere: {tally}"
    );
    Ok(tally)
}

fn run_browser(progress: &Progress) -> Result<Tally> {
    let chromium = find_program(&CHROMIUM).context("Chromium was not found")?;
    let mut build = cargo(["test", "--no-run"]);
    let server = executable::build(
        progress,
        "the server under test",
        build.args(ON_A_DATABASE),
        "duban-under-test",
    )?;
    run_web(
        progress,
        "test:browser",
        &[("DUBAN_BIN", &server), ("DUBAN_CHROMIUM", &chromium)],
    )
}

/// Runs one of the web part's test scripts (vitest) and reads the report it leaves.
fn run_web(progress: &Progress, script: &str, environment: &[(&str, &Path)]) -> Result<Tally> {
    web::install(progress)?;
    let file = scratch_dir()?.join(format!("{}.json", script.replace(':', "-")));
    let _ = fs::remove_file(&file);
    let output = format!("--outputFile.json={}", file.display());
    let mut command = web::npm(&[
        "run",
        script,
        "--",
        "--reporter=default",
        "--reporter=json",
        &output,
    ]);
    command.envs(environment.iter().copied());
    let (mut child, alive) = progress.begin(&format!("web: npm run {script}"), &mut command)?;
    let status = child.wait()?;
    drop(alive);
    let json = fs::read_to_string(&file)
        .with_context(|| format!("npm run {script} ended with {status} and left no report"))?;
    let tally =
        Tally::of_report(&json).with_context(|| format!("the report of npm run {script} holds no counts"))?;
    Ok(tally.ended(status.success()))
}

/// Shows what a program prints on either side while reading along; tells whether it ended well.
fn each_line(
    progress: &Progress,
    label: &str,
    command: &mut Command,
    mut read: impl FnMut(&str),
) -> Result<bool> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let (mut child, _alive) = progress.begin(label, command)?;
    let (lines, read_lines) = mpsc::channel();
    let readers = [
        child
            .stdout
            .take()
            .map(|output| pass_on(output, io::stdout(), lines.clone())),
        child
            .stderr
            .take()
            .map(|output| pass_on(output, io::stderr(), lines)),
    ];
    for line in read_lines {
        read(&line);
    }
    for reader in readers.into_iter().flatten() {
        reader
            .join()
            .map_err(|_| anyhow!("reading what {label} printed failed"))?;
    }
    Ok(child.wait()?.success())
}

fn pass_on(
    output: impl Read + Send + 'static,
    mut to: impl Write + Send + 'static,
    lines: Sender<String>,
) -> JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n').map_while(io::Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            // Nobody may be looking; the count goes on.
            let _ = writeln!(to, "{line}");
            let _ = lines.send(line);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_the_end_is_told() {
        let mut seen = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two >&2; exit 3"]);
        let success = each_line(&Progress::start(), "a shell", &mut command, |line| {
            seen.push(line.to_owned());
        });
        assert!(!success.expect("it ran"));
        seen.sort();
        assert_eq!(seen, ["one", "two"]);
    }
}
