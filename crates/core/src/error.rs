//! Why a rule says no: one named refusal per guard, each with a code that never changes.

use chrono::NaiveDate;

use crate::id::DepartmentId;
use crate::word::{Action, Blocker, EscalationStatus, Stage, Status};

/// A refusal of the rules. The text is for logs; people are shown a translation of [`RuleError::code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The table has no row for this action from this status.
    #[error("{action} is not open to a matter that is {status}")]
    NotInThisStatus {
        /// What was tried.
        action: Action,
        /// Where the matter stands.
        status: Status,
    },
    /// While the city is responsible, only its own actions, reports and instructions are open, and the reverse.
    #[error("{action} is not open in the {stage} stage")]
    NotInThisStage {
        /// What was tried.
        action: Action,
        /// Who is responsible at present.
        stage: Stage,
    },
    /// 立项依据: a matter is issued on an order or decision, or after approval (Order 733, art. 11).
    #[error("a matter without a basis needs approval before it is issued")]
    BasisRequired,
    /// An objection comes within the region's number of working days.
    #[error("an objection was possible until {limit}")]
    ObjectionTooLate {
        /// The last day on which it was possible.
        limit: NaiveDate,
    },
    /// An objection is decided once.
    #[error("an objection of this department was overruled already")]
    ObjectionOverruled,
    /// A matter is reassigned to another department than the one that objects.
    #[error("the department leads this matter already")]
    SameDepartment,
    /// The co-departments' parts are done or waived before the claim.
    #[error("{} co-departments have not completed their parts", departments.len())]
    PartsOpen {
        /// Whose parts are open.
        departments: Vec<DepartmentId>,
    },
    /// The one who checked a matter does not strike it off.
    #[error("the person who verified a matter does not close it")]
    SamePersonVerified,
    /// A department does not check its own work.
    #[error("nobody of the claiming department verifies its claim")]
    SameDepartmentVerifies,
    /// The office does not record its own department's work as solved on the spot.
    #[error("nobody of the lead department records the matter as solved on the spot")]
    SameDepartmentSolves,
    /// The region keeps the strike-off to the leaders.
    #[error("this region does not delegate the closing of matters")]
    CloseNotDelegated,
    /// A request for a new date waits for its decision.
    #[error("a request for extension is undecided")]
    ExtensionPending,
    /// A matter is extended at most this many times.
    #[error("a matter is extended at most {limit} times")]
    ExtensionLimitReached {
        /// The region's limit.
        limit: u32,
    },
    /// There is no request to decide.
    #[error("there is no undecided request for extension")]
    NoExtensionPending,
    /// An extension moves the date to a later day that is still to come.
    #[error("the new date is not later than {due_on} or lies in the past")]
    NewDateNotLater {
        /// The present date; in a suspension with the working days paused so far.
        due_on: NaiveDate,
    },
    /// A submission to the city is under way.
    #[error("a submission to the city is open")]
    EscalationOpen,
    /// There is no submission to the city.
    #[error("there is no submission to the city")]
    NoEscalation,
    /// The submission is not where this step starts.
    #[error("the submission to the city is {status}")]
    EscalationInWrongState {
        /// Where it stands.
        status: EscalationStatus,
    },
    /// A submission goes to a city that has somebody to take it on.
    #[error("no department of the city is set up")]
    NoCityDepartment,
    /// A day that the action needs was not given.
    #[error("{field} is required")]
    DateRequired {
        /// Which one.
        field: &'static str,
    },
    /// A day that must have come lies ahead.
    #[error("{field} lies in the future")]
    DateInFuture {
        /// Which one.
        field: &'static str,
    },
    /// A day that is still to come has passed.
    #[error("{field} lies in the past")]
    DateInPast {
        /// Which one.
        field: &'static str,
    },
    /// The department has no part in the matter.
    #[error("the department has no part in this matter")]
    NotAParticipant,
    /// The co-department signed before.
    #[error("the department has signed for its part already")]
    PartAlreadySigned,
    /// The part is done or waived.
    #[error("the part is done or waived already")]
    PartAlreadyDone,
}

impl RuleError {
    /// The stable machine code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotInThisStatus { .. } => "not_in_this_status",
            Self::NotInThisStage { .. } => "not_in_this_stage",
            Self::BasisRequired => "basis_required",
            Self::ObjectionTooLate { .. } => "objection_too_late",
            Self::ObjectionOverruled => "objection_overruled",
            Self::SameDepartment => "same_department",
            Self::PartsOpen { .. } => "parts_open",
            Self::SamePersonVerified => "same_person_verified",
            Self::SameDepartmentVerifies => "same_department_verifies",
            Self::SameDepartmentSolves => "same_department_solves",
            Self::CloseNotDelegated => "close_not_delegated",
            Self::ExtensionPending => "extension_pending",
            Self::ExtensionLimitReached { .. } => "extension_limit_reached",
            Self::NoExtensionPending => "no_extension_pending",
            Self::NewDateNotLater { .. } => "new_date_not_later",
            Self::EscalationOpen => "escalation_open",
            Self::NoEscalation => "no_escalation",
            Self::EscalationInWrongState { .. } => "escalation_in_wrong_state",
            Self::NoCityDepartment => "no_city_department",
            Self::DateRequired { .. } => "date_required",
            Self::DateInFuture { .. } => "date_in_future",
            Self::DateInPast { .. } => "date_in_past",
            Self::NotAParticipant => "not_a_participant",
            Self::PartAlreadySigned => "part_already_signed",
            Self::PartAlreadyDone => "part_already_done",
        }
    }

    /// The word for it where it is what a person looks for a button in vain for; none where it is not their turn, where
    /// nothing is left to do, or where only what comes with the action is wrong.
    pub fn blocker(&self) -> Option<Blocker> {
        self.code().parse().ok()
    }
}
