//! Everything that can go wrong in a use case. The HTTP crate maps each of these to one answer.

use duban_core::error::RuleError;
use duban_core::id::MatterId;
use duban_core::region::Fault;
use duban_core::word::Role;
use sea_orm::DbErr;
use serde::Serialize;

use crate::column;
use crate::store::Trouble;

/// A result of this crate.
pub type AppResult<T> = Result<T, AppError>;

/// What is wrong with one field of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Path of the field as the caller wrote it, e.g. `co_department_ids[2]`.
    pub field: String,
    /// Stable code, e.g. `required`, `too_long`, `unknown_field`.
    pub code: &'static str,
    /// Values that the message mentions, e.g. a limit.
    pub detail: Option<String>,
}

impl FieldError {
    /// An error without further detail.
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self {
            field: field.into(),
            code,
            detail: None,
        }
    }

    /// An error whose message names a value.
    pub fn with(field: impl Into<String>, code: &'static str, detail: impl ToString) -> Self {
        Self {
            field: field.into(),
            code,
            detail: Some(detail.to_string()),
        }
    }
}

impl From<Fault> for FieldError {
    fn from(Fault { field, code, detail }: Fault) -> Self {
        Self { field, code, detail }
    }
}

/// Whom to ask for what is not the caller's to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponsibleAdministrator {
    /// The role that may.
    pub role: Role,
    /// Those who have it in the caller's region, as far as the caller may know them.
    pub names: Vec<String>,
}

/// Why a use case did not happen. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or it is not for this person to know of.
    #[error("not found")]
    NotFound,
    /// The person may see it but not do this.
    #[error("forbidden")]
    Forbidden,
    /// The life cycle does not allow it now.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// One of several matters may be seen, but this may not be done to it.
    #[error("forbidden for matter {0}")]
    ForbiddenMatter(MatterId),
    /// Somebody else was faster; the newest version is told.
    #[error("stale version, current is {current}")]
    Stale {
        /// The version that is in force.
        current: i32,
    },
    /// The input is not usable; every bad field is named.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<FieldError>),
    /// The thing exists already or is in use.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// User name or password is wrong.
    #[error("invalid credentials")]
    InvalidCredentials,
    /// Too many failures; signing in is possible again after the given number of seconds.
    #[error("account locked")]
    Locked {
        /// Seconds until the lock opens.
        seconds: i64,
    },
    /// The caller has done this too often; it is possible again after the given number of seconds.
    #[error("too many attempts")]
    TooMany {
        /// Seconds to wait.
        seconds: i64,
    },
    /// Too many others wait; nothing was done, and it may be tried again after the given number of seconds.
    #[error("busy")]
    Busy {
        /// Seconds to wait.
        seconds: i64,
    },
    /// Not the caller's to do; it says whose it is.
    #[error("not yours, ask {0:?}")]
    AskAdministrator(ResponsibleAdministrator),
    /// No session, or one that has ended.
    #[error("unauthenticated")]
    Unauthenticated,
    /// The upload is not what it should be; the code says what to do.
    #[error("unusable file: {0}")]
    File(&'static str),
    /// An idempotency key came again with another request.
    #[error("idempotency key was used for another request")]
    IdempotencyMismatch,
    /// A row in the database says something that the rules do not know.
    #[error("stored data is not understood: {0}")]
    Corrupt(String),
    /// The database is full, busy or away; nothing is wrong with the request, which may be sent again.
    #[error("database {trouble:?}: {reason}")]
    Unavailable {
        /// What the caller is told.
        trouble: Trouble,
        /// The engine's words, for the log.
        reason: String,
    },
    /// The database refused a statement.
    #[error("database: {0}")]
    Database(DbErr),
    /// Anything else that is not the caller's doing.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<DbErr> for AppError {
    fn from(error: DbErr) -> Self {
        if let Some(unknown) = column::unknown_word(&error) {
            return Self::Corrupt(unknown.to_string());
        }
        match Trouble::of(&error) {
            Some(trouble) => Self::Unavailable {
                trouble,
                reason: error.to_string(),
            },
            None => Self::Database(error),
        }
    }
}

impl AppError {
    /// Why the database could not be used, where that is the error.
    pub fn trouble(&self) -> Option<Trouble> {
        match self {
            Self::Unavailable { trouble, .. } => Some(*trouble),
            _ => None,
        }
    }

    /// One bad field.
    pub fn invalid(field: impl Into<String>, code: &'static str) -> Self {
        Self::Invalid(vec![FieldError::new(field, code)])
    }

    /// One bad field whose message names a value.
    pub fn invalid_with(field: impl Into<String>, code: &'static str, detail: impl ToString) -> Self {
        Self::Invalid(vec![FieldError::with(field, code, detail)])
    }
}
