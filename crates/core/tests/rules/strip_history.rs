//! The strip beside a matter lived through day by day: whatever comes later, each day stays what it was.

use chrono::{Days, NaiveDate};
use duban_core::matter::dates::Dates;
use duban_core::matter::deadline::{DeadlineFacts, Extended, Pause, PauseReason, StripKind, explain};
use duban_core::matter::lifecycle::ClockEffect;
use duban_core::region::Zone;
use proptest::prelude::*;

use crate::builders::{CAL, day};
use crate::dates::{apply_effect, moment, undated};

/// What a history does next, and how many days later.
type Step = (Turn, u64);

#[derive(Debug, Clone, Copy)]
enum Turn {
    PauseOrResume,
    Extend(i32),
    ClaimOrReturn,
}

fn step() -> impl Strategy<Value = Step> {
    let turn = prop_oneof![
        Just(Turn::PauseOrResume),
        (1_i32..20).prop_map(Turn::Extend),
        Just(Turn::ClaimOrReturn),
    ];
    (turn, 0_u64..12)
}

/// A matter lived through day by day; each day is judged when it comes.
struct MatterHistory {
    dates: Dates,
    today: NaiveDate,
    pauses: Vec<Pause>,
    extensions: Vec<Extended>,
    extended_in_claim: bool,
    overdue: Vec<NaiveDate>,
}

impl MatterHistory {
    fn wait(&mut self, days: u64) {
        for _ in 0..days {
            self.today = self.today + Days::new(1);
            let runs = self.dates.pause.is_none() && CAL.is_working(self.today);
            if runs && self.today > self.dates.due_on {
                self.overdue.push(self.today);
            }
        }
    }

    fn turn(&mut self, turn: Turn) {
        let now = Zone::SHANGHAI.instant_at(self.today, 10);
        let stopped = self.dates.stopped_on.is_some();
        match turn {
            Turn::PauseOrResume if stopped => {}
            Turn::PauseOrResume if self.dates.pause.is_none() => {
                apply_effect(&mut self.dates, ClockEffect::Pause, now);
            }
            Turn::PauseOrResume => {
                self.end_pause();
                apply_effect(&mut self.dates, ClockEffect::Resume, now);
            }
            Turn::ClaimOrReturn if self.dates.pause.is_some() => {}
            Turn::ClaimOrReturn => {
                let clock = if stopped {
                    ClockEffect::Restart
                } else {
                    ClockEffect::Stop
                };
                self.extended_in_claim = false;
                apply_effect(&mut self.dates, clock, now);
            }
            // Nothing is asked for while a claim waits, so one approval at most falls into it.
            Turn::Extend(_) if self.extended_in_claim || !CAL.is_working(self.today) => {}
            Turn::Extend(by) => {
                let to = CAL.add(self.today.max(self.dates.due_on), by);
                let mut dates = self.dates;
                if let Ok(from_due_on) = dates.extend(to, &moment(now)) {
                    if dates.pause.is_some() {
                        self.end_pause();
                    }
                    self.dates = dates;
                    self.extended_in_claim = stopped;
                    self.extensions.push(Extended {
                        from_due_on,
                        decided_on: self.today,
                    });
                }
            }
        }
    }

    fn end_pause(&mut self) {
        let open = self.dates.pause.expect("paused");
        self.pauses.push(Pause {
            from_on: open.from_on,
            to_on: Some(self.today),
            reason: PauseReason::Suspended,
        });
    }
}

proptest! {
    /// Whatever comes later, the strip shows each day as it was when it came, and no overdue day is lost from the count.
    #[test]
    fn the_strip_keeps_past_days_unchanged(
        offset in 0_u64..400,
        n in 1_i32..20,
        steps in prop::collection::vec(step(), 0..12),
    ) {
        let start = CAL.on_or_before(day("2023-01-10") + Days::new(offset));
        let due = CAL.add(start, n);
        let mut life = MatterHistory {
            dates: undated(due),
            today: start,
            pauses: Vec::new(),
            extensions: Vec::new(),
            extended_in_claim: false,
            overdue: Vec::new(),
        };
        apply_effect(&mut life.dates, ClockEffect::Start, Zone::SHANGHAI.instant_at(start, 9));
        for (turn, days) in steps {
            life.wait(days);
            life.turn(turn);
        }
        if life.dates.stopped_on.is_some() {
            life.turn(Turn::ClaimOrReturn);
        }
        if let Some(open) = life.dates.pause {
            life.pauses.push(Pause { from_on: open.from_on, to_on: None, reason: open.reason });
        }
        let explained = explain(&CAL, &DeadlineFacts {
            start_on: start,
            due_on: life.dates.due_on,
            pauses: &life.pauses,
            extensions: &life.extensions,
            stopped_on: None,
            today: life.today,
        });
        prop_assume!(!explained.truncated);
        let overdue: Vec<_> = explained
            .days
            .iter()
            .filter(|day| day.kind == StripKind::Overdue)
            .map(|day| day.date)
            .collect();
        prop_assert_eq!(&overdue, &life.overdue);
        let decided = life.extensions.last().map(|extended| extended.decided_on);
        let before = overdue.iter().filter(|date| decided.is_some_and(|decided| **date <= decided)).count();
        prop_assert_eq!(life.dates.overdue_before, i32::try_from(before).unwrap());
    }
}
