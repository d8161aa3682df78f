//! Whether the people and units that an input names exist, are active and belong to the caller's region.

use chrono::NaiveDate;
use duban_core::id::UserId;
use uuid::Uuid;

use crate::Ctx;
use crate::directory::Directory;
use crate::error::{AppError, AppResult, FieldError};

/// Whom and what an input names.
pub(super) struct References<'a> {
    pub(super) leader: Option<Uuid>,
    /// The lead department, if the input names one.
    pub(super) lead: Option<Uuid>,
    /// The lead department as it will be.
    pub(super) stays_lead: Uuid,
    pub(super) co: &'a [Uuid],
    pub(super) due_on: Option<NaiveDate>,
    /// The first day that a date may have.
    pub(super) not_before: Option<NaiveDate>,
}

/// All of it, or everything that is wrong with it.
pub(super) fn validate_references(
    directory: &Directory,
    ctx: &Ctx,
    references: &References<'_>,
) -> AppResult<()> {
    let mut errors = Vec::new();
    if references
        .leader
        .is_some_and(|leader| !is_leader(directory, leader, ctx))
    {
        errors.push(FieldError::new("leader_id", "unknown_leader"));
    }
    if references
        .lead
        .is_some_and(|lead| !is_department(directory, lead, ctx))
    {
        errors.push(FieldError::new("lead_department_id", "unknown_department"));
    }
    for (at, department) in references.co.iter().enumerate() {
        let field = format!("co_department_ids[{at}]");
        if !is_department(directory, *department, ctx) {
            errors.push(FieldError::new(field, "unknown_department"));
        } else if *department == references.stays_lead {
            errors.push(FieldError::new(field, "lead_is_no_co_department"));
        }
    }
    if let (Some(due), Some(first)) = (references.due_on, references.not_before)
        && due < first
    {
        errors.push(FieldError::new("due_on", "date_in_past"));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}

/// Whether matters of the caller's region may be given to the department.
pub(super) fn is_department(directory: &Directory, id: Uuid, ctx: &Ctx) -> bool {
    directory
        .department(id)
        .is_some_and(|department| department.region == ctx.actor.region && department.active)
}

/// Whether a person leads the region's matters or is its head.
pub(crate) fn is_leader(directory: &Directory, id: Uuid, ctx: &Ctx) -> bool {
    directory
        .person(UserId(id))
        .is_some_and(|person| person.region == ctx.actor.region && person.leads())
}
