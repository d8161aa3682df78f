//! What must hold besides status and stage, one guard per rule.

use chrono::NaiveDate;

use crate::error::RuleError;
use crate::id::DepartmentId;
use crate::matter::lifecycle::TransitionContext;
use crate::matter::{MatterFacts, escalation, light};
use crate::policy::Relation;
use crate::word::{CoPart, Holder, Status};

/// A condition of a row. The part that depends on the state decides whether an action is offered at all; the part
/// that depends on the inputs is checked when it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// 立项 rests on an order or decision; otherwise it takes the way through approval.
    HasBasis,
    /// An objection that was overruled is not raised again by the same department.
    NotOverruled,
    /// An objection comes within the region's working days after the hand-over.
    WithinObjectionDays,
    /// Reassigning means another department.
    OtherDepartment,
    /// The actor's department has not signed for its part.
    OwnPartUnsigned,
    /// The actor's department has not finished its part.
    OwnPartOpen,
    /// The named department has a part that is open.
    NamedPartOpen,
    /// The office does not record as solved what its own department leads; a leader does.
    NotOfLeadDepartment,
    /// The day of the solution is known and has come.
    SolvedBefore,
    /// Every part is done or waived.
    PartsDone,
    /// Nothing is on its way to the city.
    NoOpenEscalation,
    /// No request for a new date waits.
    NoPendingExtension,
    /// A department does not check itself.
    NotOfClaimingDepartment,
    /// The region lets a supervisor close, or four eyes leave it to the office.
    CloseDelegated,
    /// Four eyes: the verifier does not close.
    NotTheVerifier,
    /// The city has a department: without one nobody could accept the submission, on its behalf or itself.
    CityHasDepartments,
    /// The document that goes to the city is not dated ahead.
    DocumentDated,
    /// The city's date has not passed.
    CityDateAhead,
    /// The region's number of extensions is not used up.
    ExtensionsLeft,
    /// The new date is later than the present one and has not passed.
    NewDateLater,
}

impl Guard {
    /// The part that depends on the matter and the person.
    pub(super) fn check_state(
        self,
        facts: &MatterFacts,
        ctx: &TransitionContext<'_>,
    ) -> Result<(), RuleError> {
        let actor = ctx.actor;
        match self {
            Self::HasBasis => refuse_if(!facts.has_basis, || RuleError::BasisRequired),
            Self::NotOverruled => refuse_if(facts.objection_overruled, || RuleError::ObjectionOverruled),
            Self::WithinObjectionDays => {
                let limit = facts
                    .issued_on
                    .map(|issued| ctx.calendar.add(issued, facts.objection_days));
                match limit {
                    Some(limit) if ctx.today > limit => Err(RuleError::ObjectionTooLate { limit }),
                    _ => Ok(()),
                }
            }
            Self::OwnPartUnsigned => match own_part(facts, ctx)? {
                CoPart::Pending => Ok(()),
                CoPart::Signed => Err(RuleError::PartAlreadySigned),
                CoPart::Done | CoPart::Waived => Err(RuleError::PartAlreadyDone),
            },
            Self::OwnPartOpen => {
                let part = own_part(facts, ctx)?;
                refuse_if(!part.is_open(), || RuleError::PartAlreadyDone)
            }
            Self::NamedPartOpen => {
                refuse_if(facts.co_departments.is_empty(), || RuleError::NotAParticipant)?;
                refuse_if(open_parts(facts).is_empty(), || RuleError::PartAlreadyDone)
            }
            Self::PartsDone => {
                let departments = open_parts(facts);
                refuse_if(!departments.is_empty(), || RuleError::PartsOpen { departments })
            }
            Self::NoOpenEscalation => {
                let open = facts.escalation.is_some_and(escalation::is_open);
                refuse_if(open, || RuleError::EscalationOpen)
            }
            Self::CityHasDepartments => {
                refuse_if(!facts.city_has_departments, || RuleError::NoCityDepartment)
            }
            Self::NoPendingExtension => refuse_if(facts.extension_pending, || RuleError::ExtensionPending),
            Self::NotOfLeadDepartment => {
                let own =
                    Relation::Supervisor.is(actor, facts) && actor.department == Some(facts.lead_department);
                refuse_if(own, || RuleError::SameDepartmentSolves)
            }
            Self::NotOfClaimingDepartment => {
                let own = actor.department.is_some() && actor.department == facts.claimed_by_department;
                refuse_if(own, || RuleError::SameDepartmentVerifies)
            }
            Self::CloseDelegated => {
                let closer = light::holder_of_verified(facts.close_delegated, facts.verified_by_leader());
                let denied = Relation::Supervisor.is(actor, facts) && closer != Holder::SupervisionOffice;
                refuse_if(denied, || RuleError::CloseNotDelegated)
            }
            Self::NotTheVerifier => refuse_if(facts.verified_by == Some(actor.user), || {
                RuleError::SamePersonVerified
            }),
            Self::ExtensionsLeft => {
                let limit = facts.extension_limit;
                refuse_if(facts.extensions_approved >= limit, || {
                    RuleError::ExtensionLimitReached { limit }
                })
            }
            Self::OtherDepartment
            | Self::SolvedBefore
            | Self::DocumentDated
            | Self::CityDateAhead
            | Self::NewDateLater => Ok(()),
        }
    }

    /// The part that depends on what comes with the action.
    pub(super) fn check_inputs(
        self,
        facts: &MatterFacts,
        ctx: &TransitionContext<'_>,
    ) -> Result<(), RuleError> {
        match self {
            Self::OtherDepartment => refuse_if(ctx.department == Some(facts.lead_department), || {
                RuleError::SameDepartment
            }),
            Self::NamedPartOpen => {
                let part = ctx.department.and_then(|department| facts.part_of(department));
                let part = part.ok_or(RuleError::NotAParticipant)?;
                refuse_if(!part.is_open(), || RuleError::PartAlreadyDone)
            }
            Self::SolvedBefore => {
                let field = "solved_on";
                let solved_on = ctx.event_on.ok_or(RuleError::DateRequired { field })?;
                refuse_if(solved_on > ctx.today, || RuleError::DateInFuture { field })
            }
            Self::DocumentDated => {
                let field = "document_on";
                refuse_if(ctx.event_on.is_some_and(|day| day > ctx.today), || {
                    RuleError::DateInFuture { field }
                })
            }
            Self::CityDateAhead => {
                let field = "city_due_on";
                refuse_if(ctx.new_due_on.is_some_and(|day| day < ctx.today), || {
                    RuleError::DateInPast { field }
                })
            }
            Self::NewDateLater => {
                // The date that a pause has moved so far is known to `dates::Dates::extend`, which refuses by it.
                let moved = facts.status == Status::Suspended;
                let later = |day: NaiveDate| (moved || day > facts.due_on) && day >= ctx.today;
                refuse_if(!ctx.new_due_on.is_none_or(later), || RuleError::NewDateNotLater {
                    due_on: facts.due_on,
                })
            }
            Self::HasBasis
            | Self::NotOverruled
            | Self::WithinObjectionDays
            | Self::NotOfLeadDepartment
            | Self::OwnPartUnsigned
            | Self::OwnPartOpen
            | Self::PartsDone
            | Self::NoOpenEscalation
            | Self::CityHasDepartments
            | Self::NoPendingExtension
            | Self::NotOfClaimingDepartment
            | Self::CloseDelegated
            | Self::NotTheVerifier
            | Self::ExtensionsLeft => Ok(()),
        }
    }
}

fn refuse_if(refused: bool, error: impl FnOnce() -> RuleError) -> Result<(), RuleError> {
    if refused { Err(error()) } else { Ok(()) }
}

fn own_part(facts: &MatterFacts, ctx: &TransitionContext<'_>) -> Result<CoPart, RuleError> {
    let department = ctx.actor.department.ok_or(RuleError::NotAParticipant)?;
    facts.part_of(department).ok_or(RuleError::NotAParticipant)
}

fn open_parts(facts: &MatterFacts) -> Vec<DepartmentId> {
    facts
        .co_departments
        .iter()
        .filter(|(_, part)| part.is_open())
        .map(|(id, _)| *id)
        .collect()
}
