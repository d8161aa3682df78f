//! The script: which action happens on which line of the ledger, on which day of the first quarter of 2023.
//! Lines 1 to 33 are tasks, 34 to 45 are issues. What is not listed here is daily routine (see `simulated`):
//! departments sign and report.

use chrono::NaiveDate;
use duban_app::matter::action::Command;

use super::persona::{Persona, Personas};

mod city;
mod commands;
mod county;

pub(super) use commands::day;

/// One step of the script.
pub(super) struct Step {
    pub(super) on: NaiveDate,
    /// Line of the ledger.
    pub(super) line: u32,
    pub(super) persona: Persona,
    pub(super) command: Command,
}

/// The last day of the script.
pub(super) const END: NaiveDate = NaiveDate::from_ymd_opt(2023, 3, 15).expect("a date");

/// The day on which an issue came up and was handed over; tasks start on the first day.
pub(super) fn issued_on(line: u32) -> NaiveDate {
    match line {
        35 => day(2, 3),
        36 => day(2, 6),
        37 => day(2, 8),
        38 => day(2, 9),
        39 => day(2, 10),
        40 => day(2, 13),
        41 => day(2, 14),
        43 => day(2, 16),
        44 => day(2, 20),
        45 => day(2, 22),
        _ => day(1, 28),
    }
}

/// Lines that the daily routine does not hand over: they are solved on the spot before.
pub(super) const SOLVED_BEFORE_ISSUE: [u32; 2] = [34, 42];

/// Every step, by day.
pub(super) fn steps(personas: &Personas) -> anyhow::Result<Vec<Step>> {
    let mut steps = county::steps(personas)?;
    steps.extend(city::steps(personas)?);
    steps.sort_by_key(|step| step.on);
    Ok(steps)
}

impl Step {
    fn new(month: u32, date: u32, line: u32, persona: Persona, command: Command) -> Self {
        Self {
            on: day(month, date),
            line,
            persona,
            command,
        }
    }
}
