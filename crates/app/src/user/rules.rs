//! What makes an account a sound one. Every bad field is named at once.

use std::collections::BTreeSet;

use duban_core::id::{DepartmentId, RegionId, UserId};
use duban_core::policy;
use duban_core::word::Role;

use crate::directory::Directory;
use crate::error::{AppError, AppResult, FieldError};
use crate::input::Checks;

/// An account as it would be after the change.
pub(super) struct AccountDraft<'a> {
    pub(super) region: RegionId,
    pub(super) name: &'a str,
    pub(super) post: Option<&'a str>,
    pub(super) role: Role,
    pub(super) department: Option<DepartmentId>,
    pub(super) liaison: Option<UserId>,
    pub(super) portfolio: &'a [DepartmentId],
    /// What it is now; none for one that is being made.
    pub(super) current: Option<CurrentAccount<'a>>,
}

/// What an account is before a change. What stays as it is was sound when it was written and is not judged again: a
/// liaison or a department that was closed since must keep nobody from changing the rest, or from closing the account.
/// A new role asks for everything anew.
pub(super) struct CurrentAccount<'a> {
    pub(super) role: Role,
    pub(super) department: Option<DepartmentId>,
    pub(super) liaison: Option<UserId>,
    pub(super) portfolio: &'a [DepartmentId],
}

impl AccountDraft<'_> {
    fn is_new(&self, same: impl Fn(&CurrentAccount<'_>) -> bool) -> bool {
        let current = self.current.as_ref();
        current.is_none_or(|current| current.role != self.role || !same(current))
    }
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

pub(super) fn check(directory: &Directory, draft: &AccountDraft<'_>) -> AppResult<Vec<FieldError>> {
    let region = directory.region(draft.region)?;
    let mut words = Checks::default();
    words
        .text("name", draft.name.trim(), 50)
        .optional("post", draft.post, 100);
    let mut errors = words.into_errors();
    if !policy::exists_in(draft.role, region.level) {
        errors.push(FieldError::new("role", "not_in_this_region"));
    }
    match draft.department {
        _ if !draft.is_new(|current| current.department == draft.department) => {}
        None if policy::needs_department(draft.role) => {
            errors.push(FieldError::new("department_id", "required"));
        }
        Some(id) if !usable(directory, draft.region, id) => {
            errors.push(FieldError::new("department_id", "not_found"));
        }
        _ => {}
    }
    let leads = policy::leads_matters(draft.role);
    let liaison = draft
        .liaison
        .filter(|_| draft.is_new(|current| current.liaison == draft.liaison));
    if liaison.is_some() && !leads {
        errors.push(FieldError::new("liaison_id", "leaders_only"));
    } else if let Some(id) = liaison {
        let person = directory.person(id);
        match person.filter(|person| person.active && person.region == draft.region) {
            None => errors.push(FieldError::new("liaison_id", "not_found")),
            Some(person) if !policy::sees_matters(person.role) => {
                errors.push(FieldError::new("liaison_id", "no_business_role"));
            }
            Some(_) => {}
        }
    }
    let portfolio = if draft.is_new(|current| is_same_set(current.portfolio, draft.portfolio)) {
        draft.portfolio
    } else {
        &[]
    };
    if !portfolio.is_empty() && !leads {
        errors.push(FieldError::new("portfolio", "leaders_only"));
    }
    let mut seen = BTreeSet::new();
    for (at, id) in portfolio.iter().enumerate() {
        if !usable(directory, draft.region, *id) {
            errors.push(FieldError::new(format!("portfolio[{at}]"), "not_found"));
        } else if !seen.insert(*id) {
            errors.push(FieldError::new(format!("portfolio[{at}]"), "duplicate"));
        }
    }
    Ok(errors)
}

pub(super) fn refuse(errors: Vec<FieldError>) -> AppResult<()> {
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}

fn is_same_set(current: &[DepartmentId], sent: &[DepartmentId]) -> bool {
    let sorted = |line: &[DepartmentId]| {
        let mut line = line.to_vec();
        line.sort_unstable();
        line
    };
    sorted(current) == sorted(sent)
}

fn usable(directory: &Directory, region: RegionId, id: DepartmentId) -> bool {
    directory
        .department(id)
        .is_some_and(|department| department.active && department.region == region)
}
