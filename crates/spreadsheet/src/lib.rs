//! Spreadsheets in: the bytes of an `.xlsx` file become a grid of cells. Knows nothing of what the cells mean.
//!
//! [`read`] distrusts the file and refuses it with an [`Error`], or gives its [`Workbook`].

mod error;
mod grid;
mod read;

pub use error::Error;
pub use grid::{Cell, Cells, Sheet, Workbook};
pub use read::read;
