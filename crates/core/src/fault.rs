//! Bad values of settings.

use std::fmt::Display;
use std::ops::RangeInclusive;

/// What is wrong with one field of what an office sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Path of the field, e.g. `ladder[1].steps[0].offset`.
    pub field: String,
    /// Stable code.
    pub code: &'static str,
    /// The range that it lies outside of.
    pub detail: Option<String>,
}

impl Fault {
    pub(crate) fn new(field: String, code: &'static str) -> Self {
        let detail = None;
        Self { field, code, detail }
    }

    pub(crate) fn out_of_range<T: Display>(field: impl Into<String>, range: RangeInclusive<T>) -> Self {
        Self {
            field: field.into(),
            code: "out_of_range",
            detail: Some(format!("{}–{}", range.start(), range.end())),
        }
    }
}
