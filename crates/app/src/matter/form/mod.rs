//! The form of a matter. Each field is defined once, in `fields`: what a new matter and a change of it hold, the checks, the
//! columns, the record of a change, and what the browser draws (`x-matter-form` in the contract) follow from there.

#[macro_use]
mod define;
mod changes;
mod fields;
mod source;

use serde::Serialize;

pub(super) use changes::Changes;
pub use fields::{FIELDS, NewMatter, PatchMatter};
pub use source::NewSource;

/// How a field is drawn and filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line of text.
    Line,
    /// Several lines of text.
    Text,
    /// A date.
    Date,
    /// A whole number.
    Number,
    /// One of a few words.
    Choice,
    /// Like no other field: whoever draws the form must know it.
    Own,
}

/// A part of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Who does what by when.
    Core,
    /// Where it comes from and how it is followed.
    More,
}

/// Where the page of a matter shows the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    /// In a place of its own, which the page knows.
    Own,
    /// Among the facts, after who is responsible.
    Parties,
    /// Among the facts, after where it comes from.
    Origin,
    /// At the end of the facts.
    End,
}

/// What a field holds besides its name and kind.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Characters of a text at most, or the largest number.
    pub max: Option<usize>,
    /// The smallest number.
    pub min: Option<usize>,
    /// The words of a choice.
    pub choices: Option<Choices>,
}

/// The words of a choice.
#[derive(Debug, Clone, Copy)]
pub struct Choices {
    /// Under which the language files name them.
    pub words: &'static str,
    /// The words themselves.
    pub all: fn() -> Vec<&'static str>,
    /// The one that is meant when none is chosen.
    pub default: Option<&'static str>,
}

/// A field of the form.
#[derive(Debug, Clone, Copy)]
pub struct FormField {
    /// Its name in the contract.
    pub name: &'static str,
    /// How it is filled.
    pub kind: Kind,
    /// Whether the form asks for it.
    pub required: bool,
    /// Its limits or words.
    pub limits: Limits,
    /// Shown only while another field holds this word.
    pub when: Option<(&'static str, &'static str)>,
    /// In which part of the form.
    pub section: Section,
    /// Where the page shows it.
    pub spot: Spot,
}

#[cfg(test)]
mod tests {
    use duban_core::event::EventKind;
    use duban_core::word::Action;

    use super::FIELDS;

    /// Else the trail would hide a date from the auditor, or a text would be taken for a fact.
    #[test]
    fn events_know_every_field_of_the_form() {
        for field in FIELDS {
            let fact = EventKind::Action(Action::Edit).fact(field.name);
            assert!(fact.is_some(), "{} is no fact of an event", field.name);
        }
    }
}
