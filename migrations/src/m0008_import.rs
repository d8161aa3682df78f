//! Uploaded ledgers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, string, text, uuid, uuid_null};

use crate::build::{Unique, create, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "import_file",
            [
                uuid("id"),
                uuid("region_id"),
                uuid("user_id"),
                uuid_null("plan_id"),
                string("file_name"),
                string("sha256"),
                integer("year"),
                string("status"),
                text("rows"),
                integer("task_count"),
                integer("issue_count"),
                integer("warning_count"),
                integer("error_count"),
                big_integer("created_at"),
                big_integer_null("applied_at"),
            ],
            &["id"],
            &[("region_id", "region"), ("user_id", "user_account")],
        )
        .await?;
        index(manager, "import_file", &["region_id", "created_at"], Unique::No).await?;
        Ok(())
    }
}
