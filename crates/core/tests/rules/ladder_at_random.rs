//! What holds for the ladder of any matter at any time.

use chrono::{Days, Duration};
use duban_core::alert::{AlertFacts, DueStep, Plan, RuleKey};
use duban_core::matter::light::ClockFacts;
use duban_core::word::{Outcome, Stage, Status};
use proptest::prelude::*;

use crate::builders::{at, day};
use crate::ladder::planned;

fn any_facts() -> impl Strategy<Value = AlertFacts> {
    let date = || prop::option::of((0_u64..120).prop_map(|offset| day("2023-01-01") + Days::new(offset)));
    let status = prop::sample::select(Status::ALL);
    let stage = prop::sample::select(Stage::ALL);
    let dates = (
        date(),
        date(),
        date(),
        date(),
        date(),
        date(),
        date(),
        date(),
        date(),
        date(),
    );
    (
        status,
        stage,
        prop::option::of(prop::sample::select(Outcome::ALL)),
        any::<bool>(),
        0_i64..2880,
        prop::option::of(0_i64..2880),
        0_u64..120,
        dates,
    )
        .prop_map(|(status, stage, outcome, signed, started, cycle, due, dates)| {
            let hour = |hours| at("2023-01-01", 0, 0) + Duration::hours(hours);
            let (
                sign,
                report,
                claimed,
                extension,
                decided,
                proposed,
                endorsed,
                submitted,
                closed,
                city_due_on,
            ) = dates;
            AlertFacts {
                clock: ClockFacts {
                    status,
                    stage,
                    outcome,
                    due_on: day("2023-01-01") + Days::new(due),
                    city_due_on,
                    stopped_on: None,
                },
                signed,
                started_at: hour(started),
                due_cycle_started_at: cycle.map(hour),
                sign_due_on: sign,
                next_report_due_on: report,
                claimed_on: claimed,
                extension_requested_on: extension,
                extension_decided_on: decided,
                escalation_proposed_on: proposed,
                escalation_endorsed_on: endorsed,
                escalation_submitted_on: submitted,
                closed_on: closed,
            }
        })
}

type Key = (RuleKey, String, i32);

fn keys(plan: &Plan) -> Vec<Key> {
    plan.due
        .iter()
        .map(|step| (step.rule, step.cycle.clone(), step.step))
        .collect()
}

proptest! {
    #[test]
    fn planning_is_monotonic(facts in any_facts(), hour in 0_i64..4000, later in 0_i64..1000) {
        let now = at("2023-01-01", 0, 0) + Duration::hours(hour);
        let first = planned(&facts, now);
        prop_assert!(first.next_alert_at.is_none_or(|next| next > now));

        let then = now + Duration::hours(later);
        let second = planned(&facts, then);
        let (before, after) = (keys(&first), keys(&second));
        prop_assert!(before.iter().all(|key| after.contains(key)), "what was due stays due");
        let new: Vec<_> = second.due.iter().filter(|step| step.fire_at > now).collect();
        prop_assert_eq!(new.len() + before.len(), after.len());
        prop_assert_eq!(new.iter().map(|step| step.fire_at).min(), first.next_alert_at.filter(|next| *next <= then));
    }

    #[test]
    fn nothing_fires_early_twice_or_before_the_start(facts in any_facts(), hour in 0_i64..4000) {
        let now = at("2023-01-01", 0, 0) + Duration::hours(hour);
        let plan = planned(&facts, now);
        for step in &plan.due {
            prop_assert!(facts.started_at <= step.fire_at && step.fire_at <= now);
            let own = |other: &&DueStep| (other.rule, &other.cycle) == (step.rule, &step.cycle);
            let round: Vec<_> = plan.due.iter().filter(own).collect();
            prop_assert_eq!(round.iter().filter(|other| other.send).count(), 1);
            prop_assert_eq!(round.iter().filter(|other| other.step == step.step).count(), 1);
            prop_assert_eq!(step.send, round.iter().all(|other| other.step <= step.step));
        }
    }
}
