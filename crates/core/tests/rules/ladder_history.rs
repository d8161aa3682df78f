//! The ladder along a history: facts change, the office edits the rules, the worker comes and goes.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use duban_core::alert::{AlertFacts, Recipient, Rule, RuleKey, Step, StepKey, default_rules, plan, unfired};
use duban_core::matter::light::ClockFacts;
use duban_core::region::Zone;
use duban_core::word::{Stage, Status};
use proptest::prelude::*;

use crate::builders::{CAL, at, day};

/// What happens between two looks of the worker.
#[derive(Debug, Clone)]
enum Change {
    /// Hours go by.
    Wait(i64),
    Sign,
    /// Handed to another department.
    Reassign,
    Claim,
    Return,
    /// The leader sets a date so many days from now.
    Extend(u64),
    Suspend,
    Resume,
    Propose,
    Endorse,
    Submit,
    /// The city names a date so many days from now.
    Accept(u64),
    BackFromCity,
    /// The office puts a rung in or takes it out.
    Rung(i32),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        6 => (1_i64..120).prop_map(Change::Wait),
        1 => Just(Change::Sign),
        1 => Just(Change::Reassign),
        1 => Just(Change::Claim),
        1 => Just(Change::Return),
        1 => (0_u64..20).prop_map(Change::Extend),
        1 => Just(Change::Suspend),
        1 => Just(Change::Resume),
        1 => Just(Change::Propose),
        1 => Just(Change::Endorse),
        1 => Just(Change::Submit),
        1 => (0_u64..20).prop_map(Change::Accept),
        1 => Just(Change::BackFromCity),
        1 => (-6_i32..8).prop_map(Change::Rung),
    ];
    prop::collection::vec(change, 1..40)
}

/// A matter with its office's rules, at an instant.
#[derive(Clone)]
struct History {
    facts: AlertFacts,
    rules: Vec<Rule>,
    now: DateTime<Utc>,
}

impl History {
    /// Issued on 2023-01-28 at 09:30; the date may lie before that.
    fn new(due_on: NaiveDate) -> Self {
        let now = at("2023-01-28", 9, 30);
        let clock = ClockFacts {
            status: Status::Issued,
            stage: Stage::County,
            outcome: None,
            due_on,
            city_due_on: None,
            stopped_on: None,
        };
        let facts = AlertFacts {
            clock,
            signed: false,
            started_at: now,
            due_cycle_started_at: None,
            sign_due_on: Some(day("2023-01-29")),
            next_report_due_on: None,
            claimed_on: None,
            extension_requested_on: None,
            extension_decided_on: None,
            escalation_proposed_on: None,
            escalation_endorsed_on: None,
            escalation_submitted_on: None,
            closed_on: None,
        };
        let rules = default_rules();
        Self { facts, rules, now }
    }

    fn take(&mut self, change: &Change) {
        let today = Zone::SHANGHAI.local_date(self.now);
        let county = self.facts.clock.stage == Stage::County;
        let facts = &mut self.facts;
        match (change, facts.clock.status) {
            (Change::Wait(hours), _) => self.now += Duration::hours(*hours),
            (Change::Sign, Status::Issued) => {
                (facts.clock.status, facts.signed) = (Status::InProgress, true);
            }
            (Change::Reassign, Status::Issued) => {
                facts.started_at = self.now;
                facts.sign_due_on = Some(CAL.add(today, 1));
            }
            (Change::Claim, Status::InProgress) if county => {
                (facts.clock.status, facts.claimed_on) = (Status::Claimed, Some(today));
            }
            (Change::Return, Status::Claimed) => {
                (facts.clock.status, facts.claimed_on) = (Status::InProgress, None);
            }
            (Change::Extend(days), Status::InProgress) if county => {
                facts.clock.due_on = facts.clock.due_on.max(today + Days::new(*days));
                facts.due_cycle_started_at = Some(self.now);
            }
            (Change::Suspend, Status::InProgress) if county => facts.clock.status = Status::Suspended,
            (Change::Resume, Status::Suspended) => {
                facts.clock.status = Status::InProgress;
                facts.due_cycle_started_at = Some(self.now);
            }
            (Change::Propose, Status::InProgress) if county => facts.escalation_proposed_on = Some(today),
            (Change::Endorse, Status::InProgress) if facts.escalation_proposed_on.is_some() => {
                facts.escalation_proposed_on = None;
                facts.escalation_endorsed_on = Some(today);
            }
            (Change::Submit, Status::InProgress) if facts.escalation_endorsed_on.is_some() => {
                facts.escalation_endorsed_on = None;
                facts.escalation_submitted_on = Some(today);
                facts.clock.stage = Stage::City;
            }
            (Change::Accept(days), Status::InProgress) if !county => {
                facts.clock.city_due_on = Some(today + Days::new(*days));
                facts.due_cycle_started_at = Some(self.now);
            }
            (Change::BackFromCity, Status::InProgress) if !county => {
                facts.clock.stage = Stage::County;
                (facts.clock.city_due_on, facts.escalation_submitted_on) = (None, None);
                facts.due_cycle_started_at = Some(self.now);
            }
            (Change::Rung(offset), _) => self.rung(*offset),
            _ => {}
        }
    }

    fn rung(&mut self, offset: i32) {
        let due = self.rules.iter_mut().find(|rule| rule.key == RuleKey::Due);
        let steps = &mut due.expect("the rule").steps;
        match steps.binary_search_by_key(&offset, |step| step.offset) {
            Ok(at) => drop(steps.remove(at)),
            Err(at) => steps.insert(
                at,
                Step {
                    offset,
                    recipients: vec![Recipient::Handler],
                    slip: None,
                },
            ),
        }
    }
}

/// The store: a step is kept once. Tells what it kept and what it sent.
#[derive(Default)]
struct Store {
    kept: HashSet<StepKey>,
    highest_sent: HashMap<(RuleKey, String), i32>,
}

impl Store {
    fn sweep(&mut self, history: &History) -> Result<(), TestCaseError> {
        let plan = plan(
            &history.rules,
            &history.facts,
            &CAL,
            Zone::SHANGHAI,
            9,
            history.now,
        );
        for step in unfired(plan.due, &self.kept) {
            let key = (step.rule, step.cycle.clone(), step.step);
            prop_assert!(self.kept.insert(key), "{} {} fires twice", step.rule, step.step);
            if step.send {
                let before = self
                    .highest_sent
                    .insert((step.rule, step.cycle.clone()), step.step);
                prop_assert!(
                    before.is_none_or(|before| before < step.step),
                    "{} {}: {before:?} before {}",
                    step.rule,
                    step.cycle,
                    step.step
                );
            }
        }
        Ok(())
    }
}

proptest! {
    /// Of each round only ever higher steps are sent, and a worker that is often away records the same as one that
    /// never sleeps, for nothing is lost in between.
    #[test]
    fn steps_rise_and_nothing_missed_goes_unrecorded(changes in changes(), due in 0_u64..40) {
        let mut history = History::new(day("2023-01-10") + Days::new(due));
        let (mut awake, mut sleepy) = (Store::default(), Store::default());
        for change in &changes {
            if let Change::Wait(hours) = change {
                for _ in 0..*hours {
                    history.take(&Change::Wait(1));
                    awake.sweep(&history)?;
                }
            } else {
                history.take(change);
                awake.sweep(&history)?;
            }
            sleepy.sweep(&history)?;
            prop_assert_eq!(&awake.kept, &sleepy.kept, "after {:?}", change);
        }
        let sent = |store: &Store| -> HashSet<_> { store.highest_sent.keys().cloned().collect() };
        prop_assert_eq!(sent(&awake), sent(&sleepy), "who was told at all was told by both");
    }
}
