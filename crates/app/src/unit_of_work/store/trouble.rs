//! What a failed statement means for whoever asked: whether the database is full, busy or away, so that they are told
//! to come again, or whether the product did something wrong.

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};

/// Why the database did not do its work although nothing is wrong with the request. Nothing was written; the same
/// request may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// No space is left where the database lies.
    Full,
    /// Somebody else holds what is needed, or all connections are in use.
    Busy,
    /// The connection broke, the server is gone or stopping, or the disk fails.
    Away,
    /// The database file under the running process is not the one that it opened.
    Replaced,
}

impl Trouble {
    /// The trouble behind an error; none where the statement itself was wrong.
    ///
    /// Codes: <https://www.sqlite.org/rescode.html>,
    /// <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    pub fn of(error: &DbErr) -> Option<Self> {
        match error {
            DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => Some(Self::Busy),
            DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed) => Some(Self::Away),
            DbErr::Conn(error) | DbErr::Exec(error) | DbErr::Query(error) => match error {
                RuntimeErr::SqlxError(error) => of_driver(error),
                RuntimeErr::Internal(_) => None,
            },
            _ => None,
        }
    }
}

fn of_driver(error: &sqlx::Error) -> Option<Trouble> {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed
        | sqlx::Error::InvalidSavePointStatement => Some(Trouble::Away),
        sqlx::Error::PoolTimedOut => Some(Trouble::Busy),
        sqlx::Error::Database(error) => of_code(error.code().as_deref()?),
        _ => None,
    }
}

/// A SQLSTATE has five characters; SQLite's extended codes are numbers whose low byte is the primary code.
fn of_code(code: &str) -> Option<Trouble> {
    if code.len() == 5 {
        return of_sqlstate(code);
    }
    match code.parse::<u32>().ok()? & 0xff {
        // FULL
        13 => Some(Trouble::Full),
        // BUSY, LOCKED
        5 | 6 => Some(Trouble::Busy),
        // PERM, NOMEM, READONLY, INTERRUPT, IOERR, CANTOPEN, PROTOCOL
        3 | 7..=10 | 14 | 15 => Some(Trouble::Away),
        _ => None,
    }
}

fn of_sqlstate(code: &str) -> Option<Trouble> {
    match code {
        // disk_full
        "53100" => Some(Trouble::Full),
        // lock_not_available, query_canceled (statement_timeout), serialization_failure, deadlock_detected
        "55P03" | "57014" | "40001" | "40P01" => Some(Trouble::Busy),
        // too_many_connections and other limits
        _ if code.starts_with("53") => Some(Trouble::Busy),
        // idle_in_transaction_session_timeout, transaction_timeout, read_only_sql_transaction (a standby)
        "25P03" | "25P04" | "25006" => Some(Trouble::Away),
        // connection exceptions, operator intervention, system errors
        _ if ["08", "57", "58"].iter().any(|class| code.starts_with(class)) => Some(Trouble::Away),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_engines_say_what_the_caller_can_do() {
        for (code, trouble) in [
            ("13", Some(Trouble::Full)),
            ("5", Some(Trouble::Busy)),
            ("517", Some(Trouble::Busy)),
            ("261", Some(Trouble::Busy)),
            ("10", Some(Trouble::Away)),
            ("778", Some(Trouble::Away)),
            ("8", Some(Trouble::Away)),
            ("1032", Some(Trouble::Away)),
            ("7", Some(Trouble::Away)),
            ("9", Some(Trouble::Away)),
            ("2067", None),
            ("1", None),
            ("11", None),
            ("53100", Some(Trouble::Full)),
            ("53300", Some(Trouble::Busy)),
            ("55P03", Some(Trouble::Busy)),
            ("40P01", Some(Trouble::Busy)),
            ("57P01", Some(Trouble::Away)),
            ("57P03", Some(Trouble::Away)),
            ("08006", Some(Trouble::Away)),
            ("25P03", Some(Trouble::Away)),
            ("25006", Some(Trouble::Away)),
            ("58030", Some(Trouble::Away)),
            ("23505", None),
            ("42P01", None),
            ("25P02", None),
        ] {
            assert_eq!(of_code(code), trouble, "{code}");
        }
    }

    #[test]
    fn a_pool_without_a_free_connection_is_busy() {
        let acquire = |error| Trouble::of(&DbErr::ConnectionAcquire(error));
        assert_eq!(acquire(ConnAcquireErr::Timeout), Some(Trouble::Busy));
        assert_eq!(acquire(ConnAcquireErr::ConnectionClosed), Some(Trouble::Away));
        assert_eq!(Trouble::of(&DbErr::Custom("wrong".to_owned())), None);
    }
}
