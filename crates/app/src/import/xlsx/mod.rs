//! Reading an `.xlsx` that nobody vouches for.
//!
//! `guard` opens the archive and measures it; the rest reads the five kinds of parts that matter.
//! It is our own reader because a general one keeps everything that a file may say — it reserves what
//! a header claims, copies a font's name into each of a million formats — and a few kilobytes could
//! then end the process. Here nothing grows beyond the measured size of the unpacked file.

use super::grid::{Merge, Sheet, Workbook};
use crate::error::{AppError, AppResult};

mod book;
mod cell;
mod guard;
mod sheet;
mod strings;
mod styles;
mod xml;

/// Rows with content of one sheet at most.
const MAX_ROWS: usize = 2_000;
/// Columns that are looked at.
const MAX_COLUMNS: usize = 64;
/// Bytes of text in all cells at most.
const MAX_TEXT: usize = 4 * 1024 * 1024;
/// Merged areas of one sheet that are looked at.
const MAX_MERGES: usize = 10_000;

/// Checks the file and reads it. May work for seconds on a hostile file: call it off the async threads.
pub(super) fn read(bytes: &[u8]) -> AppResult<Workbook> {
    let mut parts = guard::open(bytes)?;
    let book = book::Book::read(&mut parts)?;
    let strings = strings::Strings::read(&parts.text("xl/sharedstrings.xml")?.unwrap_or_default())?;
    let dates = styles::Dates::read(&parts.text("xl/styles.xml")?.unwrap_or_default(), book.epoch)?;
    let mut budget = MAX_TEXT;
    let mut workbook = Workbook::default();
    for entry in book.sheets {
        if entry.hidden {
            workbook
                .notes
                .push(format!("工作表“{}”已隐藏,未读取。", entry.name));
            continue;
        }
        let text = parts.text(&entry.path)?.ok_or(AppError::File("damaged"))?;
        let source = sheet::Source {
            strings: &strings,
            dates: &dates,
        };
        workbook.sheets.push(source.read(entry.name, &text, &mut budget)?);
    }
    Ok(workbook)
}
