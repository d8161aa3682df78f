//! Identifiers as types: a matter's id cannot be passed where a user's is wanted.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// A county or a city.
    RegionId,
    /// A department, township or office of a region.
    DepartmentId,
    /// A person's account.
    UserId,
    /// One signed-in browser.
    SessionId,
    /// A campaign that groups matters over a period.
    PlanId,
    /// The document, meeting or visit that a matter comes from.
    SourceId,
    /// The thing under supervision.
    MatterId,
    /// One submission of a matter to the city.
    EscalationId,
    /// One request for a new date.
    ExtensionId,
    /// One uploaded ledger file.
    ImportId,
    /// One fired step of a ladder for one recipient.
    AlertId,
    /// One line in a person's inbox.
    NotificationId,
}
