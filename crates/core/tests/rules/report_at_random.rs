//! Reports at random: each date is asked for once.

use chrono::{Days, NaiveDate};
use duban_core::matter::dates::{DateContext, Dates};
use duban_core::matter::lifecycle::ClockEffect;
use duban_core::matter::report::next_report_on;
use duban_core::region::Zone;
use duban_core::word::{ReportCycle, Status};
use proptest::prelude::*;

use crate::builders::{CAL, day};
use crate::dates::{moment, next, undated};

/// A matter that is reported on: its dates, and how often a report is asked for.
struct Reported {
    dates: Dates,
    cycle: ReportCycle,
    on: Option<u32>,
    last_answer_on: Option<NaiveDate>,
}

impl Reported {
    fn handed_over(cycle: ReportCycle, on: Option<u32>, today: NaiveDate) -> Self {
        let mut reported = Self {
            dates: undated(day("2030-12-31")),
            cycle,
            on,
            last_answer_on: None,
        };
        reported.apply_effect(ClockEffect::Start, today);
        reported
    }

    fn report(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        let at = self.moment(today);
        let answered = self.dates.report(self.last_answer_on, &at);
        self.last_answer_on = answered.map_or(self.last_answer_on, |_| Some(today));
        answered
    }

    fn suspend(&mut self, from: NaiveDate, to: NaiveDate) {
        self.apply_effect(ClockEffect::Pause, from);
        self.apply_effect(ClockEffect::Resume, to);
    }

    fn apply_effect(&mut self, clock: ClockEffect, today: NaiveDate) {
        let at = self.moment(today);
        let status = if clock == ClockEffect::Pause {
            Status::Suspended
        } else {
            Status::InProgress
        };
        self.dates.apply_effect(&next(clock, status), None, &at);
    }

    fn moment(&self, today: NaiveDate) -> DateContext<'static> {
        DateContext {
            report_cycle: self.cycle,
            report_day: self.on,
            ..moment(Zone::SHANGHAI.instant_at(today, 10))
        }
    }
}

/// What a department does about one date.
#[derive(Debug, Clone)]
struct Turn {
    /// Days for which the matter is suspended before it reports, if it is.
    suspended_for: Option<u64>,
    /// When it reports: a place among the days on which it may, from very early to very late.
    reports: prop::sample::Index,
    /// When it corrects that report: places among the days that are nearer to it than to the next date.
    corrects: Vec<prop::sample::Index>,
}

fn turn() -> impl Strategy<Value = Turn> {
    let place = any::<prop::sample::Index>;
    let suspension = prop::option::weighted(0.2, 0_u64..40);
    (suspension, place(), prop::collection::vec(place(), 0..4)).prop_map(
        |(suspended_for, reports, corrects)| Turn {
            suspended_for,
            reports,
            corrects,
        },
    )
}

proptest! {
    /// Early, on time or late, corrected or not: every date that no suspension excuses is asked for once, in order.
    #[test]
    fn every_span_asks_once(
        cycle in prop::sample::select(&ReportCycle::ALL[1..]),
        on in prop::option::of(1_u32..32),
        began in 0_u64..700,
        turns in prop::collection::vec(turn(), 1..14),
    ) {
        let next_after = |after| next_report_on(&CAL, cycle, after, on).expect("a cycle");
        let mut today = day("2023-01-01") + Days::new(began);
        let mut matter = Reported::handed_over(cycle, on, today);
        let mut asked = next_after(today);
        let mut last = None;
        for turn in turns {
            if let Some(days) = turn.suspended_for {
                let from = today;
                today = today + Days::new(days);
                matter.suspend(from, today);
                if from <= asked && asked <= today {
                    asked = next_after(today);
                }
            }
            prop_assert_eq!(matter.dates.next_report_due_on, Some(asked), "{} on {}", cycle, today);
            let may = |on: &NaiveDate| {
                let own_span = next_after(*on - Days::new(1)) >= asked;
                own_span && last.is_none_or(|last| asked - *on <= *on - last)
            };
            let until = next_after(asked).max(today + Days::new(1));
            let days: Vec<_> = today.iter_days().take_while(|on| *on < until).filter(may).collect();
            today = *turn.reports.get(&days);
            prop_assert_eq!(matter.report(today), Some(asked), "{} on {}", cycle, today);
            last = Some(today);
            asked = next_after(asked.max(today));
            let days: Vec<_> = today.iter_days().take_while(|on| asked - *on > *on - today).collect();
            let mut corrected: Vec<_> = turn.corrects.iter().map(|place| *place.get(&days)).collect();
            corrected.sort_unstable();
            for on in corrected {
                today = on;
                prop_assert_eq!(matter.report(on), None, "{} corrected on {}", cycle, on);
            }
        }
    }
}
