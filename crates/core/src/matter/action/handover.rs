//! From the draft to the signature: approval, hand-over, objection.

use super::notice::{NotificationKind::*, plain, yellow};
use super::{Audience, Definition, Tone};
use crate::matter::guard::Guard;
use crate::matter::transition::{ClockEffect, Party, To, row};
use crate::policy::Relation::{CoDepartment, CountyHead, LeadDepartment, MatterLeader, Supervisor};
use crate::word::Action;
use crate::word::Status::{Draft, InProgress, Issued, Objected, PendingApproval};
use Audience::{Co, Lead, Leader, Office};

pub(super) const ALL: &[&Definition] = &[
    &EDIT,
    &SUBMIT_FOR_APPROVAL,
    &APPROVE,
    &REJECT,
    &ISSUE,
    &SIGN,
    &OBJECT,
    &REASSIGN,
    &OVERRULE,
];

pub(super) const EDIT: Definition = Definition::new(&[row(Action::Edit, &[Draft], To::Same)], &[Supervisor]);

pub(super) const SUBMIT_FOR_APPROVAL: Definition = Definition::new(
    &[row(
        Action::SubmitForApproval,
        &[Draft],
        To::Status(PendingApproval),
    )],
    &[Supervisor],
)
.tells(&[plain(DecisionWanted, &[Leader])])
.button(Tone::Default, 160);

pub(super) const APPROVE: Definition = Definition::new(
    &[row(Action::Approve, &[PendingApproval], To::Status(Issued)).clock(ClockEffect::Start)],
    &[MatterLeader, CountyHead],
)
.tells(&[plain(Assigned, &[Lead, Co]), plain(Decided, &[Office])])
.button(Tone::Primary, 20);

pub(super) const REJECT: Definition = Definition::new(
    &[row(Action::Reject, &[PendingApproval], To::Status(Draft))],
    &[MatterLeader, CountyHead],
)
.tells(&[yellow(Returned, &[Office])])
.button(Tone::Danger, 290);

pub(super) const ISSUE: Definition = Definition::new(
    &[row(Action::Issue, &[Draft], To::Status(Issued))
        .clock(ClockEffect::Start)
        .guards(&[Guard::HasBasis])],
    &[Supervisor, MatterLeader, CountyHead],
)
.tells(&[plain(Assigned, &[Lead, Co])])
.button(Tone::Primary, 30);

pub(super) const SIGN: Definition = Definition::new(
    &[
        row(Action::Sign, &[Issued], To::Status(InProgress)).by(Party::Lead),
        row(Action::Sign, &[Issued, InProgress], To::Same)
            .by(Party::Co)
            .guards(&[Guard::OwnPartUnsigned]),
    ],
    &[LeadDepartment, CoDepartment],
)
.button(Tone::Primary, 10);

pub(super) const OBJECT: Definition = Definition::new(
    &[row(Action::Object, &[Issued], To::Status(Objected))
        .guards(&[Guard::NotOverruled, Guard::WithinObjectionDays])],
    &[LeadDepartment],
)
.tells(&[yellow(DecisionWanted, &[Office])])
.button(Tone::Default, 220);

pub(super) const REASSIGN: Definition = Definition::new(
    &[row(Action::Reassign, &[Objected], To::Status(Issued))
        .clock(ClockEffect::HandOver)
        .guards(&[Guard::OtherDepartment])],
    &[Supervisor],
)
.tells(&[plain(Assigned, &[Lead]), plain(Info, &[Co, Leader])])
.button(Tone::Primary, 120);

pub(super) const OVERRULE: Definition = Definition::new(
    &[row(Action::Overrule, &[Objected], To::Status(Issued)).clock(ClockEffect::HandOver)],
    &[Supervisor],
)
.tells(&[yellow(Returned, &[Lead])])
.button(Tone::Default, 230);
