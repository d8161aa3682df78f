//! A key that was taken for a write says who holds it, until when, and whether the write was made.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite alters a table no other way.
        for column in [
            uuid_null("holder"),
            big_integer_null("lease_until"),
            big_integer_null("written_at"),
            uuid_null("matter_id"),
        ] {
            let mut table = Table::alter();
            table.table("idempotency_key").add_column(column);
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
