//! The audit chain.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, string_null, text, text_null, uuid, uuid_null};

use crate::build::{Unique, create, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "event",
            [
                uuid("region_id"),
                big_integer("seq"),
                uuid_null("matter_id"),
                uuid_null("actor_id"),
                string_null("actor_role"),
                uuid_null("for_id"),
                string_null("rule"),
                string("action"),
                text_null("note"),
                text("before_json"),
                text("after_json"),
                big_integer("at"),
                string("mac"),
            ],
            &["region_id", "seq"],
            &[("region_id", "region")],
        )
        .await?;
        index(manager, "event", &["matter_id", "seq"], Unique::No).await?;
        index(manager, "event", &["region_id", "at"], Unique::No).await?;
        create(
            manager,
            "chain_head",
            [
                uuid("region_id"),
                big_integer("seq"),
                string("mac"),
                big_integer("change_seq"),
            ],
            &["region_id"],
            &[("region_id", "region")],
        )
        .await?;
        Ok(())
    }
}
