//! Facts and how they are declared.

use serde::Serialize;
use serde_json::{Map, Value};

/// Whether a fact may be read by who may not read the county's work. Who did what and when can be judged without knowing
/// what a matter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensitivity {
    /// A word of the rules, an id, a date or a number.
    Formal,
    /// The county's business: text of a matter, a plan or a ledger.
    Business,
}

/// A fact that events of a kind tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// Its name in the event.
    pub name: &'static str,
    /// Who may read it.
    pub sensitivity: Sensitivity,
}

/// What goes with an event and tells nothing of a time before it.
pub(super) trait Payload: Serialize {
    /// Its facts.
    const FACTS: &'static [Fact];
}

/// What an event tells.
pub(super) trait Told {
    /// All facts that it may tell, in lists.
    const FACTS: &'static [&'static [Fact]];

    /// The facts as they are stored: before, and after.
    fn told(&self) -> (Map<String, Value>, Map<String, Value>);
}

impl<P: Payload> Told for P {
    const FACTS: &'static [&'static [Fact]] = &[P::FACTS];

    fn told(&self) -> (Map<String, Value>, Map<String, Value>) {
        let facts = match serde_json::to_value(self) {
            Ok(Value::Object(facts)) => facts,
            _ => Map::new(),
        };
        (Map::new(), facts)
    }
}

/// `formal name: Type` and `business name: Type` become a field of the struct and its [`Fact`]; with a question mark a
/// fact that is absent where there is none.
macro_rules! payloads {
    ($($(#[$doc:meta])* $name:ident { $($body:tt)* })*) => {
        $(payloads!(@facts [$(#[$doc])* $name] [] [] $($body)*);)*
    };
    (@facts [$(#[$doc:meta])* $name:ident] [$($field:tt)*] [$($fact:expr,)*]) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, ::serde::Serialize)]
        pub struct $name {
            $($field)*
        }

        impl $crate::event::payload::Payload for $name {
            const FACTS: &'static [$crate::event::Fact] = &[$($fact,)*];
        }
    };
    (@facts $head:tt [$($field:tt)*] [$($fact:tt)*]
        $(#[$doc:meta])* $sensitivity:ident? $name:ident: $type:ty, $($rest:tt)*) => {
        payloads!(@facts $head
            [$($field)* $(#[$doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $name: Option<$type>,]
            [$($fact)* payloads!(@fact $sensitivity $name),] $($rest)*);
    };
    (@facts $head:tt [$($field:tt)*] [$($fact:tt)*]
        $(#[$doc:meta])* $sensitivity:ident $name:ident: $type:ty, $($rest:tt)*) => {
        payloads!(@facts $head
            [$($field)* $(#[$doc])* pub $name: $type,]
            [$($fact)* payloads!(@fact $sensitivity $name),] $($rest)*);
    };
    (@fact formal $name:ident) => { payloads!(@of Formal $name) };
    (@fact business $name:ident) => { payloads!(@of Business $name) };
    (@of $sensitivity:ident $name:ident) => {
        $crate::event::Fact {
            name: stringify!($name),
            sensitivity: $crate::event::Sensitivity::$sensitivity,
        }
    };
}
pub(super) use payloads;

/// The facts of a thing that can change, each told before and after.
macro_rules! changing_facts {
    ($(#[$doc:meta])* $name:ident { $($sensitivity:ident $fact:ident = $text:tt,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the names are those of the columns")]
        pub enum $name {
            $($fact,)*
        }

        impl $name {
            /// Its name in the event.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$fact => $text,)*
                }
            }
        }

        impl $crate::event::payload::ChangingFact for $name {
            const FACTS: &'static [$crate::event::Fact] = &[$($crate::event::Fact {
                name: $text,
                sensitivity: $crate::event::Sensitivity::$sensitivity,
            },)*];

            fn name(self) -> &'static str {
                self.as_str()
            }
        }
    };
}
pub(super) use changing_facts;

/// A fact that is told before and after.
pub trait ChangingFact: Copy {
    /// All facts of its kind.
    const FACTS: &'static [Fact];

    /// Its name in the event.
    fn name(self) -> &'static str;
}
