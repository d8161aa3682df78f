//! One day after the other.

use serde_json::{Value, json};

use super::calendar;

/// The departments that work, with their leader.
pub const DEPARTMENTS: [(&str, &str); 3] = [
    ("县水务局", "副县长(农业)"),
    ("县商务局", "副县长(商贸文旅)"),
    ("县能源局", "副县长(工业)"),
];

/// How many days lie between two batches.
const BATCH_EVERY: u32 = 4;

/// A day's load.
#[derive(Debug)]
pub struct Day {
    /// New matters, handed over one by one.
    pub registered: Vec<NewMatter>,
    /// New matters, handed over together; nobody ever signs for them.
    pub batch: Vec<NewMatter>,
    /// What each department does, side by side with the others.
    pub work: Vec<Vec<Work>>,
    /// Where the clock goes afterwards.
    pub next_morning: String,
}

/// A matter to register.
#[derive(Debug, Clone)]
pub struct NewMatter {
    /// The title, which no other has.
    pub title: String,
    /// Whose it is, among [`DEPARTMENTS`].
    pub department: usize,
    /// Working days from the day of the order.
    pub due_in: i32,
}

impl NewMatter {
    /// The title as a header can carry it.
    pub fn key(&self) -> String {
        let numbers = self.title.split(|c: char| !c.is_ascii_digit());
        numbers
            .filter(|number| !number.is_empty())
            .collect::<Vec<_>>()
            .join("-")
    }
}

/// Something that a department does.
#[derive(Debug, Clone)]
pub struct Work {
    /// Which, among [`DEPARTMENTS`].
    pub department: usize,
    /// The matter's title.
    pub title: String,
    /// What is done to it.
    pub action: &'static str,
    /// Written into the event, so that it can be found again.
    pub mark: String,
}

impl Work {
    /// What the action is told.
    pub fn input(&self) -> Value {
        match self.action {
            "sign" => json!({ "note": self.mark }),
            "claim" => json!({ "evidence": self.mark }),
            _ => json!({ "percent": 50, "progress": self.mark }),
        }
    }
}

impl Day {
    /// The day with this number; the first is 0.
    pub fn number(day: u32) -> Self {
        let number = |n: usize| i32::try_from(n).expect("a few");
        let day_number = i32::try_from(day).expect("less than a year");
        let registered = (0..DEPARTMENTS.len())
            .filter(|department| is_registered(day, *department))
            .map(|department| NewMatter {
                title: title(day, department),
                department,
                due_in: 1 + (day_number + number(department)) % 7,
            });
        let batch = (0..DEPARTMENTS.len())
            .filter(|_| day % BATCH_EVERY == 1)
            .map(|department| NewMatter {
                title: format!("第{day}日批第{department}件"),
                department,
                due_in: 2 + 3 * number(department),
            });
        Self {
            registered: registered.collect(),
            batch: batch.collect(),
            work: (0..DEPARTMENTS.len())
                .map(|department| of_department(day, department))
                .collect(),
            next_morning: next_morning(day_number),
        }
    }
}

/// Yesterday's matter is signed (every fourth one a day late), older ones are reported on, some are claimed,
/// the rest runs into the ladder.
fn of_department(day: u32, department: usize) -> Vec<Work> {
    let mut work = Vec::new();
    let mut add = |of: u32, action: &'static str| {
        if !is_registered(of, department) {
            return;
        }
        work.push(Work {
            department,
            title: title(of, department),
            action,
            mark: format!("{action}:{of}:{department}:{day}"),
        });
    };
    for of in day.saturating_sub(3)..=day {
        match (day - of, of % 4) {
            (1, 0..=2) | (2, 3) => add(of, "sign"),
            (2, 0..=1) | (3, 2) => add(of, "report"),
            (3, 0) => add(of, "claim"),
            _ => {}
        }
    }
    work
}

/// Two of the departments get something new each day.
fn is_registered(day: u32, department: usize) -> bool {
    !(day as usize + department).is_multiple_of(DEPARTMENTS.len())
}

fn title(day: u32, department: usize) -> String {
    format!("第{day}日第{department}件")
}

/// The clock starts on 2023-01-28 and steps a day at a time, past nine each day.
fn next_morning(day: i32) -> String {
    format!("{}T10:00:00+08:00", calendar::date(day + 1))
}
