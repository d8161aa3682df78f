//! What lists need at a size of a million matters: indexes in the order in which pages are read, and a date that is
//! set only at the hand-over.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::integer_null;

use crate::build::{Unique, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut days = Table::alter();
        days.table("matter")
            .add_column(integer_null("due_in_working_days"));
        manager.alter_table(days).await?;
        index(manager, "source", &["import_id"], Unique::No).await?;
        Ok(())
    }
}
