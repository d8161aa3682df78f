//! Who takes part: bases, signatures, parts, four eyes.

use duban_core::error::RuleError;
use duban_core::matter::MatterFacts;
use duban_core::matter::lifecycle::TransitionContext;
use duban_core::word::{Action, CoPart, Status};

use crate::builders::{CO, LEAD, OFFICE, STRANGER, matter, persona};
use crate::guards::{check, none};

#[test]
fn a_matter_is_issued_on_a_basis() {
    let draft = || matter(Status::Draft);
    check(Action::Issue, "supervisor", draft(), none, Ok(Status::Issued));
    let bare = MatterFacts {
        has_basis: false,
        ..draft()
    };
    check(
        Action::Issue,
        "supervisor",
        bare,
        none,
        Err(RuleError::BasisRequired),
    );
    let pending = MatterFacts {
        has_basis: false,
        ..matter(Status::PendingApproval)
    };
    check(
        Action::Approve,
        "leader_of_matter",
        pending,
        none,
        Ok(Status::Issued),
    );
}

#[test]
fn reassigning_names_another_department() {
    let to = |department| move |ctx: &mut TransitionContext<'_>| ctx.department = Some(department);
    let objected = || matter(Status::Objected);
    check(
        Action::Reassign,
        "supervisor",
        objected(),
        to(STRANGER),
        Ok(Status::Issued),
    );
    check(
        Action::Reassign,
        "supervisor",
        objected(),
        to(LEAD),
        Err(RuleError::SameDepartment),
    );
}

#[test]
fn each_co_department_signs_for_itself() {
    let part = |part| MatterFacts {
        co_departments: vec![(CO, part)],
        ..matter(Status::Issued)
    };
    check(
        Action::Sign,
        "handler_of_co",
        part(CoPart::Pending),
        none,
        Ok(Status::Issued),
    );
    check(
        Action::Sign,
        "handler_of_co",
        part(CoPart::Signed),
        none,
        Err(RuleError::PartAlreadySigned),
    );
    check(
        Action::Sign,
        "handler_of_co",
        part(CoPart::Waived),
        none,
        Err(RuleError::PartAlreadyDone),
    );
    check(
        Action::Sign,
        "handler_other",
        part(CoPart::Pending),
        none,
        Err(RuleError::NotAParticipant),
    );
    check(
        Action::Sign,
        "handler_unplaced",
        part(CoPart::Pending),
        none,
        Err(RuleError::NotAParticipant),
    );
    check(
        Action::Sign,
        "handler_of_lead",
        part(CoPart::Pending),
        none,
        Ok(Status::InProgress),
    );
    let status = Status::InProgress;
    let again = Err(RuleError::NotInThisStatus {
        action: Action::Sign,
        status,
    });
    check(Action::Sign, "handler_of_lead", matter(status), none, again);
}

#[test]
fn parts_are_completed_or_waived_once_and_before_the_claim() {
    let part = |part| MatterFacts {
        co_departments: vec![(CO, part)],
        ..matter(Status::InProgress)
    };
    let of = |department| move |ctx: &mut TransitionContext<'_>| ctx.department = Some(department);
    let done = || Err(RuleError::PartAlreadyDone);
    let stranger = || Err(RuleError::NotAParticipant);
    let stays = || Ok(Status::InProgress);
    check(
        Action::CompletePart,
        "head_of_co",
        part(CoPart::Signed),
        none,
        stays(),
    );
    check(
        Action::CompletePart,
        "head_of_co",
        part(CoPart::Done),
        none,
        done(),
    );
    check(
        Action::CompletePart,
        "head_of_lead",
        part(CoPart::Signed),
        none,
        stranger(),
    );
    check(
        Action::WaivePart,
        "supervisor",
        part(CoPart::Pending),
        of(CO),
        stays(),
    );
    check(
        Action::WaivePart,
        "supervisor",
        part(CoPart::Waived),
        of(CO),
        done(),
    );
    check(
        Action::WaivePart,
        "supervisor",
        part(CoPart::Pending),
        of(STRANGER),
        stranger(),
    );
    check(
        Action::WaivePart,
        "supervisor",
        part(CoPart::Pending),
        none,
        stranger(),
    );
    let open = Err(RuleError::PartsOpen {
        departments: vec![CO],
    });
    check(Action::Claim, "head_of_lead", part(CoPart::Signed), none, open);
    check(
        Action::Claim,
        "head_of_lead",
        part(CoPart::Done),
        none,
        Ok(Status::Claimed),
    );
    check(
        Action::Claim,
        "head_of_lead",
        part(CoPart::Waived),
        none,
        Ok(Status::Claimed),
    );
}

#[test]
fn nobody_checks_or_strikes_off_the_own_work() {
    let claimed = |department| MatterFacts {
        claimed_by_department: Some(department),
        ..matter(Status::Claimed)
    };
    let same = || Err(RuleError::SameDepartmentVerifies);
    check(
        Action::Verify,
        "supervisor",
        claimed(LEAD),
        none,
        Ok(Status::Verified),
    );
    check(Action::Verify, "supervisor", claimed(OFFICE), none, same());
    check(Action::Verify, "supervisor_in_lead", claimed(LEAD), none, same());
    check(
        Action::Verify,
        "county_head",
        claimed(OFFICE),
        none,
        Ok(Status::Verified),
    );
    let asked = MatterFacts {
        extension_pending: true,
        ..claimed(LEAD)
    };
    check(
        Action::Verify,
        "supervisor",
        asked,
        none,
        Err(RuleError::ExtensionPending),
    );

    let verified = |who| MatterFacts {
        verified_by: Some(persona(who).user),
        ..matter(Status::Verified)
    };
    let closed = || Ok(Status::Closed);
    check(
        Action::Close,
        "supervisor",
        verified("supervisor"),
        none,
        Err(RuleError::SamePersonVerified),
    );
    check(
        Action::Close,
        "supervisor_second",
        verified("supervisor"),
        none,
        closed(),
    );
    let kept = || MatterFacts {
        close_delegated: false,
        ..verified("supervisor")
    };
    check(
        Action::Close,
        "supervisor_second",
        kept(),
        none,
        Err(RuleError::CloseNotDelegated),
    );
    check(Action::Close, "leader_of_matter", kept(), none, closed());
    // Solved on the spot by the leader: four eyes, and nobody else where the county head is that leader.
    let by_leader = || MatterFacts {
        verified_by: Some(persona("leader_of_matter").user),
        ..kept()
    };
    check(Action::Close, "supervisor", by_leader(), none, closed());
    check(
        Action::Close,
        "leader_of_matter",
        by_leader(),
        none,
        Err(RuleError::SamePersonVerified),
    );
}

#[test]
fn an_objection_is_overruled_once() {
    let overruled = MatterFacts {
        objection_overruled: true,
        ..matter(Status::Issued)
    };
    check(
        Action::Object,
        "head_of_lead",
        overruled,
        none,
        Err(RuleError::ObjectionOverruled),
    );
}

#[test]
fn nobody_records_the_own_departments_matter_as_solved_on_the_spot() {
    let on = |ctx: &mut TransitionContext<'_>| ctx.event_on = Some(ctx.today);
    let led = || matter(Status::InProgress);
    let own = Err(RuleError::SameDepartmentSolves);
    check(Action::SolveOnSite, "supervisor_in_lead", led(), on, own);
    let verified = || Ok(Status::Verified);
    check(Action::SolveOnSite, "supervisor", led(), on, verified());
    check(Action::SolveOnSite, "leader_of_matter", led(), on, verified());
}
