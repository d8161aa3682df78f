//! One cell: where it is, and what its type and its text make of it.

use chrono::NaiveDate;

use super::sheet::SheetReader;
use super::xml::Tag;
use crate::grid::Cell;

/// A cell while it is read.
#[derive(Debug, Default)]
pub(super) struct CellReader {
    pub(super) row: u32,
    pub(super) column: usize,
    kind: String,
    format: usize,
    pub(super) text: String,
}

impl CellReader {
    /// Begins a cell; a cell that does not say where it is stands right of the one before.
    pub(super) fn begin(&mut self, tag: &Tag<'_>, row: u32, next_column: usize) {
        let place = tag.attribute("r").and_then(|place| position(&place));
        (self.row, self.column) = place.unwrap_or((row, next_column));
        self.kind = tag.attribute("t").unwrap_or_default();
        self.format = tag
            .attribute("s")
            .and_then(|format| format.parse().ok())
            .unwrap_or(0);
        self.text.clear();
    }

    /// The cell, if it holds something.
    pub(super) fn finish(&self, source: &SheetReader<'_>) -> Option<Cell> {
        let text = |text: &str| (!text.trim().is_empty()).then(|| Cell::Text(text.to_owned()));
        let written = self.text.trim();
        match self.kind.as_str() {
            "s" => text(source.strings.get(written.parse().ok()?)?),
            "str" | "inlineStr" => text(&self.text),
            "b" => Some(Cell::Bool(written == "1")),
            "e" => Some(Cell::Broken(written.to_owned())),
            "d" => {
                let day = written
                    .get(..10)
                    .and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
                day.map(Cell::Date).or_else(|| text(written))
            }
            _ => match written.parse::<f64>() {
                Ok(number) => Some(
                    source
                        .dates
                        .day(self.format, number)
                        .map_or(Cell::Number(number), Cell::Date),
                ),
                Err(_) => text(written),
            },
        }
    }
}

/// Row and column, counted from 0, of a place such as `AB12`.
pub(super) fn position(place: &str) -> Option<(u32, usize)> {
    let letters = place.find(|c: char| !c.is_ascii_alphabetic())?;
    let (column, row) = place.split_at(letters);
    if column.is_empty() || column.len() > 3 {
        return None;
    }
    let number = |c: u8| usize::from(c.to_ascii_uppercase() - b'A') + 1;
    let column = column.bytes().fold(0, |sum, c| sum * 26 + number(c));
    let row: u32 = row.parse().ok().filter(|row| (1..=1_048_576).contains(row))?;
    Some((row - 1, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        for (place, wanted) in [
            ("A1", Some((0, 0))),
            ("Z10", Some((9, 25))),
            ("aa2", Some((1, 26))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("A0", None),
            ("A", None),
            ("12", None),
            ("ABCD1", None),
            ("A99999999999", None),
            ("表1", None),
            ("", None),
        ] {
            assert_eq!(position(place), wanted, "{place}");
        }
    }
}
