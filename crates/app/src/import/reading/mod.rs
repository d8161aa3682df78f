//! From a file to rows: which sheets are ledgers, which lines are matters, what repeats. Needs no database: what a
//! row can name comes with its [`RowContext`].

use std::collections::HashMap;

use duban_core::lang::OFFICE;
use duban_core::say;
use duban_ledger::header::{self, Column, Header};
use duban_ledger::text::{key, one_line};
use duban_spreadsheet::{Cell, Sheet, Workbook};

use crate::error::{AppError, AppResult};

mod due;
mod line;
mod parties;
mod roster;
mod row;
mod view;
mod workbook;

pub use view::{ImportRow, Problem, Reading, Severity};

use line::LedgerRow;
pub(super) use line::RowContext;
pub(super) use roster::Roster;
pub(super) use workbook::open;

/// The warning that an open matter has the row's title.
pub(super) const DUPLICATE_OPEN: &str = "duplicate_open";

/// Matters in one file at most.
const MAX_MATTERS: usize = 200;

/// Rows as read, with what was left out.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) rows: Vec<ImportRow>,
    pub(super) notes: Vec<String>,
}

/// Reads every sheet that has a header.
pub(super) fn read(workbook: Workbook, context: &RowContext<'_>) -> AppResult<Read> {
    let hidden = workbook.hidden.iter();
    let mut read = Read {
        rows: Vec::new(),
        notes: hidden
            .map(|sheet| say!(OFFICE, "import.sheet_hidden", sheet))
            .collect(),
    };
    let mut has_ledger = false;
    for sheet in workbook.sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        let Some(header) = workbook::header(sheet) else {
            read.notes
                .push(say!(OFFICE, "import.sheet_without_header", sheet = sheet.name));
            continue;
        };
        has_ledger = true;
        if !header.unread.is_empty() {
            read.notes.push(say!(
                OFFICE,
                "import.columns_unread",
                sheet = sheet.name,
                columns = header.unread.join(&say!(OFFICE, "import.comma"))
            ));
        }
        read_sheet(sheet, &header, context, &mut read)?;
    }
    if !has_ledger {
        return Err(AppError::File("no_table"));
    }
    if read.rows.is_empty() {
        return Err(AppError::File("no_rows"));
    }
    mark_repeated(&mut read.rows);
    Ok(read)
}

/// Says which titles are already under supervision; `open` holds the number of each by its title.
pub(super) fn mark_open(rows: &mut [ImportRow], open: &HashMap<String, String>) {
    for row in rows {
        if let Some(number) = open.get(&row.title) {
            let message = say!(OFFICE, "import.duplicate_open", number);
            row.problems.push(warning(DUPLICATE_OPEN, message));
        }
    }
}

fn read_sheet(sheet: &Sheet, header: &Header, context: &RowContext<'_>, read: &mut Read) -> AppResult<()> {
    let mut section: Option<String> = None;
    for (row, cells) in sheet.rows.iter().skip(header.rows) {
        let line = LedgerRow {
            sheet,
            header,
            row: *row,
        };
        if row::is_matter(&line) {
            if read.rows.len() == MAX_MATTERS {
                return Err(AppError::File("too_many_rows"));
            }
            let category = category(&line).or_else(|| section.clone());
            read.rows.push(row::read(&line, context, category));
            continue;
        }
        let texts: Vec<String> = cells.values().filter_map(words).collect();
        match texts.as_slice() {
            [only] if header::is_section(only) => section = Some(only.clone()),
            [_, _, ..] if line.cell(Column::Title).is_none() => {
                read.notes.push(say!(
                    OFFICE,
                    "import.line_without_matter",
                    sheet = sheet.name,
                    row = row + 1
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The category of a line. It is the one column in which a merged cell speaks for all its rows.
fn category(line: &LedgerRow<'_>) -> Option<String> {
    let column = line.header.place(Column::Category)?;
    let own = line.text(Column::Category);
    let text = if own.is_empty() {
        let (row, column) = line.sheet.hidden_by(line.row, column)?;
        workbook::text(line.sheet.cell(row, column)?)
    } else {
        own
    };
    Some(one_line(&text)).filter(|text| !text.is_empty())
}

fn words(cell: &Cell) -> Option<String> {
    let words = matches!(cell, Cell::Text(_) | Cell::Bool(_)).then(|| one_line(&workbook::text(cell)));
    words.filter(|text| !text.is_empty())
}

fn mark_repeated(rows: &mut [ImportRow]) {
    let mut first: HashMap<String, (String, u32)> = HashMap::new();
    for row in rows.iter_mut().filter(|row| !row.title.is_empty()) {
        match first.get(&key(&row.title)) {
            Some((sheet, number)) => {
                let message = say!(OFFICE, "import.duplicate_in_file", sheet, row = number);
                row.problems.push(warning("duplicate_in_file", message));
            }
            None => {
                first.insert(key(&row.title), (row.sheet.clone(), row.row));
            }
        }
    }
}

fn warning(code: &str, message: String) -> Problem {
    Problem {
        severity: Severity::Warning,
        column: None,
        code: code.to_owned(),
        message,
    }
}
