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
    let notices = done.action.definition().notices;
    if notices.is_empty() {
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
            roster.all(Recipient::Supervisor).to_vec()
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
        Verifier if claimed_by_office => roster.all(Recipient::CountyHead).to_vec(),
        CountyHead => roster.all(Recipient::CountyHead).to_vec(),
        Office | Verifier => roster.all(Recipient::Supervisor).to_vec(),
        // What does not come from the city or go there never left the county and is none of the city's business.
        City if done.stage_before != Stage::City && done.matter.stage != Stage::City => Vec::new(),
        City => roster.city().to_vec(),
    }
}
