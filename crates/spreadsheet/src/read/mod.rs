//! Reading an `.xlsx` that nobody vouches for.
//!
//! `guard` opens the archive and measures it; the rest reads the five kinds of parts that matter.
//! It is our own reader because a general one keeps everything that a file may say — it reserves what
//! a header claims, copies a font's name into each of a million formats — and a few kilobytes could
//! then end the process. Here nothing grows beyond the measured size of the unpacked file, of
//! which one part is in memory at a time; what is kept of it has limits of its own; and one file is read at a time.

use std::sync::{Mutex, PoisonError};

use crate::error::{Error, Result};
use crate::grid::Workbook;

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
/// Cells with content in all sheets at most. A list of 200 rows kept by hand has a few thousand.
const MAX_CELLS: usize = 300_000;
/// Shared texts at most, and their bytes; those of sheets that nobody asks for count too.
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

/// Checks the bytes of an `.xlsx` file and reads them; waits while another file is read. May work for seconds on a
/// hostile file, so async code calls it on a thread that may block.
///
/// # Errors
/// [`Error`] names what kept the file from being read; nothing of it is returned then.
pub fn read(bytes: &[u8]) -> Result<Workbook> {
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
            workbook.hidden.push(entry.name);
            continue;
        }
        let text = parts.text(&entry.path)?.ok_or(Error::Damaged)?;
        let source = sheet::SheetReader {
            strings: &strings,
            dates: &dates,
        };
        workbook.sheets.push(source.read(entry.name, &text, &mut budget)?);
    }
    Ok(workbook)
}
