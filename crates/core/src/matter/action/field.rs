//! A field of an action's form.

use chrono::NaiveDate;

use crate::word::words;

words! {
    /// How a field is drawn and filled.
    FieldKind {
        /// One line of text.
        Line = "line",
        /// Several lines of text.
        Text = "text",
        /// A date.
        Date = "date",
        /// A whole number from 0 to 100.
        Percent = "percent",
        /// One of the county's leaders.
        Leader = "leader",
        /// One of the county's departments.
        Department = "department",
        /// One of the matter's co-departments.
        CoDepartment = "co_department",
        /// One of the city's departments.
        CityDepartment = "city_department",
        /// One of a few words.
        Choice = "choice",
    }
    /// The side of today on which a date must lie; today itself is on both.
    Days {
        /// Today or before.
        Past = "past",
        /// Today or later.
        Future = "future",
    }
}

/// A field: what the form shows and what is checked.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in the contract.
    pub name: &'static str,
    /// How it is filled.
    pub kind: FieldKind,
    /// Whether it must be filled.
    pub required: bool,
    /// Characters of a text at most.
    pub max: Option<usize>,
    /// On which side of today a date lies.
    pub days: Option<Days>,
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
}

/// What a field was filled with, as far as it is checked without a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// A text, perhaps none.
    Text(Option<&'a str>),
    /// A date, perhaps none.
    Date(Option<NaiveDate>),
    /// A number.
    Number(i32),
    /// An id or a word, which was read as such.
    Word,
}

impl Field {
    pub(super) const fn new(name: &'static str, kind: FieldKind, required: bool) -> Self {
        Self {
            name,
            kind,
            required,
            max: None,
            days: None,
            choices: None,
        }
    }

    pub(super) const fn text(name: &'static str, kind: FieldKind, required: bool, max: usize) -> Self {
        Self {
            max: Some(max),
            ..Self::new(name, kind, required)
        }
    }

    pub(super) const fn date(name: &'static str, required: bool, days: Days) -> Self {
        Self {
            days: Some(days),
            ..Self::new(name, FieldKind::Date, required)
        }
    }

    pub(super) const fn choice(
        name: &'static str,
        words: &'static str,
        all: fn() -> Vec<&'static str>,
    ) -> Self {
        Self {
            choices: Some(Choices { words, all }),
            ..Self::new(name, FieldKind::Choice, true)
        }
    }
}
