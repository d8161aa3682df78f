//! What a claim and an end leave behind.

use duban_core::matter::MatterFacts;
use duban_core::matter::lifecycle::{TransitionContext, apply};
use duban_core::word::{Action, CityAnswer, EscalationStatus, ExtensionStatus, Outcome, Resolution, Status};

use crate::builders::{by, day, matter, persona};

#[test]
fn the_claim_says_who_solved_it_and_the_end_is_recorded() {
    let next = |action, facts: &MatterFacts, who: &str| {
        let actor = persona(who);
        let ctx = TransitionContext {
            event_on: Some(day("2023-01-30")),
            ..by(&actor)
        };
        apply(action, facts, &ctx).expect("open")
    };
    let answered = |answer| MatterFacts {
        escalation: Some(EscalationStatus::Answered),
        city_answer: Some(answer),
        co_departments: Vec::new(),
        ..matter(Status::InProgress)
    };
    let claimed = |answer| next(Action::Claim, &answered(answer), "head_of_lead").resolution;
    assert_eq!(claimed(CityAnswer::Solved), Some(Resolution::City));
    for answer in [CityAnswer::Partly, CityAnswer::PathClear, CityAnswer::Cannot] {
        assert_eq!(claimed(answer), Some(Resolution::County), "{answer}");
    }
    let returned = MatterFacts {
        escalation: Some(EscalationStatus::Returned),
        ..answered(CityAnswer::Solved)
    };
    assert_eq!(
        next(Action::Claim, &returned, "head_of_lead").resolution,
        Some(Resolution::County)
    );

    let solved = MatterFacts {
        resolution: Some(Resolution::OnSite),
        ..matter(Status::Verified)
    };
    let closed = next(Action::Close, &solved, "county_head");
    assert_eq!(
        (closed.resolution, closed.outcome),
        (Some(Resolution::OnSite), Some(Outcome::Achieved))
    );
    assert_eq!(next(Action::Return, &solved, "county_head").resolution, None);
    let ended = next(Action::CloseUnachieved, &matter(Status::Suspended), "county_head");
    assert_eq!(
        (ended.resolution, ended.outcome),
        (None, Some(Outcome::Unachieved))
    );
}

#[test]
fn what_waits_lapses_when_the_matter_ends() {
    let waiting = MatterFacts {
        escalation: Some(EscalationStatus::Proposed),
        extension_pending: true,
        ..matter(Status::InProgress)
    };
    let head = persona("county_head");
    let ctx = TransitionContext {
        event_on: Some(day("2023-01-30")),
        ..by(&head)
    };
    for action in [Action::SolveOnSite, Action::CloseUnachieved, Action::Cancel] {
        let next = apply(action, &waiting, &ctx).expect("open");
        let lapsed = (Some(EscalationStatus::Withdrawn), Some(ExtensionStatus::Rejected));
        assert_eq!((next.escalation, next.extension), lapsed, "{action}");
        let next = apply(action, &matter(Status::InProgress), &ctx).expect("open");
        assert_eq!((next.escalation, next.extension), (None, None), "{action}");
    }
    let next = apply(Action::Suspend, &waiting, &ctx).expect("open");
    assert_eq!((next.escalation, next.extension), (None, None));
}

/// Nobody gets a matter into work by having it recorded as solved and returned.
#[test]
fn a_return_goes_back_to_where_it_stood() {
    let leader = persona("leader_of_matter");
    let ctx = TransitionContext {
        event_on: Some(day("2023-01-30")),
        ..by(&leader)
    };
    for before in [Status::Draft, Status::Issued, Status::InProgress] {
        let solved = apply(Action::SolveOnSite, &matter(before), &ctx).expect("open");
        assert_eq!(solved.solved_from, Some(before));
        let verified = MatterFacts {
            solved_from: solved.solved_from,
            resolution: solved.resolution,
            ..matter(Status::Verified)
        };
        let returned = apply(Action::Return, &verified, &ctx).expect("open");
        assert_eq!((returned.status, returned.solved_from), (before, None));
    }
    let claimed = apply(Action::Return, &matter(Status::Claimed), &ctx).expect("open");
    assert_eq!(claimed.status, Status::InProgress);
}
