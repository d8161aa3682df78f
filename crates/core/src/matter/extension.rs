//! The machine of one request for a new date (延期申请).

use chrono::NaiveDate;

use crate::error::RuleError;
use crate::word::{Action, ExtensionStatus};

use ExtensionStatus::{Approved, Rejected, Requested};

/// Every step after the request: the action and where it leads.
pub const TABLE: &[(Action, ExtensionStatus)] = &[
    (Action::ExtensionApprove, Approved),
    (Action::ExtensionReject, Rejected),
];

/// Whether an action moves a request.
pub fn is_step(action: Action) -> bool {
    action == Action::ExtensionRequest || TABLE.iter().any(|(step, _)| *step == action)
}

/// The latest request's next status; a request begins a new one.
///
/// # Errors
/// When one is undecided at a request, or none is at a decision. Actions that are no step of a request are refused
/// the same way.
pub fn next(current: Option<ExtensionStatus>, action: Action) -> Result<ExtensionStatus, RuleError> {
    let pending = current == Some(Requested);
    if action == Action::ExtensionRequest {
        return if pending {
            Err(RuleError::ExtensionPending)
        } else {
            Ok(Requested)
        };
    }
    let step = TABLE.iter().find(|(step, _)| *step == action && pending);
    step.map(|(_, to)| *to).ok_or(RuleError::NoExtensionPending)
}

/// Whether a request comes after the date it asks to move; it is accepted, but the overdue span stays.
pub fn is_late(due_on: NaiveDate, today: NaiveDate) -> bool {
    today > due_on
}
