//! The plain content of a workbook, after everything that could hurt has been refused.

use std::collections::BTreeMap;

use chrono::NaiveDate;

/// One cell that holds something.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A text with something in it to see.
    Text(String),
    /// A number whose format shows no date.
    Number(f64),
    /// A date, without its time of day.
    Date(NaiveDate),
    /// A truth value.
    Bool(bool),
    /// A formula without a result, such as `#REF!`.
    Broken(String),
}

/// The cells of a row by column, first column 0.
pub type Cells = BTreeMap<usize, Cell>;

/// A merged area; rows and columns count from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) rows: (u32, u32),
    pub(crate) columns: (usize, usize),
}

impl Merge {
    fn covers(&self, row: u32, column: usize) -> bool {
        (self.rows.0..=self.rows.1).contains(&row) && (self.columns.0..=self.columns.1).contains(&column)
    }
}

/// One sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name, cut at 100 characters.
    pub name: String,
    /// Rows by number, first row 0. Rows without content are not there.
    pub rows: BTreeMap<u32, Cells>,
    pub(crate) merges: Vec<Merge>,
}

impl Sheet {
    /// The first row and column of the merged area that hides this cell, if one does.
    pub fn hidden_by(&self, row: u32, column: usize) -> Option<(u32, usize)> {
        let merge = self.merges.iter().find(|merge| merge.covers(row, column))?;
        let first = (merge.rows.0, merge.columns.0);
        (first != (row, column)).then_some(first)
    }

    /// A cell, if it holds something.
    pub fn cell(&self, row: u32, column: usize) -> Option<&Cell> {
        self.rows.get(&row)?.get(&column)
    }
}

/// The content of a file.
#[derive(Debug, Clone, Default)]
pub struct Workbook {
    /// The sheets that people see, in their order.
    pub sheets: Vec<Sheet>,
    /// Names of the hidden sheets, which are not read.
    pub hidden: Vec<String>,
}
