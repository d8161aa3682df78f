//! What the worker could not do, and the version of what an office has set.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer, text, uuid};

use crate::build::create;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut version = integer("settings_version");
        version.default(1);
        manager
            .alter_table(Table::alter().table("region").add_column(version).to_owned())
            .await?;
        create(
            manager,
            "alert_failure",
            [
                uuid("matter_id"),
                integer("attempts"),
                text("last_error"),
                big_integer("failed_at"),
            ],
            &["matter_id"],
            &[("matter_id", "matter")],
        )
        .await?;
        // A partial index, so that the many alerts that reached somebody cost nothing.
        let undeliverable =
            "CREATE INDEX ix_alert_undeliverable ON alert (region_id) WHERE outcome = 'undeliverable'";
        manager.get_connection().execute_unprepared(undeliverable).await?;
        Ok(())
    }
}
