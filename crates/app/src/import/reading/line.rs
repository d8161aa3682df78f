//! One row of a sheet under its header, and what is found out about it.

use chrono::NaiveDate;
use duban_core::calendar::Calendar;
use duban_core::lang::OFFICE;
use duban_core::say;
use duban_ledger::due::LedgerSpan;
use duban_ledger::header::{Column, Header};
use duban_ledger::text::several_lines;
use duban_spreadsheet::{Cell, Sheet};

use super::roster::Roster;
use super::view::{Problem, Reading, Severity};
use super::workbook;
use crate::words::Ref;

/// What every row of a ledger is read against.
#[derive(Debug, Clone, Copy)]
pub(in crate::import) struct RowContext<'a> {
    pub(in crate::import) roster: &'a Roster,
    pub(in crate::import) frame: LedgerSpan,
    pub(in crate::import) today: NaiveDate,
    pub(in crate::import) calendar: &'a Calendar,
    pub(in crate::import) plan: Option<&'a Ref>,
}

/// One row under its header.
#[derive(Debug, Clone, Copy)]
pub(super) struct LedgerRow<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) header: &'a Header,
    /// Counted from 0.
    pub(super) row: u32,
}

impl LedgerRow<'_> {
    /// The cell under a heading, if it holds something.
    pub(super) fn cell(&self, column: Column) -> Option<&Cell> {
        self.sheet.cell(self.row, self.header.place(column)?)
    }

    /// The text under a heading; empty when there is none or when a formula is broken.
    pub(super) fn text(&self, column: Column) -> String {
        match self.cell(column) {
            None | Some(Cell::Broken(_)) => String::new(),
            Some(cell) => several_lines(&workbook::text(cell)),
        }
    }

    /// Whether nothing stands under any of the headings.
    pub(super) fn lacks_all(&self, columns: &[Column]) -> bool {
        columns.iter().all(|column| self.cell(*column).is_none())
    }

    /// What to say when a cell is empty because it is merged into another.
    pub(super) fn merged_hint(&self, column: Column) -> String {
        let place = self.header.place(column);
        let hidden = place.is_some_and(|place| self.sheet.hidden_by(self.row, place).is_some());
        if hidden {
            say!(OFFICE, "import.merged")
        } else {
            String::new()
        }
    }
}

/// Readings and problems of a row, as they are found.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) readings: Vec<Reading>,
    pub(super) problems: Vec<Problem>,
}

impl Findings {
    /// A cell was understood.
    pub(super) fn read(&mut self, line: &LedgerRow<'_>, column: Column, read_as: String) {
        self.reading(line, column, read_as, Certainty::Sure);
    }

    /// A cell was understood by a guess, which a person must check.
    pub(super) fn guess(
        &mut self,
        line: &LedgerRow<'_>,
        column: Column,
        read_as: String,
        code: &str,
        message: String,
    ) {
        self.reading(line, column, read_as, Certainty::Guess);
        self.warn(line, column, code, message);
    }

    /// Something to look at.
    pub(super) fn warn(&mut self, line: &LedgerRow<'_>, column: Column, code: &str, message: String) {
        self.problem(Severity::Warning, line.header.heading(column), code, message);
    }

    /// Something that keeps the row from being written.
    pub(super) fn error(&mut self, line: &LedgerRow<'_>, column: Column, code: &str, message: String) {
        self.problem(Severity::Error, line.header.heading(column), code, message);
    }

    /// Whether something was already said about this column.
    pub(super) fn has_problem(&self, line: &LedgerRow<'_>, column: Column) -> bool {
        let heading = line.header.heading(column);
        self.problems
            .iter()
            .any(|problem| problem.column.as_deref() == heading)
    }

    fn problem(&mut self, severity: Severity, heading: Option<&str>, code: &str, message: String) {
        let column = heading.map(str::to_owned);
        self.problems.push(Problem {
            severity,
            column,
            code: code.to_owned(),
            message,
        });
    }

    /// A cell was understood, more or less.
    pub(super) fn reading(
        &mut self,
        line: &LedgerRow<'_>,
        column: Column,
        read_as: String,
        certainty: Certainty,
    ) {
        let Some(heading) = line.header.heading(column) else {
            return;
        };
        self.readings.push(Reading {
            column: heading.to_owned(),
            text: line.text(column),
            read_as,
            guess: certainty == Certainty::Guess,
        });
    }
}

/// How sure a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    Sure,
    Guess,
}
