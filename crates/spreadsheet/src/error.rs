//! Why a file was not read.

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is not an `.xlsx` file.
    #[error("not an .xlsx file")]
    NotXlsx,
    /// It is in the binary format of Excel before 2007.
    #[error("an .xls file of old Excel")]
    OldXls,
    /// It has a password.
    #[error("encrypted")]
    Encrypted,
    /// It has macros.
    #[error("has macros")]
    Macros,
    /// It is broken, or says something that no office program writes.
    #[error("damaged")]
    Damaged,
    /// It has more bytes than are accepted.
    #[error("too large")]
    TooLarge,
    /// It unpacks to more bytes than are accepted.
    #[error("expands too much")]
    ExpandsTooMuch,
    /// It has more files inside, sheets or cell formats than are accepted.
    #[error("too many parts")]
    TooManyParts,
    /// A sheet has more rows with content, or more merged areas, than are accepted.
    #[error("too many rows")]
    TooManyRows,
    /// It has more cells with content than are accepted.
    #[error("too many cells")]
    TooManyCells,
    /// It has more text than is accepted.
    #[error("too much text")]
    TooMuchText,
}

/// What reading gives.
pub(crate) type Result<T> = std::result::Result<T, Error>;
