//! While the work goes on: reports, parts of co-departments, instructions and chases.

use super::notice::{NotificationKind::*, blue, plain, yellow};
use super::{Audience, Definition, Tone};
use crate::matter::guard::Guard;
use crate::matter::transition::{Party, StageRule, To, row};
use crate::policy::Relation::{
    AnyLeader, CoDepartment, CountyHead, LeadDepartment, LeadHead, MatterLeader, Supervisor,
};
use crate::word::Status::{InProgress, Issued};
use crate::word::{Action, Status};
use Audience::{Co, Lead, Leader, Office};

pub(super) const ALL: &[&Definition] = &[&REPORT, &COMPLETE_PART, &WAIVE_PART, &INSTRUCT, &URGE];

pub(super) const REPORT: Definition = Definition::new(
    &[row(Action::Report, &[InProgress], To::Same).stage(StageRule::Any)],
    &[LeadDepartment, CoDepartment],
)
.button(Tone::Primary, 90);

pub(super) const COMPLETE_PART: Definition = Definition::new(
    &[row(Action::CompletePart, &[InProgress], To::Same)
        .by(Party::Co)
        .guards(&[Guard::OwnPartOpen])],
    &[CoDepartment],
)
.tells(&[plain(Info, &[Lead])])
.button(Tone::Primary, 150);

pub(super) const WAIVE_PART: Definition = Definition::new(
    &[row(Action::WaivePart, &[Issued, InProgress], To::Same).guards(&[Guard::NamedPartOpen])],
    &[LeadHead, Supervisor],
)
.tells(&[plain(Info, &[Lead, Co])])
.button(Tone::Default, 240);

pub(super) const INSTRUCT: Definition = Definition::new(
    &[row(Action::Instruct, Status::OPEN, To::Same).stage(StageRule::Any)],
    &[AnyLeader, CountyHead],
)
.tells(&[yellow(Instruction, &[Lead, Co, Office]), plain(Info, &[Leader])])
.button(Tone::Default, 180);

pub(super) const URGE: Definition = Definition::new(
    &[row(Action::Urge, &[Issued, InProgress], To::Same)],
    &[Supervisor, MatterLeader, CountyHead],
)
.tells(&[blue(Urged, &[Lead])])
.button(Tone::Default, 190);
