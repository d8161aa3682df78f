//! Between the database's texts and the rules' words.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use duban_core::word::UnknownWord;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{AppError, AppResult};

/// A thing by id and name, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Ref {
    /// Its id.
    pub id: Uuid,
    /// Its name in the office's own words.
    pub name: String,
}

/// Reads a stored word.
pub(crate) fn word<T: FromStr<Err = UnknownWord>>(text: &str) -> AppResult<T> {
    text.parse()
        .map_err(|error: UnknownWord| AppError::Corrupt(error.to_string()))
}

/// Reads a stored word that may be absent.
pub(crate) fn word_opt<T: FromStr<Err = UnknownWord>>(text: Option<&str>) -> AppResult<Option<T>> {
    text.map(word).transpose()
}

/// Milliseconds since 1970 as stored, to an instant.
pub(crate) fn instant(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// The same for a column that may be empty.
pub(crate) fn instant_opt(millis: Option<i64>) -> Option<DateTime<Utc>> {
    millis.map(instant)
}

/// A new time-ordered id.
pub(crate) fn new_id() -> Uuid {
    Uuid::now_v7()
}
