//! The kinds of events that are no action on a matter. A matter's events are called by the action itself.

use serde::de::{IntoDeserializer, value};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What happened, where it is no action on a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum SystemEvent {
    Create,
    Alert,
    Login,
    LoginFailed,
    Logout,
    PasswordChanged,
    PasswordSet,
    RefreshReused,
    SessionRevoked,
    SessionsRevoked,
    AccountUnlocked,
    Refused,
    Printed,
    UserCreated,
    UserChanged,
    SettingsChanged,
    ImportPreviewed,
    ImportApplied,
    Setup,
    RegionCreated,
    RegionLinked,
    DepartmentCreated,
    PlanCreated,
}

impl SystemEvent {
    /// Whether it tells of the county's work. The rest is about accounts, sessions, settings and the installation.
    const fn is_business(self) -> bool {
        match self {
            Self::Create | Self::Alert | Self::ImportPreviewed | Self::ImportApplied | Self::PlanCreated => {
                true
            }
            Self::Login
            | Self::LoginFailed
            | Self::Logout
            | Self::PasswordChanged
            | Self::PasswordSet
            | Self::RefreshReused
            | Self::SessionRevoked
            | Self::SessionsRevoked
            | Self::AccountUnlocked
            | Self::Refused
            | Self::Printed
            | Self::UserCreated
            | Self::UserChanged
            | Self::SettingsChanged
            | Self::Setup
            | Self::RegionCreated
            | Self::RegionLinked
            | Self::DepartmentCreated => false,
        }
    }
}

/// Whether an event of this name tells of the county's work; every action on a matter does.
pub(super) fn is_business(action: &str) -> bool {
    let word: Result<SystemEvent, value::Error> = SystemEvent::deserialize(action.into_deserializer());
    word.map_or(true, SystemEvent::is_business)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    /// The trail's words come from the contract, so that whoever shows them can be complete.
    #[test]
    fn every_event_that_is_written_is_a_word_of_the_contract() {
        let mut seen = 0;
        for file in sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
            let source = fs::read_to_string(&file).expect("a source file");
            // The test names the marker itself.
            if file.ends_with("event/word.rs") {
                continue;
            }
            for (at, marker) in source.match_indices("NewEvent::new(") {
                let call = &source[at + marker.len()..];
                let call = &call[..call.find(";\n").unwrap_or(call.len()).min(160)];
                let Some(word) = call
                    .split_once(", \"")
                    .and_then(|(_, rest)| rest.split_once("\")"))
                    .map(|(word, _)| word)
                else {
                    continue;
                };
                let known = serde_json::from_value::<SystemEvent>(serde_json::json!(word));
                assert!(known.is_ok(), "{word} in {} has no word", file.display());
                seen += 1;
            }
        }
        assert!(seen > 12, "the events are written otherwise: {seen}");
    }

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                found.extend(sources(&path));
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                found.push(path);
            }
        }
        found
    }
}
