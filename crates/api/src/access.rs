//! Who may call which operation. The rules themselves decide in `core`; this table says what they
//! must come to, and the tests try every operation with every role against it.

use duban_core::word::Role;

/// Who gets more than a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Signed out as well.
    Everyone,
    /// Everyone who is signed in.
    SignedIn,
    /// These roles; others are forbidden.
    Roles(&'static [Role]),
    /// The policy decides by role and matter; who may not see the matter does not find it.
    ByMatter,
}

const BUSINESS: Access = Access::Roles(&[
    Role::CountyHead,
    Role::Leader,
    Role::Supervisor,
    Role::DepartmentHead,
    Role::Handler,
    Role::CitySupervisor,
]);
/// Everyone but the auditor: lists are filtered and accounts are made by what these name.
const NAMES: Access = Access::Roles(&[
    Role::CountyHead,
    Role::Leader,
    Role::Supervisor,
    Role::DepartmentHead,
    Role::Handler,
    Role::CitySupervisor,
    Role::Statistician,
    Role::SystemAdmin,
    Role::SecurityAdmin,
]);
const COMMAND: Access = Access::Roles(&[Role::CountyHead, Role::Leader, Role::Supervisor]);
const OFFICE: Access = Access::Roles(&[Role::Supervisor]);
const ADMINS: Access = Access::Roles(&[Role::SystemAdmin, Role::SecurityAdmin]);
const AUDITOR: Access = Access::Roles(&[Role::Auditor]);

/// Operation id and who may call it, in the order of the document.
pub const TABLE: &[(&str, Access)] = &[
    ("session_login", Access::Everyone),
    ("session_refresh", Access::Everyone),
    ("session_logout", Access::Everyone),
    ("session_list", Access::SignedIn),
    ("session_revoke", Access::SignedIn),
    ("password_change", Access::SignedIn),
    ("me_get", Access::SignedIn),
    ("department_list", NAMES),
    ("leader_list", NAMES),
    (
        "plan_list",
        Access::Roles(&[
            Role::CountyHead,
            Role::Leader,
            Role::Supervisor,
            Role::DepartmentHead,
            Role::Handler,
            Role::Statistician,
        ]),
    ),
    ("calendar_get", Access::SignedIn),
    ("matter_list", BUSINESS),
    ("matter_count", BUSINESS),
    ("matter_create", COMMAND),
    ("matter_get", Access::ByMatter),
    ("matter_patch", Access::ByMatter),
    ("matter_act", Access::ByMatter),
    ("matter_act_many", Access::ByMatter),
    ("matter_events", Access::ByMatter),
    ("matter_deadline", Access::ByMatter),
    ("matter_reports", Access::ByMatter),
    ("matter_alerts", Access::ByMatter),
    ("escalation_list", BUSINESS),
    ("escalation_batch_create", OFFICE),
    ("city_counts", Access::Roles(&[Role::CitySupervisor])),
    ("import_create", OFFICE),
    ("import_list", OFFICE),
    ("import_get", OFFICE),
    ("import_apply", OFFICE),
    ("notification_list", Access::SignedIn),
    ("notification_count", Access::SignedIn),
    ("notification_read", Access::SignedIn),
    ("notification_read_all", Access::SignedIn),
    ("home_get", Access::SignedIn),
    ("overdue_list", COMMAND),
    ("overdue_count", COMMAND),
    ("counters_get", COMMAND),
    ("event_list", AUDITOR),
    ("audit_verify", AUDITOR),
    ("audit_print", COMMAND),
    ("user_list", ADMINS),
    ("user_create", ADMINS),
    ("user_patch", ADMINS),
    ("user_set_password", ADMINS),
    ("user_unlock", ADMINS),
    (
        "settings_get",
        Access::Roles(&[Role::CountyHead, Role::Supervisor, Role::SystemAdmin]),
    ),
    (
        "settings_update",
        Access::Roles(&[Role::Supervisor, Role::SystemAdmin]),
    ),
    (
        "worker_get",
        Access::Roles(&[
            Role::CountyHead,
            Role::Supervisor,
            Role::SystemAdmin,
            Role::SecurityAdmin,
            Role::Auditor,
        ]),
    ),
    ("stream_get", Access::SignedIn),
    ("demo_clock_get", Access::Everyone),
    ("demo_clock_move", Access::Everyone),
    ("demo_accounts", Access::Everyone),
    ("demo_ledger", Access::Everyone),
];

/// What a signed-in person may do who must choose a new password first. All else is refused until then.
pub const BEFORE_NEW_PASSWORD: &[&str] = &["me_get", "password_change", "session_logout"];

/// Who may call the operation, if it is known.
pub fn of(operation: &str) -> Option<Access> {
    TABLE
        .iter()
        .find(|(id, _)| *id == operation)
        .map(|(_, access)| *access)
}
