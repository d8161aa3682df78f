//! What makes an account a sound one. Every bad field is named at once.

use std::collections::BTreeSet;

use duban_core::id::{DepartmentId, RegionId, UserId};
use duban_core::policy::sees_matters;
use duban_core::word::{RegionLevel, Role};

use crate::directory::Directory;
use crate::error::{AppError, AppResult, FieldError};

/// An account as it would be after the change.
pub(super) struct Draft<'a> {
    pub(super) region: RegionId,
    pub(super) name: &'a str,
    pub(super) post: Option<&'a str>,
    pub(super) role: Role,
    pub(super) department: Option<DepartmentId>,
    pub(super) liaison: Option<UserId>,
    pub(super) portfolio: &'a [DepartmentId],
}

/// User names are typed a hundred times: short, and the same in every input method.
pub(super) fn check_username(username: &str) -> Option<FieldError> {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-');
    match username.chars().count() {
        0 => Some(FieldError::new("username", "required")),
        1 => Some(FieldError::with("username", "too_short", 2)),
        33.. => Some(FieldError::with("username", "too_long", 32)),
        _ if !username.chars().all(good) => Some(FieldError::new("username", "invalid_characters")),
        _ => None,
    }
}

pub(super) fn check(directory: &Directory, draft: &Draft<'_>) -> AppResult<Vec<FieldError>> {
    let region = directory.region(draft.region)?;
    let mut errors = Vec::new();
    match draft.name.trim().chars().count() {
        0 => errors.push(FieldError::new("name", "required")),
        51.. => errors.push(FieldError::with("name", "too_long", 50)),
        _ => {}
    }
    if draft.post.is_some_and(|post| post.chars().count() > 100) {
        errors.push(FieldError::with("post", "too_long", 100));
    }
    if !fits(draft.role, region.level) {
        errors.push(FieldError::new("role", "not_in_this_region"));
    }
    match draft.department {
        None if matches!(draft.role, Role::DepartmentHead | Role::Handler) => {
            errors.push(FieldError::new("department_id", "required"));
        }
        Some(id) if !usable(directory, draft.region, id) => {
            errors.push(FieldError::new("department_id", "not_found"));
        }
        _ => {}
    }
    let leads = matches!(draft.role, Role::CountyHead | Role::Leader);
    if draft.liaison.is_some() && !leads {
        errors.push(FieldError::new("liaison_id", "leaders_only"));
    } else if let Some(id) = draft.liaison {
        let person = directory.person(id);
        match person.filter(|person| person.active && person.region == draft.region) {
            None => errors.push(FieldError::new("liaison_id", "not_found")),
            Some(person) if !sees_matters(person.role) => {
                errors.push(FieldError::new("liaison_id", "no_business_role"));
            }
            Some(_) => {}
        }
    }
    if !draft.portfolio.is_empty() && !leads {
        errors.push(FieldError::new("portfolio", "leaders_only"));
    }
    let mut seen = BTreeSet::new();
    for (at, id) in draft.portfolio.iter().enumerate() {
        if !usable(directory, draft.region, *id) {
            errors.push(FieldError::new(format!("portfolio[{at}]"), "not_found"));
        } else if !seen.insert(*id) {
            errors.push(FieldError::new(format!("portfolio[{at}]"), "duplicate"));
        }
    }
    Ok(errors)
}

/// Whether the role exists in a county or a city.
pub(super) const fn fits(role: Role, level: RegionLevel) -> bool {
    match role {
        Role::CountyHead | Role::Leader | Role::Supervisor | Role::DepartmentHead | Role::Handler => {
            matches!(level, RegionLevel::County)
        }
        Role::CitySupervisor => matches!(level, RegionLevel::City),
        Role::Statistician | Role::SystemAdmin | Role::SecurityAdmin | Role::Auditor => true,
    }
}

pub(super) fn refuse(errors: Vec<FieldError>) -> AppResult<()> {
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}

fn usable(directory: &Directory, region: RegionId, id: DepartmentId) -> bool {
    directory
        .department(id)
        .is_some_and(|department| department.active && department.region == region)
}
