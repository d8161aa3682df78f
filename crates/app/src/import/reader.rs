//! From a checked file to a grid. Cells are streamed: empty ones cost neither memory nor a place.

use std::io::Cursor as Bytes;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError, open_workbook_from_rs};
use chrono::NaiveDate;

use super::grid::{Cell, Merge, Sheet, Workbook};
use super::guard;
use crate::error::{AppError, AppResult};

/// Rows with content of one sheet at most.
const MAX_ROWS: usize = 2_000;
/// Columns that are looked at.
const MAX_COLUMNS: usize = 64;
/// Bytes of text in all sheets at most.
const MAX_TEXT: usize = 4 * 1024 * 1024;
/// Merged areas of one sheet that are looked at.
const MAX_MERGES: usize = 10_000;

/// Checks the file and reads it. Works for seconds on a hostile file: call it off the async threads.
pub(super) fn read(bytes: &[u8]) -> AppResult<Workbook> {
    guard::check(bytes)?;
    let mut file: Xlsx<_> = open_workbook_from_rs(Bytes::new(bytes)).map_err(refusal)?;
    let mut workbook = Workbook::default();
    let mut text_left = MAX_TEXT;
    for sheet in file.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        if sheet.visible != SheetVisible::Visible {
            workbook
                .notes
                .push(format!("工作表“{}”已隐藏,未读取。", sheet.name));
            continue;
        }
        let read = read_sheet(&mut file, sheet.name, &mut text_left)?;
        workbook.sheets.push(read);
    }
    Ok(workbook)
}

fn read_sheet(file: &mut Xlsx<Bytes<&[u8]>>, name: String, text_left: &mut usize) -> AppResult<Sheet> {
    let mut sheet = Sheet {
        name,
        ..Sheet::default()
    };
    let mut cells = file.worksheet_cells_reader(&sheet.name).map_err(refusal)?;
    while let Some(found) = cells.next_cell().map_err(refusal)? {
        let (row, column) = found.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MAX_COLUMNS {
            continue;
        }
        let Some(cell) = cell(found.get_value()) else {
            continue;
        };
        if let Cell::Text(text) | Cell::Broken(text) = &cell {
            *text_left = text_left
                .checked_sub(text.len())
                .ok_or(AppError::File("too_much_text"))?;
        }
        sheet.rows.entry(row).or_default().insert(column, cell);
        if sheet.rows.len() > MAX_ROWS {
            return Err(AppError::File("too_many_rows"));
        }
    }
    drop(cells);
    if !sheet.rows.is_empty() {
        let merges = file.merge_cells_by_sheet_name(&sheet.name).map_err(refusal)?;
        sheet.merges = merges.into_iter().take(MAX_MERGES).map(merge).collect();
    }
    Ok(sheet)
}

fn cell(value: &DataRef<'_>) -> Option<Cell> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| Cell::Text(text.to_owned()));
    match value {
        DataRef::Empty => None,
        #[expect(clippy::cast_precision_loss, reason = "numbers of a ledger are small")]
        DataRef::Int(number) => Some(Cell::Number(*number as f64)),
        DataRef::Float(number) => Some(Cell::Number(*number)),
        DataRef::String(found) => text(found),
        DataRef::SharedString(found) => text(found),
        DataRef::DurationIso(found) => text(found),
        DataRef::Bool(found) => text(if *found { "是" } else { "否" }),
        DataRef::DateTime(instant) => {
            let date = instant
                .as_datetime()
                .filter(|_| !instant.is_duration())
                .map(|instant| instant.date());
            Some(date.map_or(Cell::Number(instant.as_f64()), Cell::Date))
        }
        DataRef::DateTimeIso(found) => {
            let date = found
                .get(..10)
                .and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
            date.map(Cell::Date).or_else(|| text(found))
        }
        DataRef::Error(kind) => Some(Cell::Broken(kind.to_string())),
    }
}

fn merge(area: calamine::Dimensions) -> Merge {
    let column = |column: u32| usize::try_from(column).unwrap_or(usize::MAX);
    Merge {
        rows: (area.start.0, area.end.0),
        columns: (column(area.start.1), column(area.end.1)),
    }
}

fn refusal(error: XlsxError) -> AppError {
    match error {
        XlsxError::Password => AppError::File("encrypted"),
        _ => AppError::File("damaged"),
    }
}
