//! A new date.

use super::notice::{NotificationKind::*, plain, yellow};
use super::{Audience, Definition, Tone};
use crate::matter::guard::Guard;
use crate::matter::transition::{To, row};
use crate::policy::Relation::{CountyHead, LeadDepartment, MatterLeader};
use crate::word::Status::{Claimed, InProgress, Suspended};
use crate::word::{Action, Status};
use Audience::{Lead, Leader, Office, Verifier};

/// Statuses in which an extension may be decided: the claim stops the clock, not the question.
const DECIDABLE: &[Status] = &[InProgress, Claimed, Suspended];

pub(super) const ALL: &[&Definition] = &[&REQUEST, &APPROVE, &REJECT];

pub(super) const REQUEST: Definition = Definition::new(
    &[row(Action::ExtensionRequest, &[InProgress], To::Same)
        .guards(&[Guard::ExtensionsLeft, Guard::NewDateLater])],
    &[LeadDepartment],
)
.tells(&[plain(DecisionWanted, &[Leader]), plain(Info, &[Office])])
.button(Tone::Default, 200);

/// A claim that waited for the decision can be checked afterwards, so the verifier is told.
pub(super) const APPROVE: Definition = Definition::new(
    &[row(Action::ExtensionApprove, DECIDABLE, To::Same)
        .guards(&[Guard::ExtensionsLeft, Guard::NewDateLater])],
    &[MatterLeader, CountyHead],
)
.tells(&[plain(Decided, &[Lead, Office, Verifier])])
.button(Tone::Primary, 40);

pub(super) const REJECT: Definition = Definition::new(
    &[row(Action::ExtensionReject, DECIDABLE, To::Same)],
    &[MatterLeader, CountyHead],
)
.tells(&[yellow(Decided, &[Lead, Office, Verifier])])
.button(Tone::Danger, 250);
