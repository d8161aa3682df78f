//! `cargo xtask test`: every test of every room, counted in one line.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};

use crate::postgres::{self, Postgres};
use crate::progress::{Heartbeat, Progress, cannot_start};
use crate::tally::Tally;
use crate::tools::{Requirement, cargo, find_program, output_of, provide, scratch_dir, target_dir};
use crate::web;

/// The packages whose tests open a database. Their selection builds the server under test as well.
const ON_A_DATABASE: [&str; 6] = ["-p", "duban-app", "-p", "duban-worker", "-p", "duban-tests"];
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

/// Runs the parts one after the other, whatever becomes of the earlier ones.
pub(crate) fn test(options: &Options) -> Result<ExitCode> {
    let mut report = Report {
        progress: Progress::start(),
        lines: Vec::new(),
        sum: Tally::default(),
    };
    let progress = report.progress;
    let wanted = |part| options.only.is_empty() || options.only.contains(&part);
    report.step("tools", || provide(&progress, &requirements(&wanted)));
    if wanted(Part::Web) || wanted(Part::Browser) {
        report.step("web build", || web::build(&progress));
    }
    if wanted(Part::Web) {
        report.part("web units", || run_web(&progress, "test", &[]));
    }
    if wanted(Part::Sqlite) {
        report.part("Rust on SQLite", || run_cargo(&progress, &["--workspace"], None));
    }
    if wanted(Part::Postgres) {
        report.part("Rust on PostgreSQL", || {
            let server = Postgres::start()?;
            run_cargo(&progress, &ON_A_DATABASE, Some(&server.url))
        });
    }
    if wanted(Part::Browser) {
        report.part("browser", || run_browser(&progress));
    }
    Ok(report.close())
}

fn requirements(wanted: &impl Fn(Part) -> bool) -> Vec<Requirement> {
    let mut needs = Vec::new();
    if wanted(Part::Postgres) {
        needs.push(Requirement {
            what: "a PostgreSQL server",
            package: "postgresql",
            present: postgres::is_available,
        });
    }
    if wanted(Part::Browser) {
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

fn run_cargo(progress: &Progress, packages: &[&str], database: Option<&str>) -> Result<Tally> {
    let mut command = cargo(["test", "--no-fail-fast"]);
    command.args(packages);
    if let Some(url) = database {
        command.env("DUBAN_TEST_DATABASE_URL", url);
    }
    let mut tally = Tally::default();
    let success = each_line(progress, "cargo test", &mut command, |line| {
        tally += Tally::of_cargo_line(line).unwrap_or_default();
    })?;
    Ok(tally.ended(success))
}

fn run_browser(progress: &Progress) -> Result<Tally> {
    let chromium = find_program(&CHROMIUM).context("Chromium was not found")?;
    let mut build = cargo(["test", "--no-run"]);
    progress.step("the server under test", build.args(ON_A_DATABASE))?;
    let server = target_dir().join("debug/duban-under-test");
    ensure!(server.exists(), "{} was not built", server.display());
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
    progress.say(&format!("web: npm run {script}"));
    let alive = Heartbeat::start(*progress, script);
    let status = command.status().with_context(|| cannot_start(&command))?;
    drop(alive);
    let json = fs::read_to_string(&file)
        .with_context(|| format!("npm run {script} ended with {status} and left no report"))?;
    let tally =
        Tally::of_report(&json).with_context(|| format!("the report of npm run {script} holds no counts"))?;
    Ok(tally.ended(status.success()))
}

/// Shows what a program prints while reading along; tells whether it ended well.
fn each_line(
    progress: &Progress,
    label: &str,
    command: &mut Command,
    mut read: impl FnMut(&str),
) -> Result<bool> {
    progress.say(label);
    let _alive = Heartbeat::start(*progress, label);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| cannot_start(command))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            println!("{line}");
            read(&line);
        }
    }
    Ok(child.wait()?.success())
}

/// What became of each part.
struct Report {
    progress: Progress,
    lines: Vec<String>,
    sum: Tally,
}

impl Report {
    /// Work that is no test itself but without which tests cannot run.
    fn step(&mut self, name: &str, work: impl FnOnce() -> Result<()>) {
        if let Err(error) = work() {
            self.fail(name, &format!("{error:#}"));
        }
    }

    /// A part that must run at least one test.
    fn part(&mut self, name: &str, work: impl FnOnce() -> Result<Tally>) {
        match work() {
            Ok(tally) if tally.is_empty() => self.fail(name, "ran no test"),
            Ok(tally) => {
                self.progress.say(&format!("{name}: {tally}"));
                self.lines.push(format!("{name}: {tally}"));
                self.sum += tally;
            }
            Err(error) => self.fail(name, &format!("{error:#}")),
        }
    }

    fn fail(&mut self, name: &str, reason: &str) {
        self.progress.say(&format!("{name}: failed: {reason}"));
        self.lines.push(format!("{name}: failed: {reason}"));
        self.sum += Tally::ONE_FAILURE;
    }

    /// Prints the parts and, as the very last line, the sum.
    fn close(&self) -> ExitCode {
        println!("\nafter {} s:", self.progress.elapsed().as_secs());
        for line in &self.lines {
            println!("  {line}");
        }
        println!("{}", self.sum);
        if self.sum.failed == 0 && !self.sum.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        Report {
            progress: Progress::start(),
            lines: Vec::new(),
            sum: Tally::default(),
        }
    }

    #[test]
    fn a_part_without_tests_has_failed() {
        let mut report = report();
        report.part("empty", || Ok(Tally::default()));
        assert_eq!(report.sum, Tally::ONE_FAILURE);
        assert_eq!(report.lines, ["empty: failed: ran no test"]);
    }

    #[test]
    fn later_parts_run_after_a_failed_one() {
        let mut report = report();
        report.step("tools", || anyhow::bail!("none"));
        report.part("broken", || anyhow::bail!("cannot start"));
        report.part("whole", || Ok(Tally { passed: 4, failed: 0 }));
        report.step("fine", || Ok(()));
        assert_eq!(report.sum, Tally { passed: 4, failed: 2 });
    }

    #[test]
    fn every_line_is_read_and_the_end_is_told() {
        let mut seen = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two; exit 3"]);
        let success = each_line(&Progress::start(), "a shell", &mut command, |line| {
            seen.push(line.to_owned());
        });
        assert!(!success.expect("it ran"));
        assert_eq!(seen, ["one", "two"]);
    }
}
