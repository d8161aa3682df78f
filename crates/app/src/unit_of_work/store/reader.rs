//! Connections that only look.

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, ExecResult, QueryResult, Statement,
};

use super::fault::Point;
use super::gate::Gate;
use super::trouble::Trouble;

/// The connections for everything that only looks. A read whose connection turns out to be dead is done once more on
/// a new one.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    pub(super) inner: DatabaseConnection,
    pub(super) gate: Gate,
}

impl Reader {
    async fn run<T, F>(&self, statement: Statement, work: impl Fn(Statement) -> F) -> Result<T, DbErr>
    where
        F: Future<Output = Result<T, DbErr>>,
    {
        let sql = &statement.sql;
        match self.once(sql, work(statement.clone())).await {
            Err(error) if Trouble::of(&error) == Some(Trouble::Away) => {
                self.once(sql, work(statement.clone())).await
            }
            done => done,
        }
    }

    async fn once<T>(&self, sql: &str, work: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        if let Some(fault) = self.gate.fault(Point::Read(sql)) {
            let error = fault.outside(self.inner.get_database_backend()).await;
            self.gate.note(&error);
            return Err(error);
        }
        self.gate.pass(work).await
    }
}

#[async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DatabaseBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.run(statement, |statement| self.inner.execute_raw(statement))
            .await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.once(sql, self.inner.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.run(statement, |statement| self.inner.query_one_raw(statement))
            .await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.run(statement, |statement| self.inner.query_all_raw(statement))
            .await
    }
}
