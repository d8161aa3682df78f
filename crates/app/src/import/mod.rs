//! Taking in a ledger as an office sends it: upload, check, apply.
//!
//! [`command::preview`] has the file read into a grid by `duban_spreadsheet` and every row by the rules of
//! `duban_ledger` (`reading`), and keeps the result; [`command::apply`] writes the rows as drafts in one
//! transaction. Nothing is guessed in silence: see [`Problem`].

pub mod command;
mod drafts;
pub(crate) mod entity;
pub mod query;
mod reading;
mod repeated;
pub mod view;

pub use command::{Apply, RowKey, Upload, apply, preview};
pub use reading::{ImportRow, Problem, Reading, Severity};
pub use view::{ImportStatus, ImportSummary, ImportView};
