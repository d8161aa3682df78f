//! Everything about the actions on a matter, each said once: from which status to which, who may, what it asks for, who is
//! told of it, and how its button is drawn. The table of the life cycle, the policy, the commands, the messages
//! and the browser's forms are read from here.

mod city;
mod closing;
mod extension;
mod field;
mod handover;
mod input;
mod notice;
mod progress;

pub use field::{Choices, Days, Field, FieldKind, Value};
pub use input::{
    AcceptInput, AnswerInput, ApproveExtensionInput, ClaimInput, ExtensionInput, FindingInput, Input,
    InstructInput, NoteInput, ObjectInput, ProposeInput, ReasonInput, ReassignInput, ReportInput,
    SolveOnSiteInput, SubmitInput, UrgeInput, WaivePartInput,
};
pub use notice::{Audience, NotificationKind, Severity};

use crate::matter::transition::Transition;
use crate::policy::Relation;
use crate::word::{Action, words};
use notice::Notice;

words! {
    /// How a button is drawn.
    Tone {
        /// What is to be done next.
        Primary = "primary",
        /// What may be done as well.
        Default = "default",
        /// What ends or undoes something.
        Danger = "danger",
    }
}

/// An action, but for its name and its input.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// From which status and stage to which, under which guards. One row a party.
    pub transitions: &'static [Transition],
    /// Who may do it.
    pub allowed_relations: &'static [Relation],
    /// Who is told.
    pub notices: &'static [Notice],
    /// How its button is drawn.
    pub tone: Tone,
    /// Where its button stands: lower before higher.
    pub place: u16,
}

impl Definition {
    const fn new(transitions: &'static [Transition], allowed_relations: &'static [Relation]) -> Self {
        Self {
            transitions,
            allowed_relations,
            notices: &[],
            tone: Tone::Default,
            place: 0,
        }
    }

    const fn tells(mut self, notices: &'static [Notice]) -> Self {
        self.notices = notices;
        self
    }

    const fn button(mut self, tone: Tone, place: u16) -> Self {
        self.tone = tone;
        self.place = place;
        self
    }
}

/// The table of the life cycle: every action with its rows, in the order of a matter's life.
pub fn table() -> impl Iterator<Item = &'static Transition> {
    LIFE.into_iter()
        .flatten()
        .flat_map(|definition| definition.transitions)
}

const LIFE: [&[&Definition]; 5] = [
    handover::ALL,
    progress::ALL,
    closing::ALL,
    city::ALL,
    extension::ALL,
];

macro_rules! commands {
    ($($(#[$doc0:meta])* $name0:ident = $text0:tt, $input0:ty, $definition0:expr;)*
        @edit;
        $($(#[$doc1:meta])* $name1:ident = $text1:tt, $input1:ty, $definition1:expr;)*) => {
        commands! { @all
            $($name0, $input0, $definition0;)*
            $($name1, $input1, $definition1;)*
        }
    };
    (@all $($name:ident, $input:ty, $definition:expr;)*) => {
        impl Action {
            /// Everything about it.
            pub const fn definition(self) -> &'static Definition {
                match self {
                    $(Self::$name => &$definition,)*
                    Self::Edit => &handover::EDIT,
                }
            }

            /// What its form asks for; editing has a page of its own.
            pub const fn fields(self) -> &'static [Field] {
                match self {
                    $(Self::$name => <$input as Input>::FIELDS,)*
                    Self::Edit => &[],
                }
            }
        }

        /// An action together with what it needs. Editing a draft is not among them: it is a patch.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the actions are documented where they are named")]
        pub enum Command {
            $($name($input),)*
        }

        impl Command {
            /// The action's name.
            pub const fn action(&self) -> Action {
                match self {
                    $(Self::$name(_) => Action::$name,)*
                }
            }

            /// What it was told.
            pub fn input(&self) -> &dyn DynInput {
                match self {
                    $(Self::$name(input) => input,)*
                }
            }

            /// Reads what the action needs; nothing for `edit`, which is a patch.
            ///
            /// # Errors
            /// The reader's.
            pub fn read<R: ReadInput>(action: Action, reader: R) -> Option<Result<Self, R::Error>> {
                match action {
                    $(Action::$name => Some(reader.read().map(Self::$name)),)*
                    Action::Edit => None,
                }
            }
        }
    };
}

/// A source of inputs, e.g. a JSON body.
pub trait ReadInput {
    /// What can go wrong.
    type Error;

    /// Reads one input.
    ///
    /// # Errors
    /// Where the source holds something else.
    fn read<T: serde::de::DeserializeOwned>(self) -> Result<T, Self::Error>;
}

/// An [`Input`] of any action.
pub trait DynInput {
    /// The fields with what they were filled with.
    fn filled(&self) -> Vec<(&'static Field, Value<'_>)>;

    /// The words that go with the action.
    fn note(&self) -> Option<&str>;
}

impl<T: Input> DynInput for T {
    fn filled(&self) -> Vec<(&'static Field, Value<'_>)> {
        T::FIELDS.iter().zip(self.values()).collect()
    }

    fn note(&self) -> Option<&str> {
        Input::note(self)
    }
}

crate::word::each_action!(commands);
