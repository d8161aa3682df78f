//! What a role may do apart from single matters, and the pages that follow from it.

use crate::actor::Actor;
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
        /// Accounts, to create, change and lock.
        ManageUsers = "manage_users",
        /// Roles and policy.
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
        ],
        Duty::ReadCityCounts => &[CitySupervisor],
        Duty::ReadNotifications => Role::ALL,
        Duty::ReadSettings => &[CountyHead, Supervisor, SystemAdmin],
        Duty::EditSettings => &[Supervisor, SystemAdmin],
        Duty::ReadUsers => &[SystemAdmin, SecurityAdmin],
        Duty::ManageUsers => &[SystemAdmin],
        Duty::ManageSecurity => &[SecurityAdmin],
        Duty::ReadAuditTrail | Duty::VerifyAudit => &[Auditor],
        Duty::ReadWorker => &[CountyHead, Supervisor, SystemAdmin],
    }
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
