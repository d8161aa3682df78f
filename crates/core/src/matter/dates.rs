//! What an action does to the dates that the county's clock looks at: one pure function for every effect on the clock,
//! one for an approved extension, one for a report. The store keeps what they leave; once a matter is handed over
//! nothing else moves these dates. A draft's date is its form's, the city's date the city's own.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use crate::calendar::Calendar;
use crate::error::RuleError;
use crate::matter::deadline::{PauseReason, shift_after_pause};
use crate::matter::lifecycle::{ClockEffect, Next};
use crate::matter::light;
use crate::matter::report::{answers, next_report_on};
use crate::region::Zone;
use crate::word::{ReportCycle, Status};

/// The dates of one matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// The county's due date, with extensions and pauses.
    pub due_on: NaiveDate,
    /// The day on which the clock stopped.
    pub stopped_on: Option<NaiveDate>,
    /// The date in force at the stop: an extension approved later does not make the stop timely.
    pub stopped_due_on: Option<NaiveDate>,
    /// When it was first handed over.
    pub issued_at: Option<DateTime<Utc>>,
    /// When the present lead department got it.
    pub handed_over_at: Option<DateTime<Utc>>,
    /// When the county's present due date was set, if later.
    pub due_set_at: Option<DateTime<Utc>>,
    /// By when the next report is expected.
    pub next_report_due_on: Option<NaiveDate>,
    /// Working days overdue before extensions were approved; an approval does not erase them.
    pub overdue_before: i32,
    /// The pause that lasts.
    pub pause: Option<OpenPause>,
}

/// A pause that lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenPause {
    /// The day on which it began.
    pub from_on: NaiveDate,
    /// The instant at which it began.
    pub began_at: DateTime<Utc>,
    /// Why.
    pub reason: PauseReason,
}

/// The present, and what the matter and its region say about counting.
#[derive(Debug, Clone, Copy)]
pub struct DateContext<'a> {
    /// The region's calendar.
    pub calendar: &'a Calendar,
    /// The region's zone.
    pub zone: Zone,
    /// The hour at which alerts fire.
    pub alert_hour: u32,
    /// The instant.
    pub now: DateTime<Utc>,
    /// How often the matter's progress is reported.
    pub report_cycle: ReportCycle,
    /// On which day of the month.
    pub report_day: Option<u32>,
}

impl Dates {
    /// Takes an action's effect on the clock; `solved_on` is the day of a solution on the spot.
    pub fn apply_effect(&mut self, next: &Next, solved_on: Option<NaiveDate>, at: &DateContext<'_>) {
        match next.clock {
            ClockEffect::None => {}
            ClockEffect::Start => {
                self.issued_at = self.issued_at.or(Some(at.now));
                self.due_set_at = None;
                self.hand_over(at);
            }
            ClockEffect::HandOver => self.hand_over(at),
            ClockEffect::Stop => {
                self.end_pause(at);
                // What is cancelled after the claim stopped with the claim.
                if self.stopped_on.is_none() {
                    self.stopped_on = Some(solved_on.unwrap_or(at.today()));
                    self.stopped_due_on = Some(self.due_on);
                }
            }
            ClockEffect::Pause => {
                let reason = if next.status == Status::Suspended {
                    PauseReason::Suspended
                } else {
                    PauseReason::CityStage
                };
                self.pause = Some(OpenPause {
                    from_on: at.today(),
                    began_at: at.now,
                    reason,
                });
            }
            ClockEffect::Resume => self.resume(at),
            ClockEffect::Restart => {
                self.restart(at);
                // Nobody could sign while it was taken for solved.
                if next.status == Status::Issued {
                    self.hand_over(at);
                }
            }
        }
    }

    /// Takes an approved extension and gives the date that was in force until then. Working days overdue by that date
    /// are kept. The new date is a concrete one, so a pause that lasts counts from the approval only.
    ///
    /// # Errors
    /// When the new date is not later than the present one, the pause so far included.
    pub fn extend(&mut self, new_due_on: NaiveDate, at: &DateContext<'_>) -> Result<NaiveDate, RuleError> {
        let paused = self.pause;
        self.end_pause(at);
        if new_due_on <= self.due_on {
            return Err(RuleError::NewDateNotLater { due_on: self.due_on });
        }
        let before = self.due_on;
        if self.stopped_on.is_none() {
            self.overdue_before += late(at.today(), before, at.calendar);
        }
        self.due_on = new_due_on;
        self.due_set_at = Some(at.now);
        if let Some(pause) = paused {
            self.excuse_after_pause(pause, at);
        }
        self.pause = paused.map(|pause| OpenPause {
            from_on: at.today(),
            began_at: at.now,
            ..pause
        });
        Ok(before)
    }

    /// The report's date after a day, as the matter's cycle asks for it.
    pub fn report_after(&mut self, day: NaiveDate, at: &DateContext<'_>) {
        self.next_report_due_on = next_report_on(at.calendar, at.report_cycle, day, at.report_day);
    }

    /// Takes a report given today and gives the date that it answers, where it answers one. `last_answer_on` is the day
    /// of the same department's last report that answered a date.
    pub fn report(&mut self, last_answer_on: Option<NaiveDate>, at: &DateContext<'_>) -> Option<NaiveDate> {
        let (cycle, today) = (at.report_cycle, at.today());
        let expected = self.next_report_due_on?;
        if !answers(at.calendar, cycle, expected, today, last_answer_on, at.report_day) {
            return None;
        }
        self.report_after(expected.max(today), at);
        Some(expected)
    }

    fn hand_over(&mut self, at: &DateContext<'_>) {
        self.handed_over_at = Some(at.now);
        self.report_after(at.today(), at);
    }

    /// The day of the resumption has as many days left as the day on which the pause began. What fires on such a day
    /// fired then and does not fire again, unless the pause began before the alerts' hour. A day that is no working
    /// day has as many days left as the last working day before it, whose steps are then still to fire.
    fn resume(&mut self, at: &DateContext<'_>) {
        let Some(pause) = self.pause else { return };
        let before = self.due_on;
        self.end_pause(at);
        if self.due_on != before {
            let hour_of = |day| at.zone.instant_at(day, at.alert_hour);
            let past = |day| hour_of(day) + Duration::seconds(1);
            let day = at.calendar.on_or_before(pause.from_on);
            // An earlier pause may have ended on that day before the hour: then its step fired before that pause.
            let fired = hour_of(day) <= pause.began_at || self.due_set_at == Some(past(day));
            self.due_set_at = Some(if fired {
                at.now.max(past(at.today()))
            } else {
                at.zone.day_start(at.calendar.on_or_before(at.today()))
            });
        }
        self.excuse_after_pause(pause, at);
    }

    /// The span of the claim becomes the department's own time. Where an extension was approved meanwhile, what was
    /// overdue until then is kept as before any other approval.
    fn restart(&mut self, at: &DateContext<'_>) {
        if let Some(at_stop) = self.stopped_due_on.filter(|at_stop| *at_stop < self.due_on) {
            let decided_on = self.due_set_at.map_or(at.today(), |set| at.zone.local_date(set));
            self.overdue_before += late(decided_on, at_stop, at.calendar);
        }
        let stopped_on = self.stopped_on.take();
        self.stopped_due_on = None;
        if let Some(stopped_on) = stopped_on.filter(|_| self.handed_over_at.is_some()) {
            self.excuse_reports(stopped_on, at);
        }
    }

    /// While the city has the matter its department goes on reporting.
    fn excuse_after_pause(&mut self, pause: OpenPause, at: &DateContext<'_>) {
        if pause.reason == PauseReason::Suspended {
            self.excuse_reports(pause.from_on, at);
        }
    }

    /// A report date that passed while no report could be given gives way to the next one. What had been missed before
    /// that day stays missed.
    fn excuse_reports(&mut self, since: NaiveDate, at: &DateContext<'_>) {
        let passed = |due: NaiveDate| since <= due && due <= at.today();
        if self.next_report_due_on.is_some_and(passed) {
            self.report_after(at.today(), at);
        }
    }

    fn end_pause(&mut self, at: &DateContext<'_>) {
        if let Some(pause) = self.pause.take() {
            self.due_on = shift_after_pause(at.calendar, self.due_on, pause.from_on, at.today());
        }
    }
}

impl DateContext<'_> {
    /// The day in the region's zone.
    pub fn today(&self) -> NaiveDate {
        self.zone.local_date(self.now)
    }
}

fn late(day: NaiveDate, due: NaiveDate, cal: &Calendar) -> i32 {
    (-light::left(day, due, cal)).max(0)
}
