//! Lateness and light, derived from dates by one predicate for list, count, export, alert and score alike.

use chrono::{Days, NaiveDate};

use crate::calendar::Calendar;
use crate::matter::MatterFacts;
use crate::word::{EscalationStatus, Holder, Light, Outcome, Stage, Status};

/// What the light looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockFacts {
    /// Where the matter stands.
    pub status: Status,
    /// Who is responsible at present.
    pub stage: Stage,
    /// How it ended, once closed.
    pub outcome: Option<Outcome>,
    /// The county's due date, with extensions and pauses; where the clock has stopped, the one that was in force then.
    pub due_on: NaiveDate,
    /// The city's due date, once it has named one.
    pub city_due_on: Option<NaiveDate>,
    /// The day on which the clock stopped: the claim, the solution on the spot or the closing.
    pub stopped_on: Option<NaiveDate>,
}

/// The edges between the colours on one day, for queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LightWindow {
    /// The day.
    pub today: NaiveDate,
    /// The last due date that is yellow: the day before the next working day after the yellow ones.
    pub yellow_until: NaiveDate,
}

/// The due date of the stage that is responsible; nothing while the city has named none.
pub const fn active_due(facts: &ClockFacts) -> Option<NaiveDate> {
    match facts.stage {
        Stage::County => Some(facts.due_on),
        Stage::City => facts.city_due_on,
    }
}

/// Whether the clock runs: issued, objected, in progress.
pub fn running(facts: &ClockFacts) -> bool {
    Status::RUNNING.contains(&facts.status)
}

/// Whether the matter is overdue now: it runs and its date is before today.
pub fn overdue(facts: &ClockFacts, today: NaiveDate) -> bool {
    running(facts) && active_due(facts).is_some_and(|due| due < today)
}

/// The edges for a day. With `active_due` = `due_on` in the county stage and `city_due_on` in the city stage, a query
/// says the same as [`light`]:
///
/// - red: running and active_due < today; or claimed, verified or closed and stopped_on after the date in force then
/// - yellow: running and today ≤ active_due ≤ yellow_until
/// - green: running otherwise (the city's missing date included); or claimed, verified or closed otherwise
/// - grey: draft, pending_approval, suspended, cancelled
pub fn window(today: NaiveDate, cal: &Calendar, yellow_days: i32) -> LightWindow {
    LightWindow {
        today,
        yellow_until: cal.add(today, yellow_days.max(0) + 1) - Days::new(1),
    }
}

/// The light on a day. After an approved extension a running matter is judged by the new date; what it was overdue
/// before is kept apart (`dates::Dates::overdue_before`). A stopped clock is judged by the date in force at the stop,
/// which no later approval moves.
pub fn light(facts: &ClockFacts, today: NaiveDate, cal: &Calendar, yellow_days: i32) -> Light {
    let window = window(today, cal, yellow_days);
    match (as_of(facts, today), active_due(facts)) {
        (None, _) => Light::Grey,
        (Some(_), None) => Light::Green,
        (Some(day), Some(due)) if day > due => Light::Red,
        (Some(_), Some(due)) if running(facts) && due <= window.yellow_until => Light::Yellow,
        (Some(_), Some(_)) => Light::Green,
    }
}

/// Working days to the due date, negative when late; for a stopped clock as it stood at the stop. Nothing when the
/// light is grey or the city has named no date. Late is at least one: the first day after the date is a day late
/// even when it is a Saturday.
pub fn working_days_left(facts: &ClockFacts, today: NaiveDate, cal: &Calendar) -> Option<i32> {
    let (day, due) = (as_of(facts, today)?, active_due(facts)?);
    Some(left(day, due, cal))
}

/// Working days late; 0 when on time or grey.
pub fn late_days(facts: &ClockFacts, today: NaiveDate, cal: &Calendar) -> i32 {
    working_days_left(facts, today, cal).map_or(0, |left| (-left).max(0))
}

/// Working days from a day to a date, negative when it has passed, and then by at least one.
pub fn left(day: NaiveDate, due: NaiveDate, cal: &Calendar) -> i32 {
    if day <= due {
        cal.between(day, due)
    } else {
        -cal.between(due, day).max(1)
    }
}

/// The day that counts: today while it runs, the day of the stop afterwards, none where no clock is. A stop that was
/// not recorded is taken as in time.
fn as_of(facts: &ClockFacts, today: NaiveDate) -> Option<NaiveDate> {
    match facts.status {
        Status::Issued | Status::Objected | Status::InProgress => Some(today),
        Status::Claimed | Status::Verified | Status::Closed => Some(facts.stopped_on.unwrap_or(facts.due_on)),
        Status::Draft | Status::PendingApproval | Status::Suspended | Status::Cancelled => None,
    }
}

/// Whose move it is.
pub fn holder(facts: &MatterFacts) -> Holder {
    match facts.status {
        Status::Draft | Status::Objected => Holder::SupervisionOffice,
        Status::PendingApproval | Status::Suspended => Holder::Leader,
        Status::Issued => Holder::LeadDepartment,
        Status::InProgress if facts.stage == Stage::City => Holder::City,
        Status::InProgress | Status::Claimed if facts.extension_pending => Holder::Leader,
        Status::InProgress => match facts.escalation {
            Some(EscalationStatus::Proposed) => Holder::Leader,
            Some(EscalationStatus::Endorsed) => Holder::SupervisionOffice,
            _ => Holder::LeadDepartment,
        },
        // Nobody checks the own department; where that is the office, the county head is left.
        Status::Claimed if facts.claimed_by_office => Holder::CountyHead,
        Status::Claimed => Holder::SupervisionOffice,
        Status::Verified => holder_of_verified(facts.close_delegated, facts.verified_by_leader()),
        Status::Closed | Status::Cancelled => Holder::Nobody,
    }
}

/// Whose move it is once a matter is verified: who may close it. A leader who has verified does not close, and the
/// county head above may be that leader: then it is the office's, delegated or not.
pub fn holder_of_verified(close_delegated: bool, verified_by_leader: bool) -> Holder {
    if close_delegated || verified_by_leader {
        Holder::SupervisionOffice
    } else {
        Holder::Leader
    }
}
