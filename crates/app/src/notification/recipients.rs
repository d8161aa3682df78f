//! Recipients of an action, found by what they are to the matter. The actor is never told of what the actor did.

use std::collections::HashSet;

use duban_core::actor::Actor;
use duban_core::alert::Recipient;
use duban_core::id::{DepartmentId, UserId};
use duban_core::lang::OFFICE;
use duban_core::matter::action::Audience::{self, City, Co, CountyHead, Lead, Leader, Office, Verifier};
use duban_core::word::{Action, Stage};

use super::{Severity, text};
use crate::alert::Roster;
use crate::directory::Directory;
use crate::matter::entity::Model;
use crate::outbox::Outgoing;

/// What was done to a matter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PerformedAction<'a> {
    pub action: Action,
    /// The matter after the action.
    pub matter: &'a Model,
    /// Who was responsible before it.
    pub stage_before: Stage,
    pub co_departments: &'a [DepartmentId],
    pub by: &'a Actor,
    /// Reason, wording or answer.
    pub note: Option<&'a str>,
    /// The severity, where the action itself sets it (an urge slip's colour).
    pub severity: Option<Severity>,
}

/// The messages that an action causes, at most one for each person.
pub(crate) fn messages_for(directory: &Directory, done: PerformedAction<'_>) -> Vec<Outgoing> {
    let matter = done.matter;
    let notices = done.action.definition().notices;
    if notices.is_empty() {
        return Vec::new();
    }
    let roster = Roster::new(directory, matter.region_id.into());
    let text = text::action(
        OFFICE,
        done.action,
        &matter.number,
        &matter.title,
        &directory.person_ref(done.by.user).name,
        done.note,
    );
    let mut reached = HashSet::from([done.by.user]);
    let mut messages = Vec::new();
    for notice in notices {
        for user in notice
            .audiences
            .iter()
            .flat_map(|audience| persons(*audience, directory, &roster, &done))
        {
            if reached.insert(user) {
                messages.push(Outgoing {
                    recipient: user,
                    region: matter.region_id.into(),
                    kind: notice.kind,
                    severity: done.severity.unwrap_or(notice.severity),
                    matter: Some((matter.id.into(), matter.number.clone(), matter.title.clone())),
                    title: text.title.clone(),
                    body: text.body.clone(),
                    why: None,
                    alert_id: None,
                });
            }
        }
    }
    messages
}

fn persons(
    audience: Audience,
    directory: &Directory,
    roster: &Roster<'_>,
    done: &PerformedAction<'_>,
) -> Vec<UserId> {
    // Falls back to the office, which must see to it that the department has an account.
    let or_office = |persons: Vec<UserId>| {
        if persons.is_empty() {
            roster.all(Recipient::Supervisor).to_vec()
        } else {
            persons
        }
    };
    // Departments are not notified of a matter that was not handed over to them.
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
        // Not derived from the holder: while a request for a new date is pending, the holder is the leader.
        Verifier if claimed_by_office => roster.all(Recipient::CountyHead).to_vec(),
        CountyHead => roster.all(Recipient::CountyHead).to_vec(),
        Office | Verifier => roster.all(Recipient::Supervisor).to_vec(),
        // The city is notified only of actions that start or end in the city stage.
        City if done.stage_before != Stage::City && done.matter.stage != Stage::City => Vec::new(),
        City => roster.city().to_vec(),
    }
}
