//! What is a person's to do and closed all the same, with the reason that is told.

use chrono::NaiveDate;
use duban_core::matter::lifecycle::{TransitionContext, apply};
use duban_core::matter::{MatterFacts, light};
use duban_core::policy;
use duban_core::word::{Action, CoPart, EscalationStatus, Holder, Status};

use crate::builders::{CO, LEAD, OFFICE, by, day, matter, persona, with_city};

fn check(who: &str, facts: &MatterFacts, today: Option<NaiveDate>, expected: &[(Action, &str)]) {
    let actor = persona(who);
    let mut ctx: TransitionContext<'_> = by(&actor);
    ctx.today = today.unwrap_or(ctx.today);
    let blocked_actions = policy::blocked_actions(&actor, facts, &ctx);
    let reported: Vec<_> = blocked_actions
        .iter()
        .map(|(action, rule)| (*action, rule.as_str()))
        .collect();
    assert_eq!(reported, expected, "{who}, {}", facts.status);
    let able = policy::abilities(&actor, facts, &ctx);
    for (action, rule) in blocked_actions {
        assert!(!able.contains(&action), "{action} is offered and barred");
        let refused = apply(action, facts, &ctx).unwrap_err();
        assert_eq!(refused.code(), rule.as_str(), "{action} by {who}");
    }
}

/// Whoever has verified, leads or claims: among the people whose move it is there is one who can make it.
#[test]
fn the_holder_has_an_open_action() {
    let able = |action, facts: &MatterFacts| {
        let people: &[&str] = match light::holder(facts) {
            Holder::SupervisionOffice => &["supervisor", "supervisor_second"],
            Holder::Leader => &["leader_of_matter", "county_head"],
            Holder::CountyHead => &["county_head"],
            other => panic!("{other} holds {facts:?}"),
        };
        let can = people.iter().any(|who| {
            let actor = persona(who);
            let his = !matches!(light::holder(facts), Holder::Leader) || actor.user == facts.leader;
            his && policy::abilities(&actor, facts, &by(&actor)).contains(&action)
        });
        assert!(can, "{action} of {facts:?}");
    };
    for leader in ["leader_of_matter", "county_head"] {
        for delegated in [true, false] {
            for verifier in ["leader_of_matter", "county_head", "supervisor"] {
                let verified = MatterFacts {
                    leader: persona(leader).user,
                    close_delegated: delegated,
                    verified_by: Some(persona(verifier).user),
                    ..matter(Status::Verified)
                };
                able(Action::Close, &verified);
            }
        }
        for (department, claimed_by_office) in [(LEAD, false), (OFFICE, true)] {
            let claimed = MatterFacts {
                leader: persona(leader).user,
                lead_department: department,
                claimed_by_department: Some(department),
                claimed_by_office,
                ..matter(Status::Claimed)
            };
            able(Action::Verify, &claimed);
        }
    }
}

#[test]
fn a_blocked_action_names_its_rule() {
    let going = || matter(Status::InProgress);
    let parts_done = || MatterFacts {
        co_departments: vec![(CO, CoPart::Done)],
        ..going()
    };
    let claimed = |department| MatterFacts {
        claimed_by_department: Some(department),
        ..matter(Status::Claimed)
    };
    let verified = || MatterFacts {
        verified_by: Some(persona("supervisor").user),
        ..matter(Status::Verified)
    };
    let without_basis = MatterFacts {
        has_basis: false,
        ..matter(Status::Draft)
    };
    let overruled = MatterFacts {
        objection_overruled: true,
        ..matter(Status::Issued)
    };
    let extended = MatterFacts {
        extensions_approved: going().extension_limit,
        ..parts_done()
    };
    let asked = MatterFacts {
        extension_pending: true,
        ..parts_done()
    };
    let asked_and_claimed = MatterFacts {
        extension_pending: true,
        ..claimed(LEAD)
    };
    let proposed = MatterFacts {
        escalation: Some(EscalationStatus::Proposed),
        ..parts_done()
    };
    let endorsed = |city_has_departments| MatterFacts {
        escalation: Some(EscalationStatus::Endorsed),
        city_has_departments,
        ..going()
    };
    let undelegated = MatterFacts {
        close_delegated: false,
        ..matter(Status::Verified)
    };
    let part = |part| MatterFacts {
        co_departments: vec![(CO, part)],
        ..going()
    };

    check(
        "handler_of_lead",
        &going(),
        None,
        &[(Action::Claim, "parts_open")],
    );
    check("handler_of_lead", &parts_done(), None, &[]);
    check(
        "handler_of_lead",
        &extended,
        None,
        &[(Action::ExtensionRequest, "extension_limit_reached")],
    );
    check(
        "handler_of_lead",
        &proposed,
        None,
        &[(Action::Claim, "escalation_open")],
    );
    check(
        "handler_of_lead",
        &overruled,
        None,
        &[(Action::Object, "objection_overruled")],
    );
    check("handler_of_lead", &matter(Status::Issued), None, &[]);
    let late = Some(day("2023-04-20"));
    check(
        "handler_of_lead",
        &matter(Status::Issued),
        late,
        &[(Action::Object, "objection_too_late")],
    );
    check(
        "supervisor",
        &without_basis,
        None,
        &[(Action::Issue, "basis_required")],
    );
    check(
        "supervisor",
        &claimed(OFFICE),
        None,
        &[(Action::Verify, "same_department_verifies")],
    );
    check(
        "supervisor",
        &asked_and_claimed,
        None,
        &[(Action::Verify, "extension_pending")],
    );
    check(
        "supervisor",
        &verified(),
        None,
        &[(Action::Close, "same_person_verified")],
    );
    check("supervisor_second", &verified(), None, &[]);
    check(
        "supervisor",
        &undelegated,
        None,
        &[(Action::Close, "close_not_delegated")],
    );

    let nowhere = (Action::EscalationSubmit, "no_city_department");
    check("supervisor", &endorsed(true), None, &[]);
    check("supervisor", &endorsed(false), None, &[nowhere]);
    check(
        "handler_of_lead",
        &endorsed(false),
        None,
        &[(Action::Claim, "parts_open")],
    );

    // What is done is no obstacle, and what is not theirs or not its turn is not told.
    for done in [CoPart::Signed, CoPart::Done, CoPart::Waived] {
        check("handler_of_co", &part(done), None, &[]);
    }
    check("handler_of_lead", &asked, None, &[]);
    check("handler_other", &going(), None, &[]);
    check("county_head_elsewhere", &without_basis, None, &[]);
    check(
        "handler_of_lead",
        &with_city(EscalationStatus::Submitted),
        None,
        &[],
    );
}
