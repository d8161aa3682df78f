//! How long the database may take, so that one that is slow, silent or frozen stops nobody for long.

use std::time::Duration;

/// Limits of the waits on a database. Each is a setting of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For the test of a connection that was idle, and for each try to connect at start.
    pub connect: Duration,
    /// For a free connection; on SQLite for the one writer, of this process or of another.
    pub acquire: Duration,
    /// For one statement. PostgreSQL ends it itself; where nothing comes back at all the connection is given up a few
    /// seconds later.
    pub statement: Duration,
    /// PostgreSQL: for a lock that somebody else holds.
    pub lock: Duration,
    /// PostgreSQL: for a transaction in which nothing happens. A process that froze in the middle of a write keeps its
    /// locks for no longer.
    pub idle_in_transaction: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            acquire: Duration::from_secs(20),
            statement: Duration::from_secs(30),
            lock: Duration::from_secs(8),
            idle_in_transaction: Duration::from_secs(5),
        }
    }
}

impl Limits {
    /// What PostgreSQL is told about every session. Keep-alive probes end the session of a client that is gone
    /// without a word within half a minute.
    pub(super) fn session(&self) -> [(&'static str, String); 6] {
        let ms = |limit: Duration| limit.as_millis().to_string();
        [
            ("statement_timeout", ms(self.statement)),
            ("lock_timeout", ms(self.lock)),
            (
                "idle_in_transaction_session_timeout",
                ms(self.idle_in_transaction),
            ),
            ("tcp_keepalives_idle", "10".to_owned()),
            ("tcp_keepalives_interval", "5".to_owned()),
            ("tcp_keepalives_count", "4".to_owned()),
        ]
    }
}
