//! The kinds of events.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::payload::{Fact, Told};
use super::{MatterAction, SystemEvent};
use crate::word::Action;

/// What an event is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// Something that a person did to a matter.
    Action(Action),
    /// Anything else.
    System(SystemEvent),
    /// What another release wrote.
    Unknown(Box<str>),
}

impl EventKind {
    /// The word as it is stored.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Action(action) => action.as_str(),
            Self::System(event) => event.as_str(),
            Self::Unknown(word) => word,
        }
    }

    /// A fact of this kind by its name; none where only another release knows it.
    pub fn fact(&self, name: &str) -> Option<Fact> {
        let lists = match self {
            Self::Action(_) => <MatterAction as Told>::FACTS,
            Self::System(event) => event.facts(),
            Self::Unknown(_) => &[],
        };
        lists
            .iter()
            .copied()
            .flatten()
            .copied()
            .find(|fact| fact.name == name)
    }

    /// Whether it tells of the county's work; the rest is about accounts, sessions, settings and the installation.
    pub const fn is_business(&self) -> bool {
        match self {
            Self::Action(_) | Self::Unknown(_) => true,
            Self::System(event) => event.is_business(),
        }
    }
}

impl From<&str> for EventKind {
    fn from(word: &str) -> Self {
        if let Ok(action) = word.parse() {
            Self::Action(action)
        } else if let Ok(event) = word.parse() {
            Self::System(event)
        } else {
            Self::Unknown(word.into())
        }
    }
}

impl FromStr for EventKind {
    type Err = Infallible;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(word))
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for EventKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for EventKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(String::deserialize(deserializer)?.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_an_action_and_a_system_event() {
        for event in SystemEvent::ALL {
            assert_eq!(EventKind::from(event.as_str()), EventKind::System(*event));
        }
        for action in Action::ALL {
            assert_eq!(EventKind::from(action.as_str()), EventKind::Action(*action));
        }
    }

    #[test]
    fn a_word_of_another_release_stays_as_it_is() {
        let kind = EventKind::from("merged_later");
        assert_eq!(kind.as_str(), "merged_later");
        assert!(kind.is_business(), "what is not known is nobody's to read");
    }
}
