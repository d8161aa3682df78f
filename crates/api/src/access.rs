//! Who may call which operation: one line for each operation of the contract. [`gate`](crate::gate) enforces the table
//! before a handler runs, and the tests try every operation with every role against it.

use duban_core::actor::Actor;
use duban_core::policy::{Permission, has_permission};

/// Who gets past the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Signed out as well.
    Open,
    /// Everyone who is signed in.
    SignedIn,
    /// Who has this permission; others are forbidden.
    Needs(Permission),
    /// Who has one of these permissions.
    NeedsOneOf(&'static [Permission]),
    /// Everyone who is signed in; then the policy decides by role and matter, and who may not see the matter does not
    /// find it.
    ByMatter,
}

impl Access {
    /// Whether the gate lets a signed-in person through.
    pub fn admits(self, actor: &Actor) -> bool {
        match self {
            Self::Open | Self::SignedIn | Self::ByMatter => true,
            Self::Needs(permission) => has_permission(actor, permission),
            Self::NeedsOneOf(permissions) => permissions
                .iter()
                .any(|permission| has_permission(actor, *permission)),
        }
    }
}

/// Which accounts these are, the policy decides for each.
const MANAGES_ACCOUNTS: Access = Access::NeedsOneOf(&[Permission::ManageUsers, Permission::ManageSecurity]);

/// Operation id and who may call it, in the order of the document.
pub const TABLE: &[(&str, Access)] = &[
    ("session_login", Access::Open),
    ("session_refresh", Access::Open),
    ("session_logout", Access::Open),
    ("session_list", Access::SignedIn),
    ("session_revoke", Access::SignedIn),
    ("password_change", Access::SignedIn),
    ("me_get", Access::SignedIn),
    ("department_list", Access::Needs(Permission::ReadDirectory)),
    ("leader_list", Access::Needs(Permission::ReadDirectory)),
    ("plan_list", Access::Needs(Permission::ReadPlans)),
    ("calendar_get", Access::SignedIn),
    ("matter_list", Access::Needs(Permission::ReadLedgerLists)),
    ("matter_count", Access::Needs(Permission::ReadLedgerLists)),
    ("matter_create", Access::Needs(Permission::CreateMatter)),
    ("matter_get", Access::ByMatter),
    ("matter_patch", Access::ByMatter),
    ("matter_act", Access::ByMatter),
    ("matter_act_many", Access::ByMatter),
    ("matter_events", Access::ByMatter),
    ("matter_deadline", Access::ByMatter),
    ("matter_reports", Access::ByMatter),
    ("matter_alerts", Access::ByMatter),
    ("escalation_list", Access::Needs(Permission::ReadEscalations)),
    ("escalation_batch_create", Access::Needs(Permission::SubmitBatch)),
    ("city_counts", Access::Needs(Permission::ReadCityCounts)),
    ("import_create", Access::Needs(Permission::ImportLedger)),
    ("import_list", Access::Needs(Permission::ImportLedger)),
    ("import_get", Access::Needs(Permission::ImportLedger)),
    ("import_apply", Access::Needs(Permission::ImportLedger)),
    ("notification_list", Access::Needs(Permission::ReadNotifications)),
    ("notification_count", Access::Needs(Permission::ReadNotifications)),
    ("notification_read", Access::Needs(Permission::ReadNotifications)),
    (
        "notification_read_all",
        Access::Needs(Permission::ReadNotifications),
    ),
    ("home_get", Access::SignedIn),
    ("overdue_list", Access::Needs(Permission::ReadOverdueAudit)),
    ("overdue_count", Access::Needs(Permission::ReadOverdueAudit)),
    ("counters_get", Access::Needs(Permission::ReadCounters)),
    ("event_list", Access::Needs(Permission::ReadAuditTrail)),
    ("audit_verify", Access::Needs(Permission::VerifyAudit)),
    // Who reads a page may print it; the overdue audit is the only one so far.
    ("audit_print", Access::Needs(Permission::ReadOverdueAudit)),
    ("user_list", Access::Needs(Permission::ReadUsers)),
    ("user_create", MANAGES_ACCOUNTS),
    ("user_patch", MANAGES_ACCOUNTS),
    ("user_set_password", MANAGES_ACCOUNTS),
    ("user_unlock", MANAGES_ACCOUNTS),
    ("settings_get", Access::Needs(Permission::ReadSettings)),
    ("settings_update", Access::Needs(Permission::EditSettings)),
    ("worker_get", Access::Needs(Permission::ReadWorker)),
    ("stream_get", Access::Needs(Permission::ReadNotifications)),
    ("demo_clock_get", Access::Open),
    ("demo_clock_move", Access::Open),
    ("demo_accounts", Access::Open),
    ("demo_ledger", Access::Open),
];

/// What a signed-in person may do who must choose a new password first. All else is refused until then.
pub const BEFORE_NEW_PASSWORD: &[&str] = &["me_get", "password_change", "session_logout"];

/// Who may call the operation, if it is known.
pub fn of(operation: &str) -> Option<Access> {
    line(operation).map(|(_, access)| access)
}

/// The operation's line of the table.
pub(crate) fn line(operation: &str) -> Option<(&'static str, Access)> {
    TABLE.iter().find(|(id, _)| *id == operation).copied()
}
