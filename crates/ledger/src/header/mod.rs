//! Finding the header row below title and note rows, what each column means, and the headings between rows.

use duban_core::word::MatterKind;

use super::text::key;

mod column;
#[cfg(test)]
mod tests;

pub use column::Column;
use column::meaning;

/// A recognised header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Whether the sheet lists tasks or issues.
    pub kind: MatterKind,
    /// Known columns with their place in the row and their heading as written, in sheet order.
    pub columns: Vec<(Column, usize, String)>,
    /// Headings that are not read.
    pub unread: Vec<String>,
    /// How many rows up to and including the header, counted in the rows that were given.
    pub rows: usize,
}

impl Header {
    /// The place of a column.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.columns
            .iter()
            .find(|(known, ..)| *known == column)
            .map(|(_, place, _)| *place)
    }

    /// The heading of a column as written.
    pub fn heading(&self, column: Column) -> Option<&str> {
        self.columns
            .iter()
            .find(|(known, ..)| *known == column)
            .map(|(.., heading)| heading.as_str())
    }
}

/// How far down the header is looked for.
pub const SEARCHED_ROWS: usize = 20;

/// Finds the header among the first rows of a sheet. A header names what is to be done and at least
/// two of leader, lead and due date. A second row right below may refine it (牵头单位 and 配合单位
/// under a common 责任单位).
pub fn find(sheet: &str, rows: &[Vec<String>]) -> Option<Header> {
    let (at, mut found) = rows
        .iter()
        .take(SEARCHED_ROWS)
        .enumerate()
        .find_map(|(at, row)| {
            let found = recognise(row);
            is_header(&found).then_some((at, found))
        })?;
    let mut read_rows = at + 1;
    if let Some(below) = rows.get(at + 1) {
        let refined = recognise(below);
        let cells = below.iter().filter(|cell| !key(cell).is_empty()).count();
        if refined.len() >= 2 && refined.len() == cells {
            found.retain(|(_, place, _)| refined.iter().all(|(_, refined, _)| refined != place));
            found.extend(refined);
            found.sort_by_key(|(_, place, _)| *place);
            read_rows += 1;
        }
    }
    let columns = unique(found);
    let unread = rows[at]
        .iter()
        .enumerate()
        .filter(|(place, cell)| !key(cell).is_empty() && columns.iter().all(|(_, known, _)| known != place))
        .map(|(_, cell)| cell.trim().to_owned())
        .collect();
    Some(Header {
        kind: kind(sheet, &columns),
        columns,
        unread,
        rows: read_rows,
    })
}

/// Whether a text that stands alone in its row is the heading of the rows below, such as `二、狠抓项目建设`.
pub fn is_section(text: &str) -> bool {
    let text = key(text);
    let numbered = text.trim_start_matches(['(', '第']);
    let counted = numbered.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    counted.len() < numbered.len() && counted.starts_with(['、', ')', '.', '部', '章'])
}

fn recognise(row: &[String]) -> Vec<(Column, usize, String)> {
    let named = |(place, cell): (usize, &String)| Some((meaning(cell)?, place, cell.trim().to_owned()));
    row.iter().enumerate().filter_map(named).collect()
}

fn is_header(found: &[(Column, usize, String)]) -> bool {
    let has = |column| found.iter().any(|(known, ..)| *known == column);
    let duties = [Column::Leader, Column::Lead, Column::Due]
        .into_iter()
        .filter(|column| has(*column))
        .count();
    has(Column::Title) && duties >= 2
}

/// One column for each meaning, the first one. Where 责任单位 stands beside 牵头单位, it means those
/// who co-operate.
fn unique(found: Vec<(Column, usize, String)>) -> Vec<(Column, usize, String)> {
    let leads: Vec<usize> = found
        .iter()
        .filter(|(c, ..)| *c == Column::Lead)
        .map(|(_, place, _)| *place)
        .collect();
    let chief = found
        .iter()
        .find(|(c, _, h)| *c == Column::Lead && key(h).contains("牵头"))
        .map(|(_, place, _)| *place);
    let mut columns: Vec<(Column, usize, String)> = Vec::new();
    for (column, place, heading) in found {
        let column = match column {
            Column::Lead if leads.len() > 1 && chief.is_some_and(|chief| chief != place) => Column::Co,
            column => column,
        };
        if columns.iter().all(|(known, ..)| *known != column) {
            columns.push((column, place, heading));
        }
    }
    columns
}

fn kind(sheet: &str, columns: &[(Column, usize, String)]) -> MatterKind {
    let of_issues = columns.iter().any(|(column, _, heading)| {
        matches!(column, Column::Level | Column::WeakLink)
            || (*column == Column::Title && key(heading).contains("问题"))
    });
    if of_issues || key(sheet).contains("问题") {
        MatterKind::Issue
    } else {
        MatterKind::Task
    }
}
