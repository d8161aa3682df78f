//! The kinds of events and what each tells.

use serde_json::{Map, Value};

use super::EventKind;
use super::data::{
    AccountUnlocked, Alerted, DepartmentCreated, ImportRead, LoginFailed, LoginSucceeded, MatterAction,
    MatterCreated, Nothing, PasswordSet, PlanCreated, Printed, RefreshReused, Refused, RegionCreated,
    RegionLinked, SessionsRevoked, SettingsChanged, UserChanged, UserCreated,
};
use super::payload::{Fact, Sensitivity, Told};
use crate::word::words;

/// `Name = "word", sensitivity, payload;` becomes a word of [`SystemEvent`], a case of [`EventData`] and the list of its facts.
macro_rules! system_events {
    ($($(#[$doc:meta])* $name:ident = $text:tt, $sensitivity:ident, $payload:ident;)*) => {
        words! {
            /// What happened, where it is no action on a matter.
            SystemEvent {
                $($(#[$doc])* $name = $text,)*
            }
        }

        impl SystemEvent {
            /// Whether it tells of the county's work; the rest is about accounts, sessions, settings and the installation.
            pub const fn is_business(self) -> bool {
                match self {
                    $(Self::$name => matches!(Sensitivity::$sensitivity, Sensitivity::Business),)*
                }
            }

            /// The facts that it tells.
            pub const fn facts(self) -> &'static [&'static [Fact]] {
                match self {
                    $(Self::$name => <$payload as Told>::FACTS,)*
                }
            }
        }

        /// An event: its kind, and the facts that go with it.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum EventData {
            /// Something that a person did to a matter.
            Action(Box<MatterAction>),
            $($(#[$doc])* $name($payload),)*
        }

        impl EventData {
            /// What it is.
            pub fn kind(&self) -> EventKind {
                match self {
                    Self::Action(done) => EventKind::Action(done.action),
                    $(Self::$name(_) => EventKind::System(SystemEvent::$name),)*
                }
            }

            /// The facts as they are stored: before, and after.
            pub fn facts(&self) -> (Map<String, Value>, Map<String, Value>) {
                match self {
                    Self::Action(done) => done.told(),
                    $(Self::$name(payload) => payload.told(),)*
                }
            }
        }
    };
}

system_events! {
    /// A matter was registered.
    Create = "create", Business, MatterCreated;
    /// The ladder chased somebody.
    Alert = "alert", Business, Alerted;
    /// Somebody signed in.
    Login = "login", Formal, LoginSucceeded;
    /// Somebody did not.
    LoginFailed = "login_failed", Formal, LoginFailed;
    /// Somebody signed out.
    Logout = "logout", Formal, Nothing;
    /// An owner changed the password.
    PasswordChanged = "password_changed", Formal, Nothing;
    /// Somebody else set it.
    PasswordSet = "password_set", Formal, PasswordSet;
    /// A refresh token came a second time.
    RefreshReused = "refresh_reused", Formal, RefreshReused;
    /// An owner ended one of the sessions.
    SessionRevoked = "session_revoked", Formal, Nothing;
    /// Somebody else ended all of them.
    SessionsRevoked = "sessions_revoked", Formal, SessionsRevoked;
    /// The locks of an account were opened.
    AccountUnlocked = "account_unlocked", Formal, AccountUnlocked;
    /// Somebody tried what was not theirs to do.
    Refused = "refused", Formal, Refused;
    /// A page was printed.
    Printed = "printed", Formal, Printed;
    /// An account was made.
    UserCreated = "user_created", Formal, UserCreated;
    /// An account was changed.
    UserChanged = "user_changed", Formal, UserChanged;
    /// The settings were changed.
    SettingsChanged = "settings_changed", Formal, SettingsChanged;
    /// A ledger was read.
    ImportPreviewed = "import_previewed", Business, ImportRead;
    /// Its rows became drafts.
    ImportApplied = "import_applied", Business, ImportRead;
    /// The installation began, in releases before this one.
    Setup = "setup", Formal, Nothing;
    /// A region was set up.
    RegionCreated = "region_created", Formal, RegionCreated;
    /// A county came under its city.
    RegionLinked = "region_linked", Formal, RegionLinked;
    /// A department was added.
    DepartmentCreated = "department_created", Formal, DepartmentCreated;
    /// A plan was added.
    PlanCreated = "plan_created", Business, PlanCreated;
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::event::{AccountFact, ActionDetails, Changes, MatterFact};
    use crate::word::{Action, SlipColor, Status};

    /// Links are sealed as they are stored: what one release writes, the next one writes alike.
    #[test]
    fn facts_are_stored_under_their_names_and_absent_ones_are_left_out() {
        let mut changes = Changes::default();
        changes.note(MatterFact::Status, &Status::Issued, &Status::InProgress);
        changes.note(MatterFact::LeaderId, &Uuid::nil(), &Uuid::nil());
        let action = |details| {
            EventData::Action(Box::new(MatterAction {
                action: Action::Urge,
                changes: changes.clone(),
                details,
            }))
        };
        let mut account = Changes::default();
        account.note(AccountFact::Post, &None::<String>, &Some("主任".to_owned()));
        let nobody = || None::<String>;
        for (event, kind, before, after) in [
            (EventData::Logout(Nothing {}), "logout", json!({}), json!({})),
            (
                EventData::Login(LoginSucceeded {
                    user_agent: nobody(),
                    address: Some("10.0.0.1".to_owned()),
                }),
                "login",
                json!({}),
                json!({ "user_agent": null, "address": "10.0.0.1" }),
            ),
            (
                EventData::LoginFailed(LoginFailed {
                    username: nobody(),
                    failures: 3,
                    locked: None,
                    address: nobody(),
                }),
                "login_failed",
                json!({}),
                json!({ "username": null, "failures": 3, "address": null }),
            ),
            (
                EventData::Refused(Refused {
                    operation: "POST /x".to_owned(),
                    action: Some(None),
                    reason: None,
                    times: None,
                    matter_ids: None,
                }),
                "refused",
                json!({}),
                json!({ "operation": "POST /x", "action": null }),
            ),
            (
                EventData::UserChanged(UserChanged {
                    username: "li".to_owned(),
                    changes: account,
                }),
                "user_changed",
                json!({ "post": null }),
                json!({ "post": "主任", "username": "li" }),
            ),
            (
                action(ActionDetails {
                    color: Some(SlipColor::Red),
                    document_on: NaiveDate::from_ymd_opt(2023, 3, 1),
                    suggested_department_id: Some(None),
                    ..ActionDetails::default()
                }),
                "urge",
                json!({ "status": "issued" }),
                json!({
                    "status": "in_progress", "color": "red", "document_on": "2023-03-01",
                    "suggested_department_id": null,
                }),
            ),
        ] {
            assert_eq!(event.kind().as_str(), kind);
            let (old, new) = event.facts();
            assert_eq!((json!(old), json!(new)), (before, after), "{kind}");
        }
    }
}
