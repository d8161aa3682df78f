//! Whether what an upload holds is there already: numbers once given out cannot be taken back.

use std::collections::HashMap;

use duban_core::id::RegionId;
use duban_core::lang::OFFICE;
use duban_core::policy::Scope;
use duban_core::say;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::command::RowKey;
use super::entity;
use super::reading::{DUPLICATE_OPEN, ImportRow};
use super::view::ImportStatus;
use crate::column::Word;
use crate::error::{AppError, AppResult};
use crate::store::Tx;

/// Nothing of the upload is there already, as far as the preview could not know it.
pub(super) async fn not_there_yet(tx: &Tx, upload: &entity::Model, rows: &[ImportRow]) -> AppResult<()> {
    let same = entity::Entity::find()
        .filter(entity::Column::RegionId.eq(upload.region_id))
        .filter(entity::Column::Sha256.eq(upload.sha256.as_str()))
        .filter(entity::Column::Status.eq(Word(ImportStatus::Applied)))
        .count(tx)
        .await?;
    if same > 0 {
        return Err(AppError::Conflict("same_file_applied"));
    }
    let open = open_titles(tx, upload.region_id.into(), rows).await?;
    let since: Vec<RowKey> = rows
        .iter()
        .filter(|row| open.contains_key(&row.title))
        .filter(|row| !row.problems.iter().any(|problem| problem.code == DUPLICATE_OPEN))
        .map(RowKey::of)
        .collect();
    match places(since.iter()) {
        Some(rows) => Err(AppError::invalid_with("skip_rows", "rows_open_since", rows)),
        None => Ok(()),
    }
}

/// Rows by sheet and row, if there are any.
pub(super) fn places<'a>(rows: impl Iterator<Item = &'a RowKey>) -> Option<String> {
    let rows: Vec<String> = rows.map(|key| format!("{} {}", key.sheet, key.row)).collect();
    (!rows.is_empty()).then(|| rows.join(&say!(OFFICE, "import.comma")))
}

/// Numbers of open matters by title, among the titles of the file.
pub(super) async fn open_titles<C: ConnectionTrait>(
    db: &C,
    region: RegionId,
    rows: &[ImportRow],
) -> AppResult<HashMap<String, String>> {
    use crate::matter::entity::{Column, Entity};
    let titles = rows
        .iter()
        .map(|row| row.title.as_str())
        .filter(|title| !title.is_empty());
    let found: Vec<(String, String)> = Entity::find(&Scope::Region(region))
        .select_only()
        .columns([Column::Title, Column::Number])
        .filter(Column::IsOpen.eq(true))
        .filter(Column::Title.is_in(titles))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}
