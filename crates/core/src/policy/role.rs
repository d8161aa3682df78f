//! What follows from a person's role alone, apart from permissions.

use super::permission::{Permission, has_permission, roles};
use crate::actor::Actor;
use crate::alert::Recipient;
use crate::id::UserId;
use crate::word::{RegionLevel, Role};

/// Whether the role exists in a county or a city.
pub const fn exists_in(role: Role, level: RegionLevel) -> bool {
    match role {
        Role::CountyHead | Role::Leader | Role::Supervisor | Role::DepartmentHead | Role::Handler => {
            matches!(level, RegionLevel::County)
        }
        Role::CitySupervisor => matches!(level, RegionLevel::City),
        Role::Statistician | Role::SystemAdmin | Role::SecurityAdmin | Role::Auditor => true,
    }
}

/// Whether matters may be led by people of this role; only they have a portfolio and a liaison.
pub const fn leads_matters(role: Role) -> bool {
    matches!(role, Role::CountyHead | Role::Leader)
}

/// Whether the role is the county head's (县长), who stands above every leader of the county.
pub const fn is_county_head(role: Role) -> bool {
    matches!(role, Role::CountyHead)
}

/// Whether the role is that of the city's supervision office (市级督查室).
pub const fn is_city_office(role: Role) -> bool {
    matches!(role, Role::CitySupervisor)
}

/// Whether an account of this role must belong to a department.
pub const fn needs_department(role: Role) -> bool {
    matches!(role, Role::DepartmentHead | Role::Handler)
}

/// Whether people of this role look after the counties below their region.
pub const fn oversees_counties(role: Role) -> bool {
    is_city_office(role)
}

/// Whether people of this role decide on their own matters only. A leader sees what the portfolio's departments do for
/// other leaders, but that is theirs to decide.
pub const fn decides_own_only(role: Role) -> bool {
    matches!(role, Role::Leader)
}

/// Who solved a matter on the spot. A leader says so for himself and may name nobody else; the office and the county head
/// may name a leader, and without a name the office means the matter's own leader.
pub fn solver(actor: &Actor, matter_leader: UserId, named: Option<UserId>) -> Option<UserId> {
    match named {
        None if actor.role == Role::Supervisor => Some(matter_leader),
        None => Some(actor.user),
        Some(leader) if decides_own_only(actor.role) && leader != actor.user => None,
        Some(leader) => Some(leader),
    }
}

/// Whether people of this role hear of sign-ins that were refused in their region: the supervision offices.
pub const fn hears_of_refused_sign_ins(role: Role) -> bool {
    matches!(role, Role::Supervisor | Role::CitySupervisor)
}

/// The role behind a recipient of messages; none where the matter itself names one person.
pub const fn role_of(recipient: Recipient) -> Option<Role> {
    match recipient {
        Recipient::Handler => Some(Role::Handler),
        Recipient::DepartmentHead => Some(Role::DepartmentHead),
        Recipient::CountyHead => Some(Role::CountyHead),
        Recipient::Supervisor => Some(Role::Supervisor),
        Recipient::CitySupervisor => Some(Role::CitySupervisor),
        Recipient::Leader | Recipient::LeaderLiaison => None,
    }
}

/// Whether the role is one of the three administrators (三员).
pub const fn is_administrator(role: Role) -> bool {
    match role {
        Role::SystemAdmin | Role::SecurityAdmin | Role::Auditor => true,
        Role::CountyHead
        | Role::Leader
        | Role::Supervisor
        | Role::DepartmentHead
        | Role::Handler
        | Role::CitySupervisor
        | Role::Statistician => false,
    }
}

/// Whether a person may manage an account of this role. The three administrators (三员) stay apart: the
/// system administrator manages everybody's account but theirs, the security administrator theirs and
/// nobody else's, the auditor none; and nobody manages the own one.
pub fn manages(actor: &Actor, account: UserId, role: Role) -> bool {
    account != actor.user && grants(actor, role)
}

/// Whether a person may give a role to somebody.
pub fn grants(actor: &Actor, role: Role) -> bool {
    has_permission(actor, over(role))
}

/// Whether a person may give a role that nobody in the region holds: the system administrator makes the first security
/// administrator, because nobody else is there to do it.
pub fn grants_first(actor: &Actor, role: Role) -> bool {
    role == Role::SecurityAdmin && has_permission(actor, Permission::ManageUsers)
}

/// The role whose accounts manage those of a role, and give it.
pub const fn manager(role: Role) -> Role {
    roles(over(role))[0]
}

/// The permission to manage the accounts of a role.
const fn over(role: Role) -> Permission {
    if is_administrator(role) {
        Permission::ManageSecurity
    } else {
        Permission::ManageUsers
    }
}

/// Whether a person manages any accounts at all.
pub fn manages_accounts(actor: &Actor) -> bool {
    has_permission(actor, Permission::ManageUsers) || has_permission(actor, Permission::ManageSecurity)
}
