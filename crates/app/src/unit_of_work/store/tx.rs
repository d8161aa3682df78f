//! A transaction that writes.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseTransaction, DbErr, ExecResult, QueryResult, Statement,
};
use uuid::Uuid;

use super::fault::Point;
use super::gate::Gate;
use super::turns::{Turn, Turns};

/// A transaction that writes; undone unless it is committed. On PostgreSQL every statement has a time limit, and a
/// connection that does not answer is given up.
#[derive(Debug)]
pub(crate) struct Tx {
    inner: DatabaseTransaction,
    gate: Gate,
    lines: Turns,
    lock_limit: Duration,
    /// Given back after the transaction has ended.
    turns: Mutex<Vec<(Uuid, Turn)>>,
}

impl Tx {
    pub(super) fn new(inner: DatabaseTransaction, gate: Gate, lines: Turns, lock_limit: Duration) -> Self {
        Self {
            inner,
            gate,
            lines,
            lock_limit,
            turns: Mutex::default(),
        }
    }

    /// Waits for this process's turn to lock the rows that all writers of a region wait for: the counters of its
    /// numbers and the head of its chain. Rows of matters are locked before. SQLite has one writer anyway.
    pub(crate) async fn turn(&self, region: Uuid) -> Result<(), DbErr> {
        let has_it = || self.turns().iter().any(|(of, _)| *of == region);
        if self.get_database_backend() == DatabaseBackend::Sqlite || has_it() {
            return Ok(());
        }
        let turn = self.lines.take(region, self.lock_limit).await?;
        self.turns().push((region, turn));
        Ok(())
    }

    fn turns(&self) -> MutexGuard<'_, Vec<(Uuid, Turn)>> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes it last. After an error nobody can say whether it did: the connection may have broken on the way back.
    pub(in crate::unit_of_work) async fn commit(self) -> Result<(), DbErr> {
        if let Some(fault) = self.gate.fault(Point::Commit) {
            let error = fault.inside(&self.inner).await;
            self.gate.note(&error);
            return Err(error);
        }
        let backend = self.inner.get_database_backend();
        self.gate.pass(self.inner.commit()).await?;
        self.gate.committed();
        if let Some(fault) = self.gate.fault(Point::Committed) {
            return Err(fault.outside(backend).await);
        }
        Ok(())
    }

    /// Undoes it before anybody goes on.
    pub(in crate::unit_of_work) async fn rollback(self) -> Result<(), DbErr> {
        self.gate.pass(self.inner.rollback()).await
    }

    async fn strike(&self, sql: &str) -> Result<(), DbErr> {
        let Some(fault) = self.gate.fault(Point::Write(sql)) else {
            return Ok(());
        };
        let error = fault.inside(&self.inner).await;
        self.gate.note(&error);
        Err(error)
    }
}

#[async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DatabaseBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.strike(&statement.sql).await?;
        self.gate.pass(self.inner.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.strike(sql).await?;
        self.gate.pass(self.inner.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.strike(&statement.sql).await?;
        self.gate.pass(self.inner.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.strike(&statement.sql).await?;
        self.gate.pass(self.inner.query_all_raw(statement)).await
    }
}
