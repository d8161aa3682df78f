//! A transaction that writes.

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseTransaction, DbErr, ExecResult, QueryResult, Statement,
};

use super::fault::Point;
use super::gate::Gate;

/// A transaction that writes; undone unless it is committed. On PostgreSQL every statement has a time limit, and a
/// connection that does not answer is given up.
#[derive(Debug)]
pub(crate) struct Tx {
    inner: DatabaseTransaction,
    gate: Gate,
}

impl Tx {
    pub(super) fn new(inner: DatabaseTransaction, gate: Gate) -> Self {
        Self { inner, gate }
    }

    /// Makes it last. After an error nobody can say whether it did: the connection may have broken on the way back.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
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
    pub(crate) async fn rollback(self) -> Result<(), DbErr> {
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
