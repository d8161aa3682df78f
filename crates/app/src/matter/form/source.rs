//! Where a matter comes from, as its form has it.

use chrono::NaiveDate;
use duban_core::word::SourceKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::input::{Checks, TITLE_MAX};

/// Where a new matter comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSource {
    /// What it is.
    pub kind: SourceKind,
    /// Its title.
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// Document number, if it has one.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub document_number: Option<String>,
    /// Its date.
    #[serde(default)]
    pub dated_on: Option<NaiveDate>,
}

impl NewSource {
    pub(in crate::matter) fn check(&self, checks: &mut Checks) {
        checks
            .text("source.title", &self.title, TITLE_MAX)
            .optional(
                "source.document_number",
                self.document_number.as_deref(),
                TITLE_MAX,
            )
            .date("source.dated_on", self.dated_on);
    }
}
