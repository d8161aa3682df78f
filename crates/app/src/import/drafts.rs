//! From the rows of a preview to new matters.

use std::collections::HashSet;

use duban_core::lang::OFFICE;
use duban_core::say;
use duban_core::word::MatterKind;

use super::command::RowKey;
use super::reading::ImportRow;
use crate::error::{AppError, AppResult, FieldError};
use crate::input::NOTE_MAX;
use crate::matter::input::{NewMatter, NewSource};

/// The rows to write. A row with an error is never written, and never dropped without being named.
pub(super) fn chosen(rows: Vec<ImportRow>, skip: &[RowKey]) -> AppResult<Vec<ImportRow>> {
    let key = RowKey::of;
    let known: HashSet<RowKey> = rows.iter().map(key).collect();
    let strange = (0..).zip(skip).filter(|(_, row)| !known.contains(row));
    let strange: Vec<FieldError> = strange
        .map(|(at, _): (usize, _)| FieldError::new(format!("skip_rows[{at}]"), "unknown_row"))
        .collect();
    if !strange.is_empty() {
        return Err(AppError::Invalid(strange));
    }
    let skip: HashSet<&RowKey> = skip.iter().collect();
    let kept: Vec<ImportRow> = rows.into_iter().filter(|row| !skip.contains(&key(row))).collect();
    let bad: Vec<String> = kept
        .iter()
        .filter(|row| row.has_error())
        .map(|row| format!("{} {}", row.sheet, row.row))
        .collect();
    if !bad.is_empty() {
        return Err(AppError::invalid_with(
            "skip_rows",
            "rows_with_errors",
            bad.join(&say!(OFFICE, "import.comma")),
        ));
    }
    if kept.is_empty() {
        return Err(AppError::invalid("skip_rows", "nothing_left"));
    }
    Ok(kept)
}

/// A row without errors as a new matter. The plan or the source that the row names is the basis on which it is issued
/// (政府督查工作条例 art. 11: a decision of the government or an order of its head); a heading is neither.
pub(super) fn new_matter(row: ImportRow, plan: Option<&str>) -> AppResult<NewMatter> {
    let incomplete = || {
        AppError::Corrupt(format!(
            "row {} {} without an error is incomplete",
            row.sheet, row.row
        ))
    };
    let basis = match (row.kind, plan) {
        (MatterKind::Task, Some(plan)) => Some(plan.to_owned()),
        _ => {
            let named = row.source_title.clone().filter(|_| !row.source_assumed);
            named.or_else(|| plan.map(str::to_owned))
        }
    };
    let leader = row.leader.as_ref().ok_or_else(incomplete)?.id;
    let lead = row.lead_department.as_ref().ok_or_else(incomplete)?.id;
    Ok(NewMatter {
        co_department_ids: row.co_departments.iter().map(|unit| unit.id).collect(),
        due_on: Some(row.due_on.ok_or_else(incomplete)?),
        requirement: row.requirement,
        category: row.category,
        weak_link_kind: row.weak_link_kind,
        basis: basis.map(|basis| basis.chars().take(NOTE_MAX).collect()),
        report_cycle: Some(row.report_cycle),
        report_day: row.report_day,
        source: row.source_title.map(|title| NewSource {
            kind: row.source_kind,
            title,
            document_number: row.source_document_number,
            dated_on: row.source_dated_on,
        }),
        remark: row.remark,
        ..NewMatter::new(row.kind, row.title, leader, lead)
    })
}
