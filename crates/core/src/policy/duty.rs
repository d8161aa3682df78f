//! What a role may do apart from single matters, and the pages that follow from it.

use crate::actor::Actor;
use crate::id::UserId;
use crate::word::{Role, words};

words! {
    /// A permission that is not about one matter.
    Duty {
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
}

/// Whether a person has a duty.
pub fn may(actor: &Actor, duty: Duty) -> bool {
    roles(duty).contains(&actor.role)
}

/// Whether people of a role see any matters (业务角色). The three administrators and the statistician do not, and no
/// message may carry a matter's title to them.
pub fn sees_matters(role: Role) -> bool {
    roles(Duty::ReadLedgerLists).contains(&role)
}

const fn roles(duty: Duty) -> &'static [Role] {
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
    match duty {
        Duty::CreateMatter => &[CountyHead, Leader, Supervisor],
        Duty::ImportLedger | Duty::SubmitBatch => &[Supervisor],
        Duty::ReadLedgerLists | Duty::ReadEscalations => BUSINESS,
        Duty::ReadOverdueAudit | Duty::ReadCounters => &[CountyHead, Leader, Supervisor],
        Duty::ReadPlans => &[
            CountyHead,
            Leader,
            Supervisor,
            DepartmentHead,
            Handler,
            Statistician,
        ],
        Duty::ReadDirectory => &[
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
        Duty::ReadCityCounts => &[CitySupervisor],
        Duty::ReadNotifications => Role::ALL,
        Duty::ReadSettings => &[CountyHead, Supervisor, SystemAdmin],
        Duty::EditSettings => &[Supervisor, SystemAdmin],
        Duty::ReadUsers => &[SystemAdmin, SecurityAdmin],
        Duty::ManageUsers => &[SystemAdmin],
        Duty::ManageSecurity => &[SecurityAdmin],
        Duty::ReadAuditTrail | Duty::VerifyAudit => &[Auditor],
        Duty::ReadWorker => &[CountyHead, Supervisor, SystemAdmin, SecurityAdmin, Auditor],
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
    may(actor, over(role))
}

/// The role whose accounts manage those of a role, and give it.
pub const fn manager(role: Role) -> Role {
    roles(over(role))[0]
}

/// The duty to manage the accounts of a role.
const fn over(role: Role) -> Duty {
    match role {
        Role::SystemAdmin | Role::SecurityAdmin | Role::Auditor => Duty::ManageSecurity,
        Role::CountyHead
        | Role::Leader
        | Role::Supervisor
        | Role::DepartmentHead
        | Role::Handler
        | Role::CitySupervisor
        | Role::Statistician => Duty::ManageUsers,
    }
}

/// Whether a person manages any accounts at all.
pub fn manages_accounts(actor: &Actor) -> bool {
    may(actor, Duty::ManageUsers) || may(actor, Duty::ManageSecurity)
}

/// The pages of a person's menu, in its order.
pub fn pages(actor: &Actor) -> Vec<&'static str> {
    let menu = [
        ("matters", Duty::ReadLedgerLists),
        ("import", Duty::ImportLedger),
        ("escalations", Duty::ReadEscalations),
        ("overdue", Duty::ReadOverdueAudit),
        ("counters", Duty::ReadCounters),
        ("notifications", Duty::ReadNotifications),
        ("users", Duty::ReadUsers),
        ("audit_trail", Duty::ReadAuditTrail),
        ("settings", Duty::EditSettings),
        ("plans", Duty::ReadPlans),
    ];
    let mut pages = vec!["home"];
    pages.extend(
        menu.into_iter()
            .filter(|(_, duty)| may(actor, *duty))
            .map(|(page, _)| page),
    );
    pages
}

/// Which home page a person has.
pub const fn home(actor: &Actor) -> &'static str {
    match actor.role {
        Role::CountyHead | Role::Leader => "leader",
        Role::DepartmentHead | Role::Handler => "department",
        Role::Supervisor => "office",
        Role::CitySupervisor => "city",
        Role::Statistician => "statistician",
        Role::SystemAdmin | Role::SecurityAdmin | Role::Auditor => "admin",
    }
}
