//! Random histories: whatever people try, in whatever order, the matter never leaves the table.

use chrono::{Days, NaiveDate};
use duban_core::actor::Actor;
use duban_core::matter::MatterFacts;
use duban_core::matter::dates::Dates;
use duban_core::matter::lifecycle::{ClockEffect, Next, TransitionContext, apply};
use duban_core::policy::{self, Decision};
use duban_core::region::Zone;
use duban_core::word::{
    Action, CityAnswer, CoPart, EscalationStatus, ExtensionStatus, Outcome, Resolution, Stage, Status,
};
use proptest::prelude::*;

use crate::builders::{CAL, CO, OFFICE, STRANGER, day, matter, personas};
use crate::dates::{moment, undated};

/// A matter with what a store would keep beside the facts.
struct World {
    facts: MatterFacts,
    outcome: Option<Outcome>,
    today: NaiveDate,
    dates: Dates,
    signed: bool,
    done: usize,
}

/// One attempt: who, what, how many days later, and a number for the inputs.
type Attempt = (usize, Action, u64, u64);

impl World {
    fn new(office_leads: bool) -> Self {
        let mut facts = matter(Status::Draft);
        if office_leads {
            facts.lead_department = OFFICE;
        }
        Self {
            facts,
            outcome: None,
            today: day("2023-01-28"),
            dates: undated(day("2023-03-20")),
            signed: false,
            done: 0,
        }
    }

    fn context<'a>(&self, actor: &'a Actor, number: u64) -> TransitionContext<'a> {
        TransitionContext {
            today: self.today,
            calendar: &CAL,
            actor,
            new_due_on: Some(self.today + Days::new(number * 3)),
            event_on: Some(self.today),
            department: Some([CO, STRANGER, OFFICE][usize::try_from(number % 3).expect("small")]),
        }
    }

    fn attempt(&mut self, people: &[(&str, Actor)], (who, action, days, number): Attempt) {
        self.today = self.today + Days::new(days);
        let (_, actor) = &people[who % people.len()];
        if policy::check(actor, action, &self.facts) != Decision::Allowed {
            return;
        }
        let ctx = self.context(actor, number);
        let offered = policy::abilities(actor, &self.facts, &ctx).contains(&action);
        let Ok(next) = apply(action, &self.facts, &ctx) else {
            return;
        };
        assert!(offered, "{action} was done but not offered");
        if action == Action::Object {
            assert!(!self.facts.objection_overruled, "objected twice");
        }
        let moment = moment(Zone::SHANGHAI.instant_at(self.today, 10));
        let mut dates = self.dates;
        self.check_clock(action, next.clock);
        dates.apply_effect(
            &next,
            ctx.event_on.filter(|_| action == Action::SolveOnSite),
            &moment,
        );
        if action == Action::ExtensionApprove
            && dates.extend(ctx.new_due_on.expect("given"), &moment).is_err()
        {
            return;
        }
        assert!(
            dates.overdue_before >= self.dates.overdue_before,
            "{action} erases an overdue span"
        );
        self.dates = dates;
        self.facts.due_on = dates.due_on;
        self.facts.issued_on = dates.handed_over_at.map(|at| Zone::SHANGHAI.local_date(at));
        self.take_rest(action, actor, &ctx, number, &next);
        self.done += 1;
    }

    /// Each effect finds the clock as it must.
    fn check_clock(&self, action: Action, effect: ClockEffect) {
        let (started, stopped, paused) = self.clock();
        let fits = match effect {
            ClockEffect::None | ClockEffect::Stop => true,
            ClockEffect::Start => !started && !stopped,
            ClockEffect::HandOver => started && !stopped && !paused,
            ClockEffect::Restart => stopped,
            ClockEffect::Pause => started && !stopped && !paused,
            ClockEffect::Resume => paused,
        };
        assert!(fits, "{action} finds {:?}", self.dates);
    }

    /// Whether the clock was started, has stopped, stands still.
    fn clock(&self) -> (bool, bool, bool) {
        let dates = &self.dates;
        (
            dates.issued_at.is_some(),
            dates.stopped_on.is_some(),
            dates.pause.is_some(),
        )
    }

    fn take_rest(
        &mut self,
        action: Action,
        actor: &Actor,
        ctx: &TransitionContext<'_>,
        number: u64,
        next: &Next,
    ) {
        let facts = &mut self.facts;
        match action {
            Action::Claim => facts.claimed_by_department = actor.department,
            Action::Verify => {
                assert_ne!(
                    facts.claimed_by_department, actor.department,
                    "own claim verified"
                );
                facts.verified_by = Some(actor.user);
            }
            Action::SolveOnSite => facts.verified_by = Some(actor.user),
            Action::Close => assert_ne!(facts.verified_by, Some(actor.user), "own check closed"),
            Action::Overrule => facts.objection_overruled = true,
            Action::Reassign => {
                facts.objection_overruled = false;
                facts.lead_department = ctx.department.expect("given");
                facts
                    .co_departments
                    .retain(|(id, _)| *id != facts.lead_department);
            }
            Action::Sign if facts.part_of(actor.department.expect("a department")).is_some() => {
                set_part(facts, actor.department, CoPart::Signed);
            }
            Action::Sign => self.signed = true,
            Action::CompletePart => set_part(facts, actor.department, CoPart::Done),
            Action::WaivePart => set_part(facts, ctx.department, CoPart::Waived),
            Action::EscalationAnswer => {
                facts.city_answer = Some(CityAnswer::ALL[usize::try_from(number % 4).expect("small")]);
            }
            Action::ExtensionApprove => facts.extensions_approved += 1,
            _ => {}
        }
        (facts.status, facts.stage, facts.resolution) = (next.status, next.stage, next.resolution);
        facts.solved_from = next.solved_from;
        facts.escalation = next.escalation.or(facts.escalation);
        facts.ever_submitted |= facts.stage == Stage::City;
        if let Some(extension) = next.extension {
            facts.extension_pending = extension == ExtensionStatus::Requested;
        }
        self.outcome = next.outcome;
    }

    fn check(&self, people: &[(&str, Actor)]) {
        let facts = &self.facts;
        let status = facts.status;
        let with_city = matches!(
            facts.escalation,
            Some(EscalationStatus::Submitted | EscalationStatus::Accepted)
        );
        assert_eq!(
            facts.stage == Stage::City,
            with_city,
            "{status} {:?}",
            facts.escalation
        );
        assert!(!with_city || status == Status::InProgress);
        let (started, stopped, paused) = self.clock();
        assert_eq!(paused, with_city || status == Status::Suspended, "{status}");
        assert_eq!(self.dates.stopped_due_on.is_some(), stopped, "{status}");
        match status {
            Status::Draft | Status::PendingApproval => assert!(!started && !self.signed),
            Status::Issued | Status::Objected => assert!(started && !self.signed),
            Status::InProgress | Status::Suspended | Status::Claimed => assert!(started && self.signed),
            Status::Verified | Status::Closed | Status::Cancelled => {}
        }
        let solved_on_site = facts.resolution == Some(Resolution::OnSite);
        assert_eq!(
            facts.solved_from.is_some() && status != Status::Cancelled,
            solved_on_site,
            "{status}"
        );
        let after = matches!(
            status,
            Status::Claimed | Status::Verified | Status::Closed | Status::Cancelled
        );
        assert_eq!(stopped, after, "{status}");
        assert_eq!(self.outcome.is_some(), status == Status::Closed);
        let solved =
            matches!(status, Status::Claimed | Status::Verified) || self.outcome == Some(Outcome::Achieved);
        assert_eq!(facts.resolution.is_some(), solved, "{status}");
        assert!(facts.extensions_approved <= facts.extension_limit);
        assert!(
            status.is_open() || !facts.extension_pending,
            "a request outlived its matter"
        );

        let moves = |(_, actor): &(&str, Actor)| {
            let able = policy::abilities(actor, facts, &self.context(actor, 30));
            able.into_iter()
                .any(|action| !matches!(action, Action::Instruct | Action::Cancel | Action::Urge))
        };
        assert_eq!(
            people.iter().any(moves),
            status.is_open(),
            "{status} is a dead end or not an end"
        );
    }
}

fn set_part(facts: &mut MatterFacts, department: Option<duban_core::id::DepartmentId>, to: CoPart) {
    let part = facts
        .co_departments
        .iter_mut()
        .find(|(id, _)| Some(*id) == department);
    part.expect("only participants get here").1 = to;
}

fn attempt() -> impl Strategy<Value = Attempt> {
    (
        any::<usize>(),
        prop::sample::select(Action::ALL),
        0_u64..6,
        0_u64..40,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn random_attempts_stay_within_the_table(
        attempts in prop::collection::vec(attempt(), 1..400),
        office_leads in any::<bool>(),
    ) {
        let people = personas();
        let mut world = World::new(office_leads);
        for attempt in attempts {
            let done = world.done;
            world.attempt(&people, attempt);
            if world.done > done {
                world.check(&people);
            }
        }
    }
}

/// Attempts that are mostly refused would prove little: follow what is offered, and every action must come up.
#[test]
fn following_open_actions_reaches_every_action() {
    let people = personas();
    let mut seen = std::collections::BTreeMap::<Action, u32>::new();
    let mut ends = std::collections::BTreeSet::new();
    // A small generator of its own keeps this test the same on every machine.
    let mut state = 7_u64;
    let mut roll = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    for round in 0..60 {
        let mut world = World::new(round % 4 == 0);
        for _ in 0..60 {
            let offers: Vec<(usize, Action)> = (0..people.len())
                .flat_map(|who| {
                    let actor = &people[who].1;
                    let able = policy::abilities(actor, &world.facts, &world.context(actor, 30));
                    able.into_iter().map(move |action| (who, action))
                })
                .filter(|(_, action)| *action != Action::Cancel || round % 10 == 9)
                .collect();
            if offers.is_empty() {
                break;
            }
            // What was done least comes first, most of the time.
            let times = |action: &Action| seen.get(action).copied().unwrap_or(0_u32);
            let least = offers.iter().map(|(_, action)| times(action)).min();
            let rare: Vec<_> = offers
                .iter()
                .copied()
                .filter(|(_, action)| Some(times(action)) == least)
                .collect();
            let offers = if least == Some(0) || roll(3) > 0 {
                rare
            } else {
                offers
            };
            let (who, action) = offers[roll(offers.len())];
            let done = world.done;
            world.attempt(&people, (who, action, roll(3) as u64, 30 + roll(3) as u64));
            world.check(&people);
            if world.done > done {
                *seen.entry(action).or_insert(0) += 1;
            }
        }
        ends.insert((world.facts.status, world.facts.resolution));
    }
    let missing: Vec<_> = Action::ALL
        .iter()
        .filter(|action| !seen.contains_key(action))
        .collect();
    assert!(missing.is_empty(), "never done: {missing:?}");
    assert!(ends.len() >= 4, "the histories end alike: {ends:?}");
}
