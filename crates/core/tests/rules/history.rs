//! The ladder along a matter's life: pauses and extensions neither double a step nor lose one.

use std::collections::HashSet;

use chrono::{DateTime, Days, Utc};
use duban_core::alert::{self, AlertFacts};
use duban_core::matter::dates::Dates;
use duban_core::matter::lifecycle::ClockEffect;
use duban_core::matter::light::{self, ClockFacts};
use duban_core::region::Zone;
use duban_core::word::Status;
use proptest::prelude::*;

use crate::builders::{CAL, day};
use crate::dates::{apply_effect, moment, undated};
use crate::ladder;

const HOUR: u32 = 9;

/// A matter with a worker that looks at every full hour that matters.
struct WatchedMatter {
    dates: Dates,
    started_at: DateTime<Utc>,
    now: DateTime<Utc>,
    fired: HashSet<(String, i32)>,
    /// Steps sent since the date was last set by a person.
    since: Vec<i32>,
    /// Working days left when it was set.
    left_then: i32,
}

impl WatchedMatter {
    fn facts(&self) -> AlertFacts {
        let status = if self.dates.pause.is_some() {
            Status::Suspended
        } else {
            Status::InProgress
        };
        let facts = ladder::facts(status);
        AlertFacts {
            clock: ClockFacts {
                due_on: self.dates.due_on,
                ..facts.clock
            },
            started_at: self.started_at,
            due_cycle_started_at: self.dates.due_set_at,
            ..facts
        }
    }

    fn left(&self) -> Option<i32> {
        light::working_days_left(&self.facts().clock, Zone::SHANGHAI.local_date(self.now), &CAL)
    }

    /// What is new fits the day; afterwards nothing up to the day is missing.
    fn sweep(&mut self) {
        let rules = alert::default_rules();
        let plan = alert::plan(&rules, &self.facts(), &CAL, Zone::SHANGHAI, HOUR, self.now);
        let new: Vec<_> = plan
            .due
            .iter()
            .filter(|step| self.fired.insert((step.cycle.clone(), step.step)))
            .collect();
        let Some(left) = self.left() else {
            assert!(new.is_empty(), "nothing fires in a pause");
            return;
        };
        assert!(new.len() <= 1, "{} steps at once", new.len());
        for step in new {
            assert_eq!(step.step, -left, "the step of another day");
            assert!(step.send && !self.since.contains(&step.step), "sent twice");
            self.since.push(step.step);
        }
        let today = Zone::SHANGHAI.local_date(self.now);
        if !CAL.is_working(today) || self.now < Zone::SHANGHAI.instant_at(today, HOUR) {
            return;
        }
        for step in [-5, -3, -1, 1, 3, 5] {
            let expected = -self.left_then < step && step <= -left;
            assert!(
                !expected || self.since.contains(&step),
                "{step} is missing with {left} days left, sent {:?}",
                self.since
            );
        }
    }

    fn wait(&mut self, days: u64, hour: u32) {
        let last = Zone::SHANGHAI.local_date(self.now) + Days::new(days);
        loop {
            let today = Zone::SHANGHAI.local_date(self.now);
            let alerts = Zone::SHANGHAI.instant_at(today, HOUR);
            if today == last && hour < HOUR {
                break;
            }
            if self.now < alerts {
                self.now = alerts;
                self.sweep();
            }
            if today == last {
                break;
            }
            self.now = Zone::SHANGHAI.day_start(today + Days::new(1));
        }
        self.now = self.now.max(Zone::SHANGHAI.instant_at(last, hour));
        self.sweep();
    }

    fn turn(&mut self, extend: Option<i32>) {
        let today = Zone::SHANGHAI.local_date(self.now);
        match extend {
            Some(by) if self.dates.pause.is_none() => {
                let to = CAL.add(today.max(self.dates.due_on), by);
                self.dates.extend(to, &moment(self.now)).expect("later");
                self.since.clear();
                self.left_then = self.left().expect("it runs");
            }
            Some(_) => {}
            None if self.dates.pause.is_none() => apply_effect(&mut self.dates, ClockEffect::Pause, self.now),
            None => apply_effect(&mut self.dates, ClockEffect::Resume, self.now),
        }
        self.sweep();
    }
}

proptest! {
    #[test]
    fn no_step_is_doubled_or_lost_along_a_history(
        offset in 0_u64..400,
        n in 1_i32..20,
        steps in prop::collection::vec(
            (0_u64..9, prop::sample::select(&[8_u32, 10, 20][..]), prop::option::weighted(0.2, 1_i32..12)),
            0..14,
        ),
    ) {
        let start = CAL.on_or_before(day("2023-01-10") + Days::new(offset));
        let started_at = Zone::SHANGHAI.instant_at(start, 10);
        let mut dates = undated(CAL.add(start, n));
        apply_effect(&mut dates, ClockEffect::Start, started_at);
        let mut watched = WatchedMatter {
            dates,
            started_at,
            now: started_at,
            fired: HashSet::new(),
            since: Vec::new(),
            left_then: n,
        };
        for (days, hour, extend) in steps {
            watched.wait(days, hour);
            watched.turn(extend);
        }
        watched.wait(30, 20);
    }
}
