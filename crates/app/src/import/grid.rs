//! The plain content of a workbook, after everything that could hurt has been refused.

use std::collections::BTreeMap;

use chrono::NaiveDate;

/// One cell that holds something.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Text(String),
    Number(f64),
    Date(NaiveDate),
    /// A formula without a result, such as `#REF!`.
    Broken(String),
}

impl Cell {
    /// The cell as a person reads it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Broken(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
        }
    }
}

/// The cells of a row by column, first column 0.
pub(super) type Cells = BTreeMap<usize, Cell>;

/// A merged area; rows and columns count from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) rows: (u32, u32),
    pub(super) columns: (usize, usize),
}

impl Merge {
    fn covers(&self, row: u32, column: usize) -> bool {
        (self.rows.0..=self.rows.1).contains(&row) && (self.columns.0..=self.columns.1).contains(&column)
    }
}

/// One sheet. Rows without content are not there.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: BTreeMap<u32, Cells>,
    pub(super) merges: Vec<Merge>,
}

impl Sheet {
    /// The first row and column of the merged area that hides this cell, if one does.
    pub(super) fn hidden_by(&self, row: u32, column: usize) -> Option<(u32, usize)> {
        let merge = self.merges.iter().find(|merge| merge.covers(row, column))?;
        let first = (merge.rows.0, merge.columns.0);
        (first != (row, column)).then_some(first)
    }

    /// A cell, if it holds something.
    pub(super) fn cell(&self, row: u32, column: usize) -> Option<&Cell> {
        self.rows.get(&row)?.get(&column)
    }
}

/// The sheets of a file, and what was left out.
#[derive(Debug, Clone, Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<Sheet>,
    pub(super) notes: Vec<String>,
}
