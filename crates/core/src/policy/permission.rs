//! What a role may do apart from single matters, and the pages that follow from it.

use crate::actor::Actor;
use crate::word::{Role, words};

words! {
    /// A permission that is not about one matter.
    Permission {
        /// Register a matter.
        CreateMatter = "create_matter",
        /// Upload a ledger and apply it.
        ImportLedger = "import_ledger",
        /// Lists, counts, search and home page over the person's scope.
        ReadLedgerLists = "read_ledger_lists",
        /// The list of submissions to the city, within the person's scope.
        ReadEscalations = "read_escalations",
        /// Submit endorsed matters to the city in a batch.
        SubmitBatch = "submit_batch",
        /// The overdue audit.
        ReadOverdueAudit = "read_overdue_audit",
        /// Counters by leader and department.
        ReadCounters = "read_counters",
        /// Plans and their targets.
        ReadPlans = "read_plans",
        /// Departments and leaders by name.
        ReadDirectory = "read_directory",
        /// The counts of each county below the city.
        ReadCityCounts = "read_city_counts",
        /// One's own notifications and the live stream.
        ReadNotifications = "read_notifications",
        /// The region's numbers and its alert ladder, to read.
        ReadSettings = "read_settings",
        /// The same, to change.
        EditSettings = "edit_settings",
        /// Accounts, to read.
        ReadUsers = "read_users",
        /// The accounts of those who do the county's work, to create, change and lock.
        ManageUsers = "manage_users",
        /// The accounts of the three administrators (三员), likewise.
        ManageSecurity = "manage_security",
        /// The audit trail.
        ReadAuditTrail = "read_audit_trail",
        /// Check the audit chain.
        VerifyAudit = "verify_audit",
        /// The state of the worker.
        ReadWorker = "read_worker",
    }
    /// A home page.
    HomePage {
        /// Of those who lead matters.
        Leader = "leader",
        /// Of a department's people.
        Department = "department",
        /// Of the county's supervision office.
        Office = "office",
        /// Of the city's supervision office.
        City = "city",
        /// Of the statistician.
        Statistician = "statistician",
        /// Of the three administrators.
        Admin = "admin",
    }
}

/// Whether a person has a permission.
pub fn has_permission(actor: &Actor, permission: Permission) -> bool {
    roles(permission).contains(&actor.role)
}

/// Whether people of a role see any matters (业务角色). The three administrators and the statistician do not, and no
/// message may carry a matter's title to them.
pub fn sees_matters(role: Role) -> bool {
    roles(Permission::ReadLedgerLists).contains(&role)
}

pub(super) const fn roles(permission: Permission) -> &'static [Role] {
    use Role::{
        Auditor, CitySupervisor, CountyHead, DepartmentHead, Handler, Leader, SecurityAdmin, Statistician,
        Supervisor, SystemAdmin,
    };
    const BUSINESS: &[Role] = &[
        CountyHead,
        Leader,
        Supervisor,
        DepartmentHead,
        Handler,
        CitySupervisor,
    ];
    match permission {
        Permission::CreateMatter => &[CountyHead, Leader, Supervisor],
        Permission::ImportLedger | Permission::SubmitBatch => &[Supervisor],
        Permission::ReadLedgerLists | Permission::ReadEscalations => BUSINESS,
        Permission::ReadOverdueAudit | Permission::ReadCounters => &[CountyHead, Leader, Supervisor],
        Permission::ReadPlans => &[
            CountyHead,
            Leader,
            Supervisor,
            DepartmentHead,
            Handler,
            Statistician,
        ],
        Permission::ReadDirectory => &[
            CountyHead,
            Leader,
            Supervisor,
            DepartmentHead,
            Handler,
            CitySupervisor,
            Statistician,
            SystemAdmin,
            SecurityAdmin,
        ],
        Permission::ReadCityCounts => &[CitySupervisor],
        Permission::ReadNotifications => Role::ALL,
        Permission::ReadSettings => &[CountyHead, Supervisor, SystemAdmin],
        Permission::EditSettings => &[Supervisor, SystemAdmin],
        Permission::ReadUsers => &[SystemAdmin, SecurityAdmin],
        Permission::ManageUsers => &[SystemAdmin],
        Permission::ManageSecurity => &[SecurityAdmin],
        Permission::ReadAuditTrail | Permission::VerifyAudit => &[Auditor],
        Permission::ReadWorker => &[CountyHead, Supervisor, SystemAdmin, SecurityAdmin, Auditor],
    }
}

/// The pages of a person's menu, in its order.
pub fn pages(actor: &Actor) -> Vec<&'static str> {
    let menu = [
        ("matters", Permission::ReadLedgerLists),
        ("import", Permission::ImportLedger),
        ("escalations", Permission::ReadEscalations),
        ("overdue", Permission::ReadOverdueAudit),
        ("counters", Permission::ReadCounters),
        ("notifications", Permission::ReadNotifications),
        ("users", Permission::ReadUsers),
        ("audit_trail", Permission::ReadAuditTrail),
        ("settings", Permission::EditSettings),
        ("plans", Permission::ReadPlans),
    ];
    let mut pages = vec!["home"];
    pages.extend(
        menu.into_iter()
            .filter(|(_, permission)| has_permission(actor, *permission))
            .map(|(page, _)| page),
    );
    pages
}

/// Which home page a person has.
pub const fn home(actor: &Actor) -> HomePage {
    match actor.role {
        Role::CountyHead | Role::Leader => HomePage::Leader,
        Role::DepartmentHead | Role::Handler => HomePage::Department,
        Role::Supervisor => HomePage::Office,
        Role::CitySupervisor => HomePage::City,
        Role::Statistician => HomePage::Statistician,
        Role::SystemAdmin | Role::SecurityAdmin | Role::Auditor => HomePage::Admin,
    }
}
