//! Taking in a ledger: read as it should be, refused with a plain answer when it is not, written once.

mod apply;
mod bad_files;
mod bad_rows;
mod basis;
mod county;
mod ledger;
mod left;
