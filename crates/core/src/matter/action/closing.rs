//! To the end of a matter, and to its standstill.

use super::notice::{NotificationKind::*, plain, yellow};
use super::{Audience, Definition, Tone};
use crate::matter::guard::Guard;
use crate::matter::transition::{ClockEffect, To, row};
use crate::policy::Relation::{CountyHead, LeadDepartment, MatterLeader, Supervisor};
use crate::word::Status::{Cancelled, Claimed, Closed, Draft, InProgress, Issued, Suspended, Verified};
use crate::word::{Action, Status};
use Audience::{Co, Lead, Leader, Office, Verifier};

pub(super) const ALL: &[&Definition] = &[
    &SOLVE_ON_SITE,
    &CLAIM,
    &VERIFY,
    &RETURN,
    &CLOSE,
    &CLOSE_UNACHIEVED,
    &SUSPEND,
    &RESUME,
    &CANCEL,
];

pub(super) const SOLVE_ON_SITE: Definition = Definition::new(
    &[row(
        Action::SolveOnSite,
        &[Draft, Issued, InProgress],
        To::Status(Verified),
    )
    .clock(ClockEffect::Stop)
    .guards(&[Guard::NotOfLeadDepartment, Guard::SolvedBefore])],
    &[MatterLeader, CountyHead, Supervisor],
)
.tells(&[plain(Info, &[Lead, Co]), plain(DecisionWanted, &[Office])])
.button(Tone::Default, 140);

pub(super) const CLAIM: Definition = Definition::new(
    &[row(Action::Claim, &[InProgress], To::Status(Claimed))
        .clock(ClockEffect::Stop)
        .guards(&[Guard::PartsDone, Guard::NoOpenEscalation])],
    &[LeadDepartment],
)
.tells(&[plain(DecisionWanted, &[Verifier])])
.button(Tone::Default, 130);

/// Where the office leads a matter itself, none of its people may verify; the county head can.
pub(super) const VERIFY: Definition = Definition::new(
    &[row(Action::Verify, &[Claimed], To::Status(Verified))
        .guards(&[Guard::NotOfClaimingDepartment, Guard::NoPendingExtension])],
    &[Supervisor, CountyHead],
)
.tells(&[plain(DecisionWanted, &[Leader, Office]), plain(Info, &[Lead])])
.button(Tone::Primary, 100);

pub(super) const RETURN: Definition = Definition::new(
    &[row(Action::Return, &[Claimed, Verified], To::Before).clock(ClockEffect::Restart)],
    &[Supervisor, MatterLeader, CountyHead],
)
.tells(&[yellow(Returned, &[Lead]), plain(Info, &[Co, Office])])
.button(Tone::Danger, 300);

pub(super) const CLOSE: Definition = Definition::new(
    &[row(Action::Close, &[Verified], To::Status(Closed))
        .guards(&[Guard::CloseDelegated, Guard::NotTheVerifier])],
    &[MatterLeader, CountyHead, Supervisor],
)
.tells(&[plain(Decided, &[Lead, Co]), plain(Info, &[Leader])])
.button(Tone::Primary, 110);

pub(super) const CLOSE_UNACHIEVED: Definition = Definition::new(
    &[row(
        Action::CloseUnachieved,
        &[InProgress, Suspended],
        To::Status(Closed),
    )
    .clock(ClockEffect::Stop)],
    &[CountyHead],
)
.tells(&[yellow(Decided, &[Lead, Co, Leader, Office])])
.button(Tone::Danger, 320);

pub(super) const SUSPEND: Definition = Definition::new(
    &[row(Action::Suspend, &[InProgress], To::Status(Suspended)).clock(ClockEffect::Pause)],
    &[MatterLeader, CountyHead],
)
.tells(&[plain(Decided, &[Lead, Co, Office])])
.button(Tone::Danger, 310);

pub(super) const RESUME: Definition = Definition::new(
    &[row(Action::Resume, &[Suspended], To::Status(InProgress)).clock(ClockEffect::Resume)],
    &[MatterLeader, CountyHead],
)
.tells(&[plain(Decided, &[Lead, Co, Office])])
.button(Tone::Primary, 170);

pub(super) const CANCEL: Definition = Definition::new(
    &[row(Action::Cancel, Status::OPEN, To::Status(Cancelled)).clock(ClockEffect::Stop)],
    &[MatterLeader, CountyHead],
)
.tells(&[plain(Decided, &[Lead, Co, Leader, Office])])
.button(Tone::Danger, 330);
