//! The seal of a chain's head, and the installation's own id. A head of before has no seal; the process that holds the
//! key sets it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, string_null};
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column per statement: SQLite adds no two at once.
        for column in [big_integer_null("sealed_seq"), string_null("seal")] {
            manager
                .alter_table(Table::alter().table("chain_head").add_column(column).to_owned())
                .await?;
        }
        // The engines have no word for randomness in common.
        let random = match manager.get_database_backend() {
            DatabaseBackend::Sqlite => "lower(hex(randomblob(16)))",
            _ => "md5(random()::text || clock_timestamp()::text)",
        };
        let id =
            format!("INSERT INTO app_state (key, value, updated_at) VALUES ('installation', {random}, 0)");
        manager.get_connection().execute_unprepared(&id).await?;
        Ok(())
    }
}
