//! The working calendar and the installation's own state.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, date, integer, string, string_null, text};

use crate::build::create;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "calendar_day",
            [
                date("day"),
                string("version"),
                string("kind"),
                string_null("name"),
                integer("number"),
                boolean("provisional"),
            ],
            &["day"],
            &[],
        )
        .await?;
        create(
            manager,
            "app_state",
            [string("key"), text("value"), big_integer("updated_at")],
            &["key"],
            &[],
        )
        .await?;
        Ok(())
    }
}
