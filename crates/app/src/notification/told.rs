//! Who hears of which action. A table, so that it can be read on one page; the actor is never told of
//! what the actor did.

use std::collections::HashSet;

use duban_core::actor::Actor;
use duban_core::id::{DepartmentId, UserId};
use duban_core::lang::OFFICE;
use duban_core::word::{Action, Role, Stage};

use super::{Kind, Severity, text};
use crate::alert::Roster;
use crate::directory::Directory;
use crate::matter::entity::Model;
use crate::outbox::Outgoing;

/// A group of persons around a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Audience {
    /// The lead department's people.
    Lead,
    /// The co-departments' people.
    Co,
    /// The responsible leader.
    Leader,
    /// The county head.
    CountyHead,
    /// The supervision office.
    Office,
    /// Who checks a claim: the office, or the county head where the office has claimed.
    Verifier,
    /// The city's supervision office.
    City,
}

use Audience::{City, Co, CountyHead, Lead, Leader, Office, Verifier};

/// Who hears of an action, as what and how loud.
const fn table(action: Action) -> &'static [(Kind, Severity, &'static [Audience])] {
    use Kind::{Assigned, Decided, DecisionWanted, Escalation, Info, Instruction, Returned, Urged};
    use Severity::{Blue, Info as Plain, Yellow};
    match action {
        Action::SubmitForApproval => &[(DecisionWanted, Plain, &[Leader])],
        Action::Approve => &[(Assigned, Plain, &[Lead, Co]), (Decided, Plain, &[Office])],
        Action::Reject => &[(Returned, Yellow, &[Office])],
        Action::Issue => &[(Assigned, Plain, &[Lead, Co])],
        Action::Object => &[(DecisionWanted, Yellow, &[Office])],
        Action::Reassign => &[(Assigned, Plain, &[Lead]), (Info, Plain, &[Co, Leader])],
        Action::Overrule => &[(Returned, Yellow, &[Lead])],
        Action::SolveOnSite => &[(Info, Plain, &[Lead, Co]), (DecisionWanted, Plain, &[Office])],
        Action::Claim => &[(DecisionWanted, Plain, &[Verifier])],
        Action::Verify => &[(DecisionWanted, Plain, &[Leader, Office]), (Info, Plain, &[Lead])],
        Action::Return => &[(Returned, Yellow, &[Lead]), (Info, Plain, &[Co, Office])],
        Action::Close => &[(Decided, Plain, &[Lead, Co]), (Info, Plain, &[Leader])],
        Action::CloseUnachieved => &[(Decided, Yellow, &[Lead, Co, Leader, Office])],
        Action::Suspend | Action::Resume => &[(Decided, Plain, &[Lead, Co, Office])],
        Action::Cancel => &[(Decided, Plain, &[Lead, Co, Leader, Office])],
        Action::CompletePart => &[(Info, Plain, &[Lead])],
        Action::WaivePart => &[(Info, Plain, &[Lead, Co])],
        Action::Instruct => &[
            (Instruction, Yellow, &[Lead, Co, Office]),
            (Info, Plain, &[Leader]),
        ],
        Action::Urge => &[(Urged, Blue, &[Lead])],
        Action::EscalationPropose => &[(DecisionWanted, Plain, &[Leader]), (Escalation, Plain, &[Office])],
        Action::EscalationEndorse => &[(DecisionWanted, Plain, &[Office]), (Escalation, Plain, &[Lead])],
        Action::EscalationDecline => &[(Returned, Yellow, &[Lead, Office])],
        Action::EscalationSubmit => &[
            (DecisionWanted, Plain, &[City]),
            (Escalation, Plain, &[Lead, Leader]),
        ],
        Action::EscalationAccept => &[(Escalation, Plain, &[Office, Leader, Lead])],
        Action::EscalationAnswer => &[
            (Escalation, Plain, &[Office, Leader, Lead]),
            (Info, Plain, &[CountyHead]),
        ],
        Action::EscalationReturn => &[(Returned, Yellow, &[Office, Leader, Lead])],
        Action::EscalationWithdraw => &[(Escalation, Plain, &[City, Office, Lead])],
        Action::ExtensionRequest => &[(DecisionWanted, Plain, &[Leader]), (Info, Plain, &[Office])],
        // A claim that waited for the decision can be checked now.
        Action::ExtensionApprove => &[(Decided, Plain, &[Lead, Office, Verifier])],
        Action::ExtensionReject => &[(Decided, Yellow, &[Lead, Office, Verifier])],
        Action::Sign | Action::Report | Action::Edit => &[],
    }
}

/// What was done to a matter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Done<'a> {
    pub action: Action,
    /// The matter after the action.
    pub matter: &'a Model,
    /// Who was responsible before it.
    pub stage_before: Stage,
    pub co_departments: &'a [DepartmentId],
    pub by: &'a Actor,
    /// Reason, wording or answer.
    pub note: Option<&'a str>,
    /// How loud, where the action itself says so (an urge slip's colour).
    pub severity: Option<Severity>,
}

/// The messages that follow from an action, each person once.
pub(crate) fn told(directory: &Directory, done: Done<'_>) -> Vec<Outgoing> {
    let matter = done.matter;
    let rows = table(done.action);
    if rows.is_empty() {
        return Vec::new();
    }
    let roster = Roster::new(directory, matter.region_id.into());
    let says = text::action(
        OFFICE,
        done.action,
        &matter.number,
        &matter.title,
        &directory.person_ref(done.by.user).name,
        done.note,
    );
    let mut reached = HashSet::from([done.by.user]);
    let mut messages = Vec::new();
    for (kind, severity, audiences) in rows {
        for user in audiences
            .iter()
            .flat_map(|audience| persons(*audience, directory, &roster, &done))
        {
            if reached.insert(user) {
                messages.push(Outgoing {
                    recipient: user,
                    region: matter.region_id.into(),
                    kind: *kind,
                    severity: done.severity.unwrap_or(*severity),
                    matter: Some((matter.id.into(), matter.number.clone(), matter.title.clone())),
                    title: says.title.clone(),
                    body: says.body.clone(),
                    why: None,
                    alert_id: None,
                });
            }
        }
    }
    messages
}

fn persons(audience: Audience, directory: &Directory, roster: &Roster<'_>, done: &Done<'_>) -> Vec<UserId> {
    // Where nobody is there to hear it the office is told: it must see to it that somebody is.
    let or_office = |persons: Vec<UserId>| {
        if persons.is_empty() {
            roster.role(Role::Supervisor).to_vec()
        } else {
            persons
        }
    };
    // What was never handed over is not the departments' business yet.
    let handed_over = done.matter.issued_at.is_some() || done.matter.handed_over_at.is_some();
    let claimed_by = done.matter.claimed_by_department_id;
    let claimed_by_office = claimed_by.is_some_and(|id| directory.is_office(id.into()));
    match audience {
        Lead | Co if !handed_over => Vec::new(),
        Lead => or_office(roster.department(done.matter.lead_department_id.into())),
        Co => done
            .co_departments
            .iter()
            .flat_map(|co| or_office(roster.department(*co)))
            .collect(),
        Leader => or_office(roster.leader(done.matter.leader_id.into())),
        // Not by whose move it is: until a request for a new date is decided, that is the leader's.
        Verifier if claimed_by_office => roster.role(Role::CountyHead).to_vec(),
        CountyHead => roster.role(Role::CountyHead).to_vec(),
        Office | Verifier => roster.role(Role::Supervisor).to_vec(),
        // What does not come from the city or go there never left the county and is none of the city's business.
        City if done.stage_before != Stage::City && done.matter.stage != Stage::City.as_str() => Vec::new(),
        City => roster.city().to_vec(),
    }
}
