//! Which ledger a matter came from, on the matter itself: its source may be changed or taken away. `source.import_id`
//! goes on being written and goes in a later step.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::uuid_null;

use crate::build::{Unique, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut statement = Table::alter();
        statement.table("matter").add_column(uuid_null("import_id"));
        manager.alter_table(statement).await?;
        manager
            .get_connection()
            .execute_unprepared(
                "UPDATE matter SET import_id = (SELECT import_id FROM source WHERE source.id = matter.source_id) \
                 WHERE source_id IS NOT NULL",
            )
            .await?;
        index(manager, "matter", &["import_id"], Unique::No).await
    }
}
