//! Reading an `.xlsx` that nobody vouches for.
//!
//! `guard` opens the archive and measures it; the rest reads the five kinds of parts that matter.
//! It is our own reader because a general one keeps everything that a file may say — it reserves what
//! a header claims, copies a font's name into each of a million formats — and a few kilobytes could
//! then end the process. Here nothing grows beyond the measured size of the unpacked file, of
//! which one part is in memory at a time; what is kept of it has limits of its own; and one file is read at a time.

use duban_core::lang::OFFICE;
use duban_core::say;
use std::sync::{Mutex, PoisonError};

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
/// Cells with content in all sheets at most. A ledger of 200 matters has a few thousand.
const MAX_CELLS: usize = 300_000;
/// Shared texts at most, and their bytes; sheets that are no ledger have theirs there too.
const MAX_STRINGS: usize = 500_000;
const MAX_SHARED_TEXT: usize = 16 * 1024 * 1024;
/// Merged areas of one sheet that are looked at.
const MAX_MERGES: usize = 10_000;

/// Whoever reads. A file may take as much memory as it unpacks to, and uploads come as many at once as they like.
static READING: Mutex<()> = Mutex::new(());

/// What all sheets together may still hold.
struct Budget {
    text: usize,
    cells: usize,
}

/// Checks the file and reads it; waits while another one is read. May work for seconds on a hostile file: call it off
/// the async threads.
pub(super) fn read(bytes: &[u8]) -> AppResult<Workbook> {
    // A reader that panicked has left nothing behind that could be wrong.
    let _reading = READING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut parts = guard::open(bytes)?;
    let book = book::Book::read(&mut parts)?;
    let strings = strings::Strings::read(&parts.text("xl/sharedstrings.xml")?.unwrap_or_default())?;
    let dates = styles::Dates::read(&parts.text("xl/styles.xml")?.unwrap_or_default(), book.epoch)?;
    let mut budget = Budget {
        text: MAX_TEXT,
        cells: MAX_CELLS,
    };
    let mut workbook = Workbook::default();
    for entry in book.sheets {
        if entry.hidden {
            workbook
                .notes
                .push(say!(OFFICE, "import.sheet_hidden", sheet = entry.name));
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
