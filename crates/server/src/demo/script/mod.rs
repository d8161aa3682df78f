//! The play: what happens to which line of the ledger on which day of the first quarter of 2023.
//! Lines 1 to 33 are the tasks, 34 to 45 the issues. Everything that is not written here follows
//! from habit (see `played`): departments sign and report.

use chrono::NaiveDate;
use duban_app::matter::action::Command;

use super::persona::{Cast, Who};

mod city;
mod county;
mod deed;

pub(super) use deed::day;

/// One step of the play.
pub(super) struct Scene {
    pub(super) on: NaiveDate,
    /// Line of the ledger.
    pub(super) line: u32,
    pub(super) who: Who,
    pub(super) command: Command,
}

/// The last day of the play.
pub(super) fn curtain() -> NaiveDate {
    day(3, 15)
}

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

/// Lines that are not handed over by habit: two are solved on the spot before.
pub(super) const SOLVED_BEFORE_ISSUE: [u32; 2] = [34, 42];

/// Every step, by day.
pub(super) fn scenes(cast: &Cast) -> anyhow::Result<Vec<Scene>> {
    let mut scenes = county::scenes(cast)?;
    scenes.extend(city::scenes(cast)?);
    scenes.sort_by_key(|scene| scene.on);
    Ok(scenes)
}

impl Scene {
    fn new(month: u32, date: u32, line: u32, who: Who, command: Command) -> Self {
        Self {
            on: day(month, date),
            line,
            who,
            command,
        }
    }
}
