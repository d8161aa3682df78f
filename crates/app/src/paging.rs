//! Keyset pages: a cursor names the last row seen, never a count of rows.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::{AppError, AppResult};

/// Rows in a page when the caller does not say.
pub const DEFAULT_LIMIT: u64 = 50;
/// Rows in a page at most.
pub const MAX_LIMIT: u64 = 200;

/// One page of a list.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Pass it as `cursor` for the next page; null on the last one.
    pub next_cursor: Option<String>,
}

/// Which page is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageRequest {
    /// Rows, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl PageRequest {
    /// The number of rows, checked.
    pub(crate) fn limit(&self) -> AppResult<u64> {
        match self.limit {
            None => Ok(DEFAULT_LIMIT),
            Some(limit) if (1..=MAX_LIMIT).contains(&limit) => Ok(limit),
            Some(_) => Err(AppError::invalid_with(
                "limit",
                "out_of_range",
                format!("1–{MAX_LIMIT}"),
            )),
        }
    }

    /// The key of the last row seen, if this is not the first page.
    pub(crate) fn key<K: DeserializeOwned>(&self) -> AppResult<Option<K>> {
        let Some(cursor) = self.cursor.as_deref() else {
            return Ok(None);
        };
        let bad = || AppError::invalid("cursor", "invalid_cursor");
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| bad())?;
        serde_json::from_slice(&bytes).map(Some).map_err(|_| bad())
    }
}

impl<T> Page<T> {
    /// Makes a page out of up to `limit + 1` rows; the extra row only tells that there is more.
    pub(crate) fn cut<K: Serialize>(mut rows: Vec<T>, limit: u64, key: impl Fn(&T) -> K) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = match rows.last() {
            Some(last) if more => serde_json::to_vec(&key(last))
                .ok()
                .map(|key| URL_SAFE_NO_PAD.encode(key)),
            _ => None,
        };
        Self {
            items: rows,
            next_cursor,
        }
    }

    /// The same page with other rows.
    pub(crate) fn map<U>(self, convert: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(convert).collect(),
            next_cursor: self.next_cursor,
        }
    }
}
