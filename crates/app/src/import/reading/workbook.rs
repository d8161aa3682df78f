//! The upload as a workbook: opened with distrust, its cells as texts.

use duban_ledger::header::{self, Header};
use duban_ledger::text::{one_line, yes_or_no};
use duban_spreadsheet::{Cell, Error, Sheet, Workbook};

use crate::error::{AppError, AppResult};

/// Reads the file, off the threads that answer; a panic in a parser is a bad file.
pub(in crate::import) async fn open(bytes: Vec<u8>) -> AppResult<Workbook> {
    let read = tokio::task::spawn_blocking(move || duban_spreadsheet::read(&bytes)).await;
    read.map_err(|_| AppError::File("damaged"))?.map_err(refusal)
}

fn refusal(error: Error) -> AppError {
    match error {
        Error::NotXlsx => AppError::File("not_xlsx"),
        Error::OldXls => AppError::File("old_xls"),
        Error::Encrypted => AppError::File("encrypted"),
        Error::Macros => AppError::File("macros"),
        Error::Damaged => AppError::File("damaged"),
        Error::TooLarge => AppError::File("too_large"),
        Error::ExpandsTooMuch => AppError::File("expands_too_much"),
        Error::TooManyParts => AppError::File("too_many_parts"),
        Error::TooManyRows => AppError::File("too_many_rows"),
        Error::TooManyCells => AppError::File("too_many_cells"),
        Error::TooMuchText => AppError::File("too_much_text"),
    }
}

/// The cell as a person reads it.
pub(super) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Broken(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::Bool(yes) => yes_or_no(*yes).to_owned(),
    }
}

/// What the sheet is called on its first row, or else its name.
pub(super) fn title(sheet: &Sheet) -> String {
    let above = sheet.rows.values().next().filter(|cells| cells.len() == 1);
    let title = above
        .and_then(|cells| cells.values().next())
        .map(|cell| one_line(&text(cell)));
    title
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| sheet.name.clone())
}

/// The header of a sheet that is a ledger.
pub(super) fn header(sheet: &Sheet) -> Option<Header> {
    let rows: Vec<Vec<String>> = sheet
        .rows
        .values()
        .take(header::SEARCHED_ROWS + 1)
        .map(|cells| {
            let last = cells.keys().next_back().copied().unwrap_or_default();
            (0..=last)
                .map(|column| cells.get(&column).map(text).unwrap_or_default())
                .collect()
        })
        .collect();
    header::find(&sheet.name, &rows)
}
