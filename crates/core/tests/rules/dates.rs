//! What actions do to the dates, one by one and in random histories beside a count of its own.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use duban_core::error::RuleError;
use duban_core::matter::dates::{Dates, Moment};
use duban_core::matter::deadline::{DeadlineFacts, Extended, Pause, PauseReason, StripKind, explain};
use duban_core::matter::lifecycle::{ClockEffect, Next};
use duban_core::region::Zone;
use duban_core::word::{ReportCycle, Stage, Status};
use proptest::prelude::*;

use crate::builders::{CAL, at, day};

/// Handed over on a day, due on another, reported weekly.
pub(crate) fn dates(start: &str, due: &str) -> Dates {
    let mut dates = undated(day(due));
    follow(&mut dates, ClockEffect::Start, at(start, 9, 0));
    dates
}

pub(crate) fn undated(due_on: NaiveDate) -> Dates {
    Dates {
        due_on,
        stopped_on: None,
        stopped_due_on: None,
        issued_at: None,
        handed_over_at: None,
        due_set_at: None,
        next_report_due_on: None,
        overdue_before: 0,
        pause: None,
    }
}

pub(crate) fn moment(now: DateTime<Utc>) -> Moment<'static> {
    Moment {
        calendar: &CAL,
        zone: Zone::SHANGHAI,
        alert_hour: 9,
        now,
        report_cycle: ReportCycle::Weekly,
        report_day: None,
    }
}

pub(crate) fn follow(dates: &mut Dates, clock: ClockEffect, now: DateTime<Utc>) {
    let status = if clock == ClockEffect::Pause {
        Status::Suspended
    } else {
        Status::InProgress
    };
    let next = Next {
        status,
        stage: Stage::County,
        solved_from: None,
        resolution: None,
        outcome: None,
        clock,
        escalation: None,
        extension: None,
    };
    dates.follow(&next, None, &moment(now));
}

#[test]
fn an_extension_keeps_what_was_overdue() {
    let mut late = dates("2023-01-28", "2023-02-10");
    let before = late.extend(day("2023-03-10"), &moment(at("2023-02-20", 10, 0)));
    assert_eq!(before, Ok(day("2023-02-10")));
    assert_eq!((late.due_on, late.overdue_before), (day("2023-03-10"), 6));
    // A second one, three days late again.
    late.extend(day("2023-03-31"), &moment(at("2023-03-15", 10, 0)))
        .expect("later");
    assert_eq!(late.overdue_before, 9);

    let mut timely = dates("2023-01-28", "2023-02-10");
    timely
        .extend(day("2023-03-10"), &moment(at("2023-02-10", 10, 0)))
        .expect("later");
    assert_eq!(timely.overdue_before, 0);
}

#[test]
fn an_approval_after_the_claim_leaves_the_claim_late_and_a_return_keeps_the_span() {
    let mut dates = dates("2023-01-28", "2023-02-10");
    follow(&mut dates, ClockEffect::Stop, at("2023-02-13", 10, 0));
    dates
        .extend(day("2023-03-10"), &moment(at("2023-02-14", 10, 0)))
        .expect("later");
    assert_eq!((dates.due_on, dates.overdue_before), (day("2023-03-10"), 0));
    assert_eq!(dates.stopped_due_on, Some(day("2023-02-10")));
    follow(&mut dates, ClockEffect::Restart, at("2023-02-20", 10, 0));
    assert_eq!((dates.stopped_on, dates.stopped_due_on), (None, None));
    assert_eq!(
        dates.overdue_before, 2,
        "the 13th and the 14th, as if never claimed"
    );
}

#[test]
fn days_before_an_approval_count_once_when_the_matter_is_suspended() {
    let mut dates = dates("2023-01-28", "2023-02-10");
    follow(&mut dates, ClockEffect::Pause, at("2023-02-02", 10, 0));
    let approval = moment(at("2023-02-15", 10, 0));
    let mut refused = dates;
    // By then the pause alone has moved the date to the 23rd.
    assert_eq!(
        refused.extend(day("2023-02-23"), &approval),
        Err(RuleError::NewDateNotLater)
    );
    assert_eq!(dates.extend(day("2023-03-10"), &approval), Ok(day("2023-02-23")));
    assert_eq!(dates.overdue_before, 0);
    follow(&mut dates, ClockEffect::Resume, at("2023-03-01", 10, 0));
    assert_eq!(
        dates.due_on,
        day("2023-03-24"),
        "ten working days after the approval"
    );
}

#[test]
fn a_report_date_that_passed_without_a_chance_gives_way() {
    let check = |from: ClockEffect, to: ClockEffect| {
        let mut dates = dates("2023-01-28", "2023-03-31");
        assert_eq!(dates.next_report_due_on, Some(day("2023-02-03")));
        follow(&mut dates, from, at("2023-02-01", 10, 0));
        let mut soon = dates;
        follow(&mut soon, to, at("2023-02-02", 10, 0));
        assert_eq!(soon.next_report_due_on, Some(day("2023-02-03")), "{to:?}");
        follow(&mut dates, to, at("2023-02-20", 10, 0));
        assert_eq!(dates.next_report_due_on, Some(day("2023-02-24")), "{to:?}");
    };
    check(ClockEffect::Stop, ClockEffect::Restart);
    check(ClockEffect::Pause, ClockEffect::Resume);
    check(ClockEffect::None, ClockEffect::HandOver);

    let mut draft = undated(day("2023-03-31"));
    follow(&mut draft, ClockEffect::Stop, at("2023-02-01", 10, 0));
    follow(&mut draft, ClockEffect::Restart, at("2023-02-20", 10, 0));
    assert_eq!(
        draft,
        undated(day("2023-03-31")),
        "a draft is a draft again, without a clock"
    );
}

#[test]
fn a_hand_over_counts_anew() {
    let mut dates = dates("2023-01-28", "2023-03-31");
    follow(&mut dates, ClockEffect::HandOver, at("2023-02-07", 10, 0));
    assert_eq!(dates.handed_over_at, Some(at("2023-02-07", 10, 0)));
    assert_eq!(dates.issued_at, Some(at("2023-01-28", 9, 0)));
    assert_eq!(dates.next_report_due_on, Some(day("2023-02-10")));
}

/// The alerts of a day fire at nine: what fired before the pause does not fire again, what did not is still to come.
#[test]
fn the_alerts_of_a_day_fire_before_a_pause_or_after_it() {
    let check = |began: DateTime<Utc>, ended: DateTime<Utc>, due_set_at: Option<DateTime<Utc>>| {
        let mut dates = dates("2023-01-28", "2023-02-10");
        follow(&mut dates, ClockEffect::Pause, began);
        follow(&mut dates, ClockEffect::Resume, ended);
        assert_eq!(dates.due_set_at, due_set_at, "{began} {ended}");
    };
    let evening = at("2023-02-17", 20, 0);
    check(at("2023-02-15", 8, 30), at("2023-02-15", 10, 0), None);
    check(at("2023-02-15", 10, 0), evening, Some(evening));
    check(at("2023-02-15", 8, 30), evening, Some(at("2023-02-17", 0, 0)));
    let before_nine = at("2023-02-17", 8, 0);
    let after_nine = Some(at("2023-02-17", 9, 0) + Duration::seconds(1));
    check(at("2023-02-15", 10, 0), before_nine, after_nine);
    // On a Saturday nothing fires; what is due by then fired on the Friday.
    check(at("2023-02-11", 8, 30), evening, Some(evening));
}

/// What a history does next, and how many days later.
type Deed = (Turn, u64);

#[derive(Debug, Clone, Copy)]
enum Turn {
    PauseOrResume,
    Extend(i32),
    ClaimOrReturn,
}

fn deed() -> impl Strategy<Value = Deed> {
    let turn = prop_oneof![
        Just(Turn::PauseOrResume),
        (1_i32..20).prop_map(Turn::Extend),
        Just(Turn::ClaimOrReturn),
    ];
    (turn, 0_u64..12)
}

/// A matter lived through day by day; each day is judged when it comes.
struct Life {
    dates: Dates,
    today: NaiveDate,
    pauses: Vec<Pause>,
    extensions: Vec<Extended>,
    extended_in_claim: bool,
    overdue: Vec<NaiveDate>,
}

impl Life {
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
                follow(&mut self.dates, ClockEffect::Pause, now);
            }
            Turn::PauseOrResume => {
                self.end_pause();
                follow(&mut self.dates, ClockEffect::Resume, now);
            }
            Turn::ClaimOrReturn if self.dates.pause.is_some() => {}
            Turn::ClaimOrReturn => {
                let clock = if stopped {
                    ClockEffect::Restart
                } else {
                    ClockEffect::Stop
                };
                self.extended_in_claim = false;
                follow(&mut self.dates, clock, now);
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
    fn the_strip_remembers_every_day_as_it_was(
        offset in 0_u64..400,
        n in 1_i32..20,
        deeds in prop::collection::vec(deed(), 0..12),
    ) {
        let start = CAL.on_or_before(day("2023-01-10") + Days::new(offset));
        let due = CAL.add(start, n);
        let mut life = Life {
            dates: undated(due),
            today: start,
            pauses: Vec::new(),
            extensions: Vec::new(),
            extended_in_claim: false,
            overdue: Vec::new(),
        };
        follow(&mut life.dates, ClockEffect::Start, Zone::SHANGHAI.instant_at(start, 9));
        for (turn, days) in deeds {
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
            original_due_on: due,
            pauses: &life.pauses,
            extensions: &life.extensions,
            stopped_on: None,
            stopped_due_on: None,
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
