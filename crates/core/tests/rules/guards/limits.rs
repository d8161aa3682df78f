//! Days and counts: objections, solutions, submissions, extensions.

use duban_core::error::RuleError;
use duban_core::matter::lifecycle::TransitionContext;
use duban_core::matter::{MatterFacts, extension};
use duban_core::word::{Action, EscalationStatus, Status};

use crate::builders::{day, matter, with_city};
use crate::guards::{check, none};

#[test]
fn an_objection_comes_within_three_working_days() {
    let on = |date: &'static str| move |ctx: &mut TransitionContext<'_>| ctx.today = day(date);
    let issued = || matter(Status::Issued);
    check(
        Action::Object,
        "head_of_lead",
        issued(),
        on("2023-01-30"),
        Ok(Status::Objected),
    );
    let late = Err(RuleError::ObjectionTooLate {
        limit: day("2023-01-30"),
    });
    check(Action::Object, "head_of_lead", issued(), on("2023-01-31"), late);
}

#[test]
fn a_solution_on_the_spot_has_a_day_that_has_come() {
    let on = |date: &'static str| move |ctx: &mut TransitionContext<'_>| ctx.event_on = Some(day(date));
    let draft = || matter(Status::Draft);
    let field = "solved_on";
    check(
        Action::SolveOnSite,
        "leader_of_matter",
        draft(),
        on("2023-01-30"),
        Ok(Status::Verified),
    );
    let ahead = Err(RuleError::DateInFuture { field });
    check(
        Action::SolveOnSite,
        "leader_of_matter",
        draft(),
        on("2023-01-31"),
        ahead,
    );
    let missing = Err(RuleError::DateRequired { field });
    check(Action::SolveOnSite, "leader_of_matter", draft(), none, missing);
}

#[test]
fn a_submission_goes_step_by_step() {
    let at = |status| MatterFacts {
        escalation: status,
        ..matter(Status::InProgress)
    };
    let event = |date: &'static str| move |ctx: &mut TransitionContext<'_>| ctx.event_on = Some(day(date));
    let due = |date: &'static str| move |ctx: &mut TransitionContext<'_>| ctx.new_due_on = Some(day(date));
    let stays = || Ok(Status::InProgress);
    let proposed = Some(EscalationStatus::Proposed);
    let endorsed = Some(EscalationStatus::Endorsed);
    check(Action::EscalationPropose, "head_of_lead", at(None), none, stays());
    check(
        Action::EscalationPropose,
        "head_of_lead",
        at(proposed),
        none,
        Err(RuleError::EscalationOpen),
    );
    check(
        Action::EscalationPropose,
        "head_of_lead",
        at(Some(EscalationStatus::Returned)),
        none,
        stays(),
    );
    check(
        Action::EscalationEndorse,
        "leader_of_matter",
        at(None),
        none,
        Err(RuleError::NoEscalation),
    );
    check(
        Action::EscalationEndorse,
        "leader_of_matter",
        at(proposed),
        none,
        stays(),
    );
    let early = Err(RuleError::EscalationInWrongState {
        status: EscalationStatus::Proposed,
    });
    check(Action::EscalationSubmit, "supervisor", at(proposed), none, early);
    check(
        Action::EscalationSubmit,
        "supervisor",
        at(endorsed),
        event("2023-01-30"),
        stays(),
    );
    let ahead = Err(RuleError::DateInFuture { field: "document_on" });
    check(
        Action::EscalationSubmit,
        "supervisor",
        at(endorsed),
        event("2023-01-31"),
        ahead,
    );
    let submitted = || with_city(EscalationStatus::Submitted);
    check(
        Action::EscalationAccept,
        "city_supervisor",
        submitted(),
        due("2023-01-30"),
        stays(),
    );
    let past = Err(RuleError::DateInPast { field: "city_due_on" });
    check(
        Action::EscalationAccept,
        "city_supervisor",
        submitted(),
        due("2023-01-29"),
        past,
    );
    let no_parts = |status| MatterFacts {
        co_departments: Vec::new(),
        ..at(status)
    };
    check(
        Action::Claim,
        "head_of_lead",
        no_parts(endorsed),
        none,
        Err(RuleError::EscalationOpen),
    );
    check(
        Action::Claim,
        "head_of_lead",
        no_parts(Some(EscalationStatus::Declined)),
        none,
        Ok(Status::Claimed),
    );
}

#[test]
fn an_extension_is_asked_once_at_a_time_for_a_later_date() {
    let facts = || matter(Status::InProgress);
    let to = |date: &'static str| move |ctx: &mut TransitionContext<'_>| ctx.new_due_on = Some(day(date));
    let stays = || Ok(Status::InProgress);
    let not_later = || {
        Err(RuleError::NewDateNotLater {
            due_on: day("2023-03-20"),
        })
    };
    let (request, approve) = (Action::ExtensionRequest, Action::ExtensionApprove);
    check(request, "head_of_lead", facts(), to("2023-03-21"), stays());
    check(request, "head_of_lead", facts(), to("2023-03-20"), not_later());
    let late = |ctx: &mut TransitionContext<'_>| {
        ctx.today = day("2023-04-03");
        ctx.new_due_on = Some(day("2023-04-02"));
    };
    check(request, "head_of_lead", facts(), late, not_later());
    let asked = || MatterFacts {
        extension_pending: true,
        ..facts()
    };
    check(
        request,
        "head_of_lead",
        asked(),
        to("2023-03-21"),
        Err(RuleError::ExtensionPending),
    );
    let used = |facts: MatterFacts| MatterFacts {
        extensions_approved: 2,
        ..facts
    };
    let limit = || Err(RuleError::ExtensionLimitReached { limit: 2 });
    check(request, "head_of_lead", used(facts()), to("2023-03-21"), limit());
    check(
        approve,
        "leader_of_matter",
        used(asked()),
        to("2023-03-21"),
        limit(),
    );
    check(approve, "leader_of_matter", asked(), to("2023-03-21"), stays());
    check(
        approve,
        "leader_of_matter",
        asked(),
        to("2023-03-01"),
        not_later(),
    );
    check(
        approve,
        "leader_of_matter",
        facts(),
        none,
        Err(RuleError::NoExtensionPending),
    );
    check(
        Action::ExtensionReject,
        "leader_of_matter",
        facts(),
        none,
        Err(RuleError::NoExtensionPending),
    );
    assert!(extension::is_late(day("2023-03-20"), day("2023-03-21")));
    assert!(!extension::is_late(day("2023-03-20"), day("2023-03-20")));
}
