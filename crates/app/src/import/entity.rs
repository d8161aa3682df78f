//! Table `import_file`. One uploaded ledger, read and waiting to be applied.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::reading::ImportRow;
use crate::error::{AppError, AppResult};

use super::view::ImportStatus;
use crate::column::Word;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub user_id: Uuid,
    pub plan_id: Option<Uuid>,
    pub file_name: String,
    pub sha256: String,
    pub year: i32,
    pub status: Word<ImportStatus>,
    #[sea_orm(column_type = "Text")]
    pub rows: String,
    pub task_count: i32,
    pub issue_count: i32,
    pub warning_count: i32,
    pub error_count: i32,
    pub created_at: i64,
    pub applied_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Column `rows`, what is kept of an upload: never the file, only what was read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredPreview {
    pub(super) rows: Vec<ImportRow>,
    pub(super) notes: Vec<String>,
}

impl StoredPreview {
    pub(super) fn to_json(&self) -> AppResult<String> {
        serde_json::to_string(self).map_err(|error| AppError::Internal(format!("rows as JSON: {error}")))
    }

    pub(super) fn of(row: &Model) -> AppResult<Self> {
        serde_json::from_str(&row.rows)
            .map_err(|error| AppError::Corrupt(format!("rows of import {}: {error}", row.id)))
    }
}
