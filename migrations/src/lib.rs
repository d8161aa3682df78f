//! Schema history, for SQLite and PostgreSQL alike. One step per file, frozen once landed; the
//! rules are in this folder's README.

use sea_orm_migration::prelude::*;

mod build;
mod m0001_directory;
mod m0002_session;
mod m0003_plan;
mod m0004_matter;
mod m0005_escalation;
mod m0006_event;
mod m0007_alert;
mod m0008_import;
mod m0009_calendar;
mod m0010_lists;
mod m0011_clock;
mod m0012_idempotency_lease;
mod m0013_worker;
mod m0014_city_date;
mod m0015_import;
mod m0016_chain_seal;
mod m0017_sign_in;

pub use sea_orm_migration::MigratorTrait;

/// Every step, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let steps: Vec<Box<dyn MigrationTrait>> = vec![
            Box::new(m0001_directory::Migration),
            Box::new(m0002_session::Migration),
            Box::new(m0003_plan::Migration),
            Box::new(m0004_matter::Migration),
            Box::new(m0005_escalation::Migration),
            Box::new(m0006_event::Migration),
            Box::new(m0007_alert::Migration),
            Box::new(m0008_import::Migration),
            Box::new(m0009_calendar::Migration),
            Box::new(m0010_lists::Migration),
            Box::new(m0011_clock::Migration),
            Box::new(m0012_idempotency_lease::Migration),
            Box::new(m0013_worker::Migration),
            Box::new(m0014_city_date::Migration),
            Box::new(m0015_import::Migration),
            Box::new(m0016_chain_seal::Migration),
            Box::new(m0017_sign_in::Migration),
        ];
        let whole = |step| Box::new(Whole(step)) as Box<dyn MigrationTrait>;
        steps.into_iter().map(whole).collect()
    }
}

/// A step with its entry in the history as one transaction, on SQLite as well, where the library would take none: a
/// process that is killed in the middle would leave half a step, which no later start could begin again.
struct Whole(Box<dyn MigrationTrait>);

impl MigrationName for Whole {
    fn name(&self) -> &str {
        self.0.name()
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Whole {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.0.up(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        self.0.use_transaction().or(Some(true))
    }
}
