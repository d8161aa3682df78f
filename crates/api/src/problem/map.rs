//! The one map from what a use case refuses to what the caller is answered. Exhaustive on purpose:
//! a new refusal does not compile before it has its answer.

use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use duban_app::store::Trouble;
use duban_app::{AppError, FieldError};
use duban_core::error::RuleError;

use super::{Facts, Problem};
use crate::messages::Detail;

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound => Self::not_found(),
            AppError::Forbidden => Self::new(StatusCode::FORBIDDEN, "forbidden"),
            AppError::ForbiddenMatter(matter) => Facts {
                refused_matter: Some(matter),
                ..Facts::new(StatusCode::FORBIDDEN, "forbidden")
            }
            .into(),
            AppError::Rule(rule) => Self::rule(&rule),
            AppError::Stale { current } => Facts {
                current_version: Some(current),
                ..Facts::new(StatusCode::PRECONDITION_FAILED, "stale_version")
            }
            .into(),
            AppError::Invalid(errors) => Self::invalid(errors),
            AppError::Conflict(code) => Self::conflict(code),
            AppError::InvalidCredentials => Self::new(StatusCode::UNAUTHORIZED, "invalid_credentials"),
            AppError::Locked { seconds } => Facts {
                header: Some((RETRY_AFTER, seconds.to_string())),
                ..Facts::new(StatusCode::LOCKED, "account_locked")
            }
            .into(),
            AppError::TooMany { seconds } => Self::too_many_requests(seconds),
            AppError::Busy { seconds } => Facts {
                header: Some((RETRY_AFTER, seconds.to_string())),
                ..Facts::new(StatusCode::SERVICE_UNAVAILABLE, "sign_in_busy")
            }
            .into(),
            AppError::AskAdministrator(responsible) => Facts {
                detail: Some(Detail::Ask(responsible)),
                ..Facts::new(StatusCode::FORBIDDEN, "forbidden")
            }
            .into(),
            AppError::Unauthenticated => Self::unauthenticated(),
            AppError::File("too_large") => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large"),
            AppError::File(code) => Self::invalid(vec![FieldError {
                field: "file".to_owned(),
                code,
                detail: None,
            }]),
            AppError::IdempotencyMismatch => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_mismatch")
            }
            AppError::Unavailable { trouble, reason } => Self::unavailable(trouble, &reason),
            error @ (AppError::Corrupt(_) | AppError::Database(_) | AppError::Internal(_)) => {
                Self::internal(&error)
            }
        }
    }
}

impl Problem {
    fn rule(error: &RuleError) -> Self {
        let field = match error {
            RuleError::DateRequired { field }
            | RuleError::DateInFuture { field }
            | RuleError::DateInPast { field } => Some(FieldError::new(*field, error.code())),
            RuleError::NewDateNotLater { due_on } => Some(FieldError {
                field: "new_due_on".to_owned(),
                code: error.code(),
                detail: Some(due_on.to_string()),
            }),
            _ => None,
        };
        match field {
            Some(field) => Self::invalid(vec![field]),
            None => Facts {
                detail: Some(Detail::Rule(error.clone())),
                rule: Some(error.code()),
                ..Facts::new(StatusCode::CONFLICT, "action_not_allowed")
            }
            .into(),
        }
    }

    /// The database cannot do its work now; the caller may come again.
    pub(crate) fn unavailable(trouble: Trouble, reason: &str) -> Self {
        let (status, code, seconds) = match trouble {
            Trouble::Full => (StatusCode::INSUFFICIENT_STORAGE, "storage_full", 5),
            Trouble::Busy => (StatusCode::SERVICE_UNAVAILABLE, "database_busy", 1),
            Trouble::Away => (StatusCode::SERVICE_UNAVAILABLE, "database_unavailable", 5),
            Trouble::Replaced => (StatusCode::SERVICE_UNAVAILABLE, "database_replaced", 60),
        };
        tracing::error!(code, reason, "the database could not do its work");
        Facts {
            header: Some((RETRY_AFTER, seconds.to_string())),
            ..Facts::new(status, code)
        }
        .into()
    }

    fn internal(error: &AppError) -> Self {
        tracing::error!(%error, "request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use duban_app::ResponsibleAdministrator;
    use duban_core::id::MatterId;
    use duban_core::lang::Lang;
    use duban_core::word::{Action, Role, Status};
    use uuid::Uuid;

    use super::*;
    use crate::messages;

    fn unavailable(trouble: Trouble) -> AppError {
        AppError::Unavailable {
            trouble,
            reason: "secret host".to_owned(),
        }
    }

    #[test]
    fn every_refusal_has_its_status_and_code() {
        let not_now = RuleError::NotInThisStatus {
            action: Action::Claim,
            status: Status::Draft,
        };
        let responsible = ResponsibleAdministrator {
            role: Role::SecurityAdmin,
            names: Vec::new(),
        };
        let cases = [
            (AppError::NotFound, 404, "not_found"),
            (AppError::Forbidden, 403, "forbidden"),
            (AppError::ForbiddenMatter(MatterId(Uuid::nil())), 403, "forbidden"),
            (AppError::Rule(not_now), 409, "action_not_allowed"),
            (
                AppError::Rule(RuleError::NewDateNotLater {
                    due_on: NaiveDate::default(),
                }),
                422,
                "invalid_input",
            ),
            (
                AppError::Rule(RuleError::DateInFuture { field: "solved_on" }),
                422,
                "invalid_input",
            ),
            (AppError::Stale { current: 4 }, 412, "stale_version"),
            (AppError::invalid("title", "required"), 422, "invalid_input"),
            (AppError::invalid("colour", "unknown_field"), 422, "unknown_field"),
            (
                AppError::invalid("cursor", "invalid_cursor"),
                400,
                "invalid_query",
            ),
            (AppError::Conflict("already_applied"), 409, "conflict"),
            (AppError::InvalidCredentials, 401, "invalid_credentials"),
            (AppError::Locked { seconds: 60 }, 423, "account_locked"),
            (AppError::TooMany { seconds: 60 }, 429, "too_many_requests"),
            (AppError::Busy { seconds: 2 }, 503, "sign_in_busy"),
            (AppError::AskAdministrator(responsible), 403, "forbidden"),
            (AppError::Unauthenticated, 401, "unauthenticated"),
            (AppError::File("macros"), 422, "invalid_input"),
            (AppError::File("too_large"), 413, "payload_too_large"),
            (AppError::IdempotencyMismatch, 422, "idempotency_mismatch"),
            (unavailable(Trouble::Full), 507, "storage_full"),
            (unavailable(Trouble::Busy), 503, "database_busy"),
            (unavailable(Trouble::Away), 503, "database_unavailable"),
            (unavailable(Trouble::Replaced), 503, "database_replaced"),
            (AppError::Corrupt("row".to_owned()), 500, "internal"),
            (AppError::Internal("secret path".to_owned()), 500, "internal"),
        ];
        for (error, status, code) in cases {
            let message = format!("{error:?}");
            let facts = *Problem::from(error).0;
            assert_eq!((facts.status.as_u16(), facts.code), (status, code), "{message}");
            assert!(!format!("{facts:?}").contains("secret"), "a 5xx tells nothing");
        }
    }

    #[test]
    fn a_status_without_a_problem_has_its_own_text() {
        let title = |code: &str| messages::problem(Lang::English, code).0;
        for status in 400..=599 {
            let status = StatusCode::from_u16(status).expect("a status");
            let code = Problem::of_status(status).0.code;
            assert!(
                code == "internal" || title(code) != title("internal"),
                "{status}: {code}"
            );
        }
    }
}
