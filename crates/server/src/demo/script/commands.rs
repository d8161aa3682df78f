//! Short constructors for the commands of the script.

use chrono::NaiveDate;
use duban_app::matter::action::{
    AcceptInput, ClaimInput, Command, ExtensionInput, FindingInput, NoteInput, ProposeInput, ReasonInput,
    SolveOnSiteInput, SubmitInput,
};
use duban_core::id::DepartmentId;

/// A day of 2023.
pub(in crate::demo) fn day(month: u32, date: u32) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2023, month, 1).unwrap_or_default();
    first + chrono::Days::new(u64::from(date.saturating_sub(1)))
}

pub(super) fn note(text: &str) -> NoteInput {
    NoteInput {
        note: Some(text.to_owned()),
    }
}

pub(super) fn reason(text: &str) -> ReasonInput {
    ReasonInput {
        reason: text.to_owned(),
    }
}

pub(super) fn claim(evidence: &str) -> Command {
    Command::Claim(ClaimInput {
        evidence: evidence.to_owned(),
    })
}

pub(super) fn verify(finding: &str) -> Command {
    Command::Verify(FindingInput {
        note: finding.to_owned(),
    })
}

pub(super) fn solved(place: &str, solved_on: NaiveDate, how: &str) -> Command {
    Command::SolveOnSite(SolveOnSiteInput {
        place: place.to_owned(),
        solved_on,
        how: how.to_owned(),
        leader_id: None,
    })
}

pub(super) fn extension(reason: &str, new_due_on: NaiveDate, progress: &str) -> Command {
    Command::ExtensionRequest(ExtensionInput {
        reason: reason.to_owned(),
        new_due_on,
        progress: progress.to_owned(),
    })
}

pub(super) fn propose(tried: &str, ask: &str, city_department: DepartmentId) -> Command {
    Command::EscalationPropose(ProposeInput {
        tried: tried.to_owned(),
        ask: ask.to_owned(),
        city_department_id: Some(city_department.0),
        policy_basis: None,
    })
}

pub(super) fn submit(document_number: &str, document_on: NaiveDate) -> Command {
    Command::EscalationSubmit(SubmitInput {
        document_number: document_number.to_owned(),
        document_on,
    })
}

pub(super) fn accept(city_department: DepartmentId, city_due_on: NaiveDate, contact: &str) -> Command {
    Command::EscalationAccept(AcceptInput {
        city_department_id: city_department.0,
        city_due_on,
        contact: Some(contact.to_owned()),
    })
}
