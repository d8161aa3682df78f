//! One worksheet, cell by cell: empty ones cost neither memory nor a place.

use super::cell::{CellReader, position};
use super::strings::{RichText, Strings};
use super::styles::Dates;
use super::xml::{Node, Nodes, Tag};
use super::{Budget, MAX_COLUMNS, MAX_MERGES, MAX_ROWS, MAX_TEXT};
use crate::error::{Error, Result};
use crate::grid::{Cell, Merge, Sheet};

/// What cells refer to.
pub(super) struct SheetReader<'a> {
    pub(super) strings: &'a Strings,
    pub(super) dates: &'a Dates,
}

impl SheetReader<'_> {
    /// Reads a sheet; the budget is for all sheets together.
    pub(super) fn read(&self, name: String, text: &str, budget: &mut Budget) -> Result<Sheet> {
        let mut sheet = Sheet {
            name,
            ..Sheet::default()
        };
        let (mut row, mut next_column) = (0, 0);
        let mut cell_reader = CellReader::default();
        let (mut in_cell, mut in_value) = (false, false);
        let mut inline = RichText::default();
        let mut nodes = Nodes::of(text);
        while let Some(node) = nodes.next()? {
            match &node {
                Node::Open(tag) if tag.is("row") => {
                    let number = tag.attribute("r").and_then(|number| number.parse::<u32>().ok());
                    row = number.map_or(row, |number| number.saturating_sub(1));
                    next_column = 0;
                }
                Node::Close(tag) if tag.is("row") => row = row.saturating_add(1),
                Node::Open(tag) if tag.is("c") => {
                    cell_reader.begin(tag, row, next_column);
                    next_column = cell_reader.column.saturating_add(1);
                    in_cell = true;
                }
                Node::Close(tag) if tag.is("c") => {
                    in_cell = false;
                    if let Some(cell) = cell_reader
                        .finish(self)
                        .filter(|_| cell_reader.column < MAX_COLUMNS)
                    {
                        put(&mut sheet, cell_reader.row, cell_reader.column, cell, budget)?;
                    }
                }
                Node::Open(tag) if in_cell && tag.is("v") => in_value = true,
                Node::Close(tag) if tag.is("v") => in_value = false,
                Node::Text(text) if in_cell && in_value => cell_reader.text.push_str(text),
                Node::Open(tag) if tag.is("mergeCell") => sheet.merges.extend(merge(tag)),
                node if in_cell => inline.add(node, &mut cell_reader.text),
                _ => {}
            }
            if cell_reader.text.len() > MAX_TEXT {
                return Err(Error::TooMuchText);
            }
            if sheet.merges.len() > MAX_MERGES {
                return Err(Error::TooManyRows);
            }
        }
        Ok(sheet)
    }
}

fn put(sheet: &mut Sheet, row: u32, column: usize, cell: Cell, budget: &mut Budget) -> Result<()> {
    if let Cell::Text(text) | Cell::Broken(text) = &cell {
        budget.text = budget.text.checked_sub(text.len()).ok_or(Error::TooMuchText)?;
    }
    budget.cells = budget.cells.checked_sub(1).ok_or(Error::TooManyCells)?;
    sheet.rows.entry(row).or_default().insert(column, cell);
    if sheet.rows.len() > MAX_ROWS {
        return Err(Error::TooManyRows);
    }
    Ok(())
}

fn merge(tag: &Tag<'_>) -> Option<Merge> {
    let area = tag.attribute("ref")?;
    let (start, end) = area.split_once(':')?;
    let (start, end) = (position(start)?, position(end)?);
    Some(Merge {
        rows: (start.0, end.0),
        columns: (start.1, end.1),
    })
}
