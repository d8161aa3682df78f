//! What each action asks for: fields with their kinds and limits, stated once. The structs, their schema, the checks and
//! the forms of the browser follow from it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::field::{Days, Field, FieldKind, Value};
use crate::word::{CityAnswer, SlipColor};

/// An action's input as its fields.
pub trait Input {
    /// The fields, in the order of the form.
    const FIELDS: &'static [Field];

    /// What was filled in, in the same order.
    fn values(&self) -> Vec<Value<'_>>;

    /// The words that go with the action on the timeline and in messages.
    fn note(&self) -> Option<&str>;
}

/// `name: required text 2000` becomes a field of the struct, its schema, its [`Field`] and its [`Value`].
macro_rules! inputs {
    ($($(#[$doc:meta])* $name:ident, note: $note:ident { $($body:tt)* })*) => {
        $(inputs!(@fields [$(#[$doc])* $name, $note] [] [] [] $($body)*);)*
    };
    // All fields are read: write the struct.
    (@fields [$(#[$doc:meta])* $name:ident, $note:ident] [$($field:tt)*] [$($spec:expr,)*] [$($value:tt,)*]) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($field)*
        }

        impl Input for $name {
            const FIELDS: &'static [Field] = &[$($spec,)*];

            fn values(&self) -> Vec<Value<'_>> {
                vec![$(inputs!(@value self $value),)*]
            }

            fn note(&self) -> Option<&str> {
                inputs!(@note self $note)
            }
        }
    };
    // One arm a kind of field: what the struct holds, what the form draws, what is checked.
    (@fields $head:tt [$($field:tt)*] [$($spec:tt)*] [$($value:tt)*]
        $(#[$doc:meta])* $name:ident: required date $days:ident, $($rest:tt)*) => {
        inputs!(@fields $head
            [$($field)* $(#[$doc])* pub $name: NaiveDate,]
            [$($spec)* Field::date(stringify!($name), true, Days::$days),]
            [$($value)* (date $name),] $($rest)*);
    };
    (@fields $head:tt [$($field:tt)*] [$($spec:tt)*] [$($value:tt)*]
        $(#[$doc:meta])* $name:ident: optional date $days:ident, $($rest:tt)*) => {
        inputs!(@fields $head
            [$($field)* $(#[$doc])* #[serde(default)] pub $name: Option<NaiveDate>,]
            [$($spec)* Field::date(stringify!($name), false, Days::$days),]
            [$($value)* (optional_date $name),] $($rest)*);
    };
    (@fields $head:tt [$($field:tt)*] [$($spec:tt)*] [$($value:tt)*]
        $(#[$doc:meta])* $name:ident: required $kind:ident $max:tt, $($rest:tt)*) => {
        inputs!(@fields $head
            [$($field)* $(#[$doc])* #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = $max))]
                pub $name: String,]
            [$($spec)* Field::text(stringify!($name), inputs!(@kind $kind), true, $max),]
            [$($value)* (text $name),] $($rest)*);
    };
    (@fields $head:tt [$($field:tt)*] [$($spec:tt)*] [$($value:tt)*]
        $(#[$doc:meta])* $name:ident: optional $kind:ident $max:tt, $($rest:tt)*) => {
        inputs!(@fields $head
            [$($field)* $(#[$doc])* #[serde(default)] #[cfg_attr(feature = "openapi", schema(max_length = $max))]
                pub $name: Option<String>,]
            [$($spec)* Field::text(stringify!($name), inputs!(@kind $kind), false, $max),]
            [$($value)* (optional $name),] $($rest)*);
    };
    (@fields $head:tt [$($field:tt)*] [$($spec:tt)*] [$($value:tt)*]
        $(#[$doc:meta])* $name:ident: percent, $($rest:tt)*) => {
        inputs!(@fields $head
            [$($field)* $(#[$doc])* #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100))]
                pub $name: i32,]
            [$($spec)* Field::new(stringify!($name), FieldKind::Percent, true),]
            [$($value)* (percent $name),] $($rest)*);
    };
    (@fields $head:tt [$($field:tt)*] [$($spec:tt)*] [$($value:tt)*]
        $(#[$doc:meta])* $name:ident: choice $choice:ident as $words:literal, $($rest:tt)*) => {
        inputs!(@fields $head
            [$($field)* $(#[$doc])* pub $name: $choice,]
            [$($spec)* Field::choice(stringify!($name), $words, || {
                $choice::ALL.iter().map(|choice| choice.as_str()).collect()
            }),]
            [$($value)* (other $name),] $($rest)*);
    };
    (@fields $head:tt [$($field:tt)*] [$($spec:tt)*] [$($value:tt)*]
        $(#[$doc:meta])* $name:ident: required $kind:ident, $($rest:tt)*) => {
        inputs!(@fields $head
            [$($field)* $(#[$doc])* pub $name: Uuid,]
            [$($spec)* Field::new(stringify!($name), inputs!(@kind $kind), true),]
            [$($value)* (other $name),] $($rest)*);
    };
    (@fields $head:tt [$($field:tt)*] [$($spec:tt)*] [$($value:tt)*]
        $(#[$doc:meta])* $name:ident: optional $kind:ident, $($rest:tt)*) => {
        inputs!(@fields $head
            [$($field)* $(#[$doc])* #[serde(default)] pub $name: Option<Uuid>,]
            [$($spec)* Field::new(stringify!($name), inputs!(@kind $kind), false),]
            [$($value)* (other $name),] $($rest)*);
    };
    (@kind line) => { FieldKind::Line };
    (@kind text) => { FieldKind::Text };
    (@kind leader) => { FieldKind::Leader };
    (@kind department) => { FieldKind::Department };
    (@kind co_department) => { FieldKind::CoDepartment };
    (@kind city_department) => { FieldKind::CityDepartment };
    (@value $self:ident (text $name:ident)) => { Value::Text(Some(&$self.$name)) };
    (@value $self:ident (optional $name:ident)) => { Value::Text($self.$name.as_deref()) };
    (@value $self:ident (date $name:ident)) => { Value::Date(Some($self.$name)) };
    (@value $self:ident (optional_date $name:ident)) => { Value::Date($self.$name) };
    (@value $self:ident (percent $name:ident)) => { Value::Number($self.$name) };
    (@value $self:ident (other $name:ident)) => { Value::Word };
    (@note $self:ident $note:ident) => { NoteText::note_text(&$self.$note) };
}

/// A text that may be absent.
trait NoteText {
    fn note_text(&self) -> Option<&str>;
}

impl NoteText for String {
    fn note_text(&self) -> Option<&str> {
        Some(self)
    }
}

impl NoteText for Option<String> {
    fn note_text(&self) -> Option<&str> {
        self.as_deref()
    }
}

inputs! {
    /// An action that needs no more than perhaps a word.
    NoteInput, note: note {
        /// A word to go with it.
        note: optional text 1000,
    }
    /// An action whose finding must be written down.
    FindingInput, note: note {
        /// What was checked and found.
        note: required text 1000,
    }
    /// An action that must be justified.
    ReasonInput, note: reason {
        /// Why.
        reason: required text 1000,
    }
    /// 异议: not ours.
    ObjectInput, note: reason {
        /// Why not.
        reason: required text 1000,
        /// Who should have it.
        suggested_department_id: optional department,
    }
    /// 改派.
    ReassignInput, note: note {
        /// The new lead department.
        department_id: required department,
        /// A word to go with it.
        note: optional text 1000,
    }
    /// 进展反馈.
    ReportInput, note: progress {
        /// Progress in per cent.
        percent: percent,
        /// What was done.
        progress: required text 2000,
        /// What stands in the way.
        problems: optional text 2000,
        /// What comes next.
        next_step: optional text 2000,
    }
    /// 现场解决.
    SolveOnSiteInput, note: how {
        /// Where.
        place: required line 200,
        /// When; not in the future.
        solved_on: required date Past,
        /// How.
        how: required text 2000,
        /// The leader who solved it, when the office records it; a leader can name nobody else. The responsible leader
        /// stays the same.
        leader_id: optional leader,
    }
    /// 申请办结.
    ClaimInput, note: evidence {
        /// What proves it.
        evidence: required text 2000,
    }
    /// 免除配合.
    WaivePartInput, note: reason {
        /// Whose part.
        department_id: required co_department,
        /// Why.
        reason: required text 1000,
    }
    /// 批示.
    InstructInput, note: text {
        /// The leader's word.
        text: required text 2000,
    }
    /// 催办.
    UrgeInput, note: text {
        /// Colour of the slip.
        color: choice SlipColor as "slip",
        /// What is asked for.
        text: required text 1000,
    }
    /// 提请市级(拟).
    ProposeInput, note: ask {
        /// What the county tried.
        tried: required text 2000,
        /// What is asked of the city.
        ask: required text 2000,
        /// Of which city department.
        city_department_id: optional city_department,
        /// On what policy basis.
        policy_basis: optional text 1000,
    }
    /// 提请: the letter that carries it.
    SubmitInput, note: document_number {
        /// Number of the letter.
        document_number: required line 200,
        /// Date of the letter; not in the future.
        document_on: required date Past,
    }
    /// 市级受理.
    AcceptInput, note: contact {
        /// The city department in charge.
        city_department_id: required city_department,
        /// The city's own date.
        city_due_on: required date Future,
        /// Whom to call.
        contact: optional line 200,
    }
    /// 市级答复.
    AnswerInput, note: text {
        /// The answer.
        answer: choice CityAnswer as "city_answer",
        /// Its wording.
        text: required text 2000,
    }
    /// 申请延期.
    ExtensionInput, note: reason {
        /// The date asked for.
        new_due_on: required date Future,
        /// Why.
        reason: required text 1000,
        /// How far the work is.
        progress: required text 2000,
    }
    /// 同意延期.
    ApproveExtensionInput, note: note {
        /// A word to go with it.
        note: optional text 1000,
        /// Another date than the one asked for.
        new_due_on: optional date Future,
    }
}
