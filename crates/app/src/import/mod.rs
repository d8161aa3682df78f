//! Taking in a ledger as an office sends it: upload, check, apply.
//!
//! [`command::preview`] distrusts the file and reads it into a grid (`workbook`), reads every
//! row by the rules of `duban_ledger` (`preview`, `row`) and keeps the result; [`command::apply`] writes
//! the rows as drafts in one transaction. Nothing is guessed in silence: see [`view::Problem`].

pub mod command;
mod drafts;
mod due;
pub(crate) mod entity;
mod line;
pub mod list;
mod parties;
mod preview;
pub mod query;
mod repeated;
mod roster;
mod row;
pub mod view;
mod workbook;

pub use command::{Apply, RowKey, Upload, apply, preview};
pub use view::{ImportRow, ImportStatus, ImportSummary, ImportView, Problem, Reading, Severity};
