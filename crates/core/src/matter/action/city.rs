//! The way to the city and back.

use super::notice::{NotificationKind::*, plain, yellow};
use super::{Audience, Definition, Tone};
use crate::matter::guard::Guard;
use crate::matter::transition::{ClockEffect, StageRule, To, row};
use crate::policy::Relation::{CitySide, CountyHead, LeadDepartment, MatterLeader, Supervisor};
use crate::word::Status::{InProgress, Suspended};
use crate::word::{Action, Stage};
use Audience::{City, Lead, Leader, Office};

pub(super) const ALL: &[&Definition] = &[
    &PROPOSE, &ENDORSE, &DECLINE, &SUBMIT, &ACCEPT, &ANSWER, &RETURN, &WITHDRAW,
];

pub(super) const PROPOSE: Definition = Definition::new(
    &[row(Action::EscalationPropose, &[InProgress], To::Same)],
    &[LeadDepartment, Supervisor],
)
.tells(&[plain(DecisionWanted, &[Leader]), plain(Escalation, &[Office])])
.button(Tone::Default, 210);

pub(super) const ENDORSE: Definition = Definition::new(
    &[row(Action::EscalationEndorse, &[InProgress], To::Same)],
    &[MatterLeader, CountyHead],
)
.tells(&[plain(DecisionWanted, &[Office]), plain(Escalation, &[Lead])])
.button(Tone::Primary, 50);

pub(super) const DECLINE: Definition = Definition::new(
    &[row(Action::EscalationDecline, &[InProgress], To::Same)],
    &[MatterLeader, CountyHead],
)
.tells(&[yellow(Returned, &[Lead, Office])])
.button(Tone::Danger, 260);

pub(super) const SUBMIT: Definition = Definition::new(
    &[row(Action::EscalationSubmit, &[InProgress], To::Same)
        .moves_to(Stage::City)
        .clock(ClockEffect::Pause)
        .guards(&[Guard::CityHasDepartments, Guard::DocumentDated])],
    &[Supervisor],
)
.tells(&[plain(DecisionWanted, &[City]), plain(Escalation, &[Lead, Leader])])
.button(Tone::Primary, 60);

pub(super) const ACCEPT: Definition = Definition::new(
    &[row(Action::EscalationAccept, &[InProgress], To::Same)
        .stage(StageRule::City)
        .guards(&[Guard::CityDateAhead])],
    &[CitySide],
)
.tells(&[plain(Escalation, &[Office, Leader, Lead])])
.button(Tone::Primary, 70);

pub(super) const ANSWER: Definition = Definition::new(
    &[row(Action::EscalationAnswer, &[InProgress], To::Same)
        .stage(StageRule::City)
        .moves_to(Stage::County)
        .clock(ClockEffect::Resume)],
    &[CitySide],
)
.tells(&[
    plain(Escalation, &[Office, Leader, Lead]),
    plain(Info, &[Audience::CountyHead]),
])
.button(Tone::Primary, 80);

pub(super) const RETURN: Definition = Definition::new(
    &[row(Action::EscalationReturn, &[InProgress], To::Same)
        .stage(StageRule::City)
        .moves_to(Stage::County)
        .clock(ClockEffect::Resume)],
    &[CitySide],
)
.tells(&[yellow(Returned, &[Office, Leader, Lead])])
.button(Tone::Danger, 270);

pub(super) const WITHDRAW: Definition = Definition::new(
    &[
        row(Action::EscalationWithdraw, &[InProgress, Suspended], To::Same)
            .stage(StageRule::Any)
            .moves_to(Stage::County)
            .clock(ClockEffect::Resume),
    ],
    &[MatterLeader, CountyHead],
)
.tells(&[plain(Escalation, &[City, Office, Lead])])
.button(Tone::Danger, 280);
