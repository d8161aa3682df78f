//! What every statement passes through: its time limit, and what is learnt from its failure.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::{DbErr, RuntimeErr};
use tokio::time::{Instant, timeout};

use super::fault::{Fault, Faults, Point};
use super::trouble::Trouble;

/// Shared by the readers, the writers and the pools of one store.
#[derive(Clone)]
pub(super) struct Gate {
    /// After so long without an answer a connection is taken for dead. None on SQLite, whose statements run here.
    silence: Option<Duration>,
    faults: Option<Arc<dyn Faults>>,
    history: Arc<Mutex<ConnectionHistory>>,
}

/// What the statements of this process have met.
#[derive(Debug, Default, Clone, Copy)]
struct ConnectionHistory {
    /// Connections that were opened before this instant are not trusted any more.
    broken_at: Option<Instant>,
    committed_at: Option<Instant>,
    /// A write was refused for want of space, and none has shown since that there is room again.
    full: bool,
}

impl Gate {
    pub(super) fn new(silence: Option<Duration>) -> Self {
        Self {
            silence,
            faults: None,
            history: Arc::default(),
        }
    }

    pub(super) fn with_faults(&self, faults: Arc<dyn Faults>) -> Self {
        Self {
            faults: Some(faults),
            ..self.clone()
        }
    }

    /// What is to go wrong here; for tests.
    pub(super) fn fault(&self, point: Point<'_>) -> Option<Fault> {
        self.faults.as_ref()?.at(point)
    }

    /// Carries a statement out.
    pub(super) async fn pass<T>(&self, work: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        let done = match self.silence {
            Some(limit) => timeout(limit, work).await.unwrap_or_else(|_| Err(silent(limit))),
            None => work.await,
        };
        if let Err(error) = &done {
            self.note(error);
        }
        done
    }

    pub(super) fn note(&self, error: &DbErr) {
        let mut history = self.history();
        match Trouble::of(error) {
            Some(Trouble::Away) => history.broken_at = Some(Instant::now()),
            Some(Trouble::Full) => history.full = true,
            Some(Trouble::Busy | Trouble::Replaced) | None => {}
        }
    }

    /// No connection that is open now is used again.
    pub(super) fn distrust(&self) {
        self.history().broken_at = Some(Instant::now());
    }

    /// Whether a connection of this age was opened after the last one that broke.
    pub(super) fn trusts(&self, age: Duration) -> bool {
        let broken_at = self.history().broken_at;
        broken_at.is_none_or(|broken_at| broken_at.elapsed() > age)
    }

    pub(super) fn committed(&self) {
        self.history().committed_at = Some(Instant::now());
    }

    pub(super) fn committed_within(&self, time: Duration) -> bool {
        let committed_at = self.history().committed_at;
        committed_at.is_some_and(|at| at.elapsed() < time)
    }

    pub(super) fn is_full(&self) -> bool {
        self.history().full
    }

    pub(super) fn has_room(&self) {
        self.history().full = false;
    }

    fn history(&self) -> std::sync::MutexGuard<'_, ConnectionHistory> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gate")
            .field("silence", &self.silence)
            .field("seen", &*self.history())
            .finish_non_exhaustive()
    }
}

/// Nothing came back, not even an error.
pub(super) fn silent(limit: Duration) -> DbErr {
    tracing::warn!(
        silent_seconds = limit.as_secs(),
        "a connection to the database fell silent and was given up"
    );
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(sqlx::Error::Io(
        std::io::ErrorKind::TimedOut.into(),
    ))))
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_silent_connection_is_given_up_and_the_older_ones_with_it() {
        let gate = Gate::new(Some(Duration::from_secs(30)));
        assert!(gate.trusts(Duration::from_secs(60)));
        let lost = gate
            .pass(pending::<Result<(), DbErr>>())
            .await
            .expect_err("silent");
        assert_eq!(Trouble::of(&lost), Some(Trouble::Away));
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(!gate.trusts(Duration::from_secs(2)), "opened before");
        assert!(gate.trusts(Duration::from_millis(500)), "opened since");
    }

    #[tokio::test(start_paused = true)]
    async fn a_refused_statement_says_nothing_about_its_connection() {
        let gate = Gate::new(None);
        let refused = async { Err::<(), _>(DbErr::RecordNotInserted) };
        gate.pass(refused).await.expect_err("refused");
        assert!(gate.trusts(Duration::from_secs(60)));
    }
}
