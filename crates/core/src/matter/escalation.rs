//! The machine of one submission to the city (提请市级).

use crate::error::RuleError;
use crate::word::{Action, EscalationStatus};

use EscalationStatus::{Accepted, Answered, Declined, Endorsed, Proposed, Returned, Submitted, Withdrawn};

/// One step: the action, where it starts, where it leads.
pub type EscalationStep = (Action, &'static [EscalationStatus], EscalationStatus);

/// Every step after the proposal.
pub const TABLE: &[EscalationStep] = &[
    (Action::EscalationEndorse, &[Proposed], Endorsed),
    (Action::EscalationDecline, &[Proposed], Declined),
    (Action::EscalationSubmit, &[Endorsed], Submitted),
    (Action::EscalationAccept, &[Submitted], Accepted),
    (Action::EscalationAnswer, &[Accepted], Answered),
    (Action::EscalationReturn, &[Submitted, Accepted], Returned),
    (
        Action::EscalationWithdraw,
        &[Proposed, Endorsed, Submitted, Accepted],
        Withdrawn,
    ),
];

/// Whether an action moves a submission.
pub fn is_step(action: Action) -> bool {
    action == Action::EscalationPropose || TABLE.iter().any(|(step, _, _)| *step == action)
}

/// Whether a submission is under way.
pub const fn is_open(status: EscalationStatus) -> bool {
    matches!(status, Proposed | Endorsed | Submitted | Accepted)
}

/// The latest submission's next status; a proposal begins a new one.
///
/// # Errors
/// When one is open at a proposal, when there is none, or when it stands elsewhere. Actions that are no step of a
/// submission are refused the same way.
pub fn next(current: Option<EscalationStatus>, action: Action) -> Result<EscalationStatus, RuleError> {
    if action == Action::EscalationPropose {
        let open = current.is_some_and(is_open);
        return if open {
            Err(RuleError::EscalationOpen)
        } else {
            Ok(Proposed)
        };
    }
    let status = current.ok_or(RuleError::NoEscalation)?;
    TABLE
        .iter()
        .find(|(step, from, _)| *step == action && from.contains(&status))
        .map(|(_, _, to)| *to)
        .ok_or(RuleError::EscalationInWrongState { status })
}
