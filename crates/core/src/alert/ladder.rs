//! Which steps of the ladder are due, and when to look again.
//!
//! The plan is a pure function of the facts: asking twice gives the same steps, and asking later only adds to them.
//! The store keeps each step once (matter, rule, cycle, step, recipient), so planning again never sends again.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};

use crate::alert::{Recipient, Rule, RuleKey, Step, rule::tells};
use crate::calendar::Calendar;
use crate::matter::light::{self, ClockFacts};
use crate::region::Zone;
use crate::word::{Outcome, SlipColor, Stage, Status};

/// What the ladder looks at. A date that no longer waits for anything is left out: the request once it is decided,
/// the proposal once it is submitted, declined or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertFacts {
    /// Status, stage and dates.
    pub clock: ClockFacts,
    /// The lead department has signed.
    pub signed: bool,
    /// When the matter was handed over; no step before this instant fires, but what is overdue by then is chased at it.
    pub started_at: DateTime<Utc>,
    /// When the due date of the responsible stage was set, if later (the county's by extension or resumption, the
    /// city's by acceptance); no step of `due` or `city_due` before this instant fires.
    pub due_cycle_started_at: Option<DateTime<Utc>>,
    /// By when the lead department should sign.
    pub sign_due_on: Option<NaiveDate>,
    /// By when the next report is expected.
    pub next_report_due_on: Option<NaiveDate>,
    /// The day of the claim.
    pub claimed_on: Option<NaiveDate>,
    /// The day of the undecided request for extension.
    pub extension_requested_on: Option<NaiveDate>,
    /// The day on which the last request was decided.
    pub extension_decided_on: Option<NaiveDate>,
    /// The day of the proposal that waits for endorsement.
    pub escalation_proposed_on: Option<NaiveDate>,
    /// The day of the endorsement that waits for submission.
    pub escalation_endorsed_on: Option<NaiveDate>,
    /// The day of the submission that waits for the city.
    pub escalation_submitted_on: Option<NaiveDate>,
    /// The day of the closing.
    pub closed_on: Option<NaiveDate>,
}

/// What is due now and when the next step will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Every step whose time has come, oldest first.
    pub due: Vec<DueStep>,
    /// The first step whose time has not come.
    pub next_alert_at: Option<DateTime<Utc>>,
}

/// One step whose time has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueStep {
    /// The rule.
    pub rule: RuleKey,
    /// The rule's version.
    pub version: u32,
    /// The step, named by its offset in working days, so that adding a rung renames no other.
    pub step: i32,
    /// The date that the rule counts from.
    pub counted_from: NaiveDate,
    /// The same as `YYYY-MM-DD`; a new date is a new round.
    pub cycle: String,
    /// When it should fire.
    pub fire_at: DateTime<Utc>,
    /// Who is told.
    pub recipients: Vec<Recipient>,
    /// The urge slip that goes with it.
    pub slip: Option<SlipColor>,
    /// Only the highest step of a rule is sent; the lower ones are recorded as superseded.
    pub send: bool,
    /// The calendar used.
    pub calendar_version: String,
}

/// Plans a matter's alerts at an instant.
pub fn plan(
    rules: &[Rule],
    facts: &AlertFacts,
    cal: &Calendar,
    zone: Zone,
    alert_hour: u32,
    now: DateTime<Utc>,
) -> Plan {
    let mut due = Vec::new();
    let mut next_alert_at: Option<DateTime<Utc>> = None;
    for rule in rules {
        let Some(watch) = watch(rule.key, facts) else {
            continue;
        };
        let first_of_rule = due.len();
        for step in &rule.steps {
            let fire_at = zone.instant_at(day_of(watch.from, step.offset, cal), alert_hour);
            let fire_at = match watch.late_from {
                Some(handed_over) if step.offset > 0 => fire_at.max(handed_over),
                _ => fire_at,
            };
            if fire_at < watch.not_before {
                continue;
            }
            if fire_at > now {
                next_alert_at = Some(next_alert_at.map_or(fire_at, |next| next.min(fire_at)));
            } else {
                due.push(due_step(rule, step, &watch, fire_at, cal));
            }
        }
        if let Some(highest) = due[first_of_rule..].iter_mut().max_by_key(|step| step.step) {
            highest.send = true;
        }
    }
    due.sort_by_key(|step| (step.fire_at, step.rule, step.step));
    Plan { due, next_alert_at }
}

/// The day of a step. Days before a date that is no working day are counted back from the last one before it, so that
/// a step says how many working days are left.
fn day_of(from: NaiveDate, offset: i32, cal: &Calendar) -> NaiveDate {
    let from = if offset < 0 { cal.on_or_before(from) } else { from };
    cal.add(from, offset)
}

/// A step as it is kept: rule, round and step.
pub type StepKey = (RuleKey, String, i32);

/// What is new among the due steps, given what has fired before. A higher step inhibits the lower ones, also those
/// that the office has put in since it fired: they are recorded and not sent.
pub fn unfired<S: std::hash::BuildHasher>(due: Vec<DueStep>, fired: &HashSet<StepKey, S>) -> Vec<DueStep> {
    let higher = |step: &DueStep| {
        fired
            .iter()
            .any(|(rule, cycle, fired)| (*rule, cycle) == (step.rule, &step.cycle) && *fired > step.step)
    };
    let mut new: Vec<DueStep> = due
        .into_iter()
        .filter(|step| !fired.contains(&(step.rule, step.cycle.clone(), step.step)))
        .collect();
    for step in &mut new {
        step.send &= !higher(step);
    }
    new
}

/// What a rule counts from, while its condition holds.
struct Watch {
    from: NaiveDate,
    not_before: DateTime<Utc>,
    /// A matter that is handed over after its date is overdue from its first instant: the steps after the date that
    /// lie before this instant fire at it. Not so when a date is set later, for whoever set it knew of the lateness.
    late_from: Option<DateTime<Utc>>,
}

/// The stop conditions: a rule without a watch is silent.
fn watch(key: RuleKey, facts: &AlertFacts) -> Option<Watch> {
    let ClockFacts { status, stage, .. } = facts.clock;
    let county = stage == Stage::County;
    let (holds, from) = match key {
        RuleKey::SignOverdue => (status == Status::Issued && !facts.signed, facts.sign_due_on),
        RuleKey::Due => (light::running(&facts.clock) && county, Some(facts.clock.due_on)),
        RuleKey::ReportOverdue => (status == Status::InProgress && county, facts.next_report_due_on),
        // While an extension waits for the leader the office cannot verify; its days begin with the decision.
        RuleKey::ClaimUndecided => (
            status == Status::Claimed && facts.extension_requested_on.is_none(),
            facts.claimed_on.max(facts.extension_decided_on),
        ),
        RuleKey::ExtensionUndecided => {
            let open = matches!(status, Status::InProgress | Status::Suspended | Status::Claimed);
            (open && county, facts.extension_requested_on)
        }
        RuleKey::EscalationUndecided => (
            status == Status::InProgress && county,
            facts.escalation_proposed_on,
        ),
        RuleKey::SubmissionUndecided => (
            status == Status::InProgress && county,
            facts.escalation_endorsed_on,
        ),
        RuleKey::CitySilent => (
            !county && facts.clock.city_due_on.is_none(),
            facts.escalation_submitted_on,
        ),
        RuleKey::CityDue => (light::running(&facts.clock) && !county, facts.clock.city_due_on),
        RuleKey::LookBack => {
            let achieved = facts.clock.outcome == Some(Outcome::Achieved);
            (status == Status::Closed && achieved, facts.closed_on)
        }
    };
    let dated = matches!(key, RuleKey::Due | RuleKey::CityDue);
    let date_set_at = facts.due_cycle_started_at.filter(|_| dated);
    let not_before = date_set_at.map_or(facts.started_at, |at| at.max(facts.started_at));
    Some(Watch {
        from: from.filter(|_| holds)?,
        not_before,
        late_from: Some(not_before).filter(|_| key == RuleKey::Due && not_before == facts.started_at),
    })
}

fn due_step(rule: &Rule, step: &Step, watch: &Watch, fire_at: DateTime<Utc>, cal: &Calendar) -> DueStep {
    // Asked here as well as where a ladder is saved: one may have been stored before the rule was.
    let addressed = step.recipients.iter().copied();
    DueStep {
        rule: rule.key,
        version: rule.version,
        step: step.offset,
        counted_from: watch.from,
        cycle: watch.from.to_string(),
        fire_at,
        recipients: addressed
            .filter(|recipient| tells(rule.key, *recipient))
            .collect(),
        slip: step.slip,
        send: false,
        calendar_version: cal.version().to_owned(),
    }
}
