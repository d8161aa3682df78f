//! An uploaded ledger as the outside sees it.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use duban_core::id::ImportId;
use duban_core::word::{UnknownWord, Vocabulary};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reading::ImportRow;
use crate::words::Ref;

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportStatus {
    /// Read and waiting to be applied.
    Previewed,
    /// Its rows are matters now.
    Applied,
}

impl Vocabulary for ImportStatus {
    fn as_str(self) -> &'static str {
        match self {
            Self::Previewed => "previewed",
            Self::Applied => "applied",
        }
    }
}

impl FromStr for ImportStatus {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "previewed" => Ok(Self::Previewed),
            "applied" => Ok(Self::Applied),
            _ => Err(UnknownWord {
                kind: "import status",
                text: text.to_owned(),
            }),
        }
    }
}

/// An uploaded ledger in the list of uploads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportSummary {
    /// Its id.
    pub id: ImportId,
    /// Name of the file.
    pub file_name: String,
    /// Year of dates that name none.
    pub year: i32,
    /// How far it is.
    pub status: ImportStatus,
    /// Who uploaded it.
    pub uploaded_by: Ref,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
    /// When it was applied.
    pub applied_at: Option<DateTime<Utc>>,
    /// Rows read as tasks.
    pub task_count: i32,
    /// Rows read as issues.
    pub issue_count: i32,
    /// Warnings in all rows.
    pub warning_count: i32,
    /// Errors in all rows.
    pub error_count: i32,
    /// Matters that it became and that are still drafts; the list opens them by `import` and `status=draft`.
    pub drafts_left: i64,
}

/// An uploaded ledger with every row as it was read.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ImportView {
    /// Its id.
    pub id: ImportId,
    /// Name of the file.
    pub file_name: String,
    /// Year of dates that name none.
    pub year: i32,
    /// How far it is.
    pub status: ImportStatus,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
    /// When it was applied.
    pub applied_at: Option<DateTime<Utc>>,
    /// Rows read as tasks.
    pub task_count: i32,
    /// Rows read as issues.
    pub issue_count: i32,
    /// Warnings in all rows.
    pub warning_count: i32,
    /// Errors in all rows.
    pub error_count: i32,
    /// The plan that the matters will belong to.
    pub plan: Option<Ref>,
    /// The rows in the order of the file.
    pub rows: Vec<ImportRow>,
    /// What in the file was not read: sheets without a known header, columns without a meaning here.
    pub notes: Vec<String>,
}
