//! Where matters come from: plans, sources, numbers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, date, date_null, integer, string, string_null, text, uuid, uuid_null,
};

use crate::build::{Unique, create, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "plan",
            [
                uuid("id"),
                uuid("region_id"),
                string("title"),
                date("from_on"),
                date("to_on"),
                text("goal"),
                big_integer("created_at"),
            ],
            &["id"],
            &[("region_id", "region")],
        )
        .await?;
        index(manager, "plan", &["region_id", "from_on"], Unique::No).await?;
        create(
            manager,
            "plan_target",
            [
                uuid("id"),
                uuid("plan_id"),
                integer("position"),
                string("indicator"),
                integer("growth_tenths"),
                string("leader_post"),
                string("lead_department"),
                string("period"),
            ],
            &["id"],
            &[("plan_id", "plan")],
        )
        .await?;
        index(manager, "plan_target", &["plan_id", "position"], Unique::No).await?;
        create(
            manager,
            "source",
            [
                uuid("id"),
                uuid("region_id"),
                string("kind"),
                string("title"),
                string_null("document_number"),
                date_null("dated_on"),
                uuid_null("import_id"),
                big_integer("created_at"),
            ],
            &["id"],
            &[("region_id", "region")],
        )
        .await?;
        index(manager, "source", &["region_id", "created_at"], Unique::No).await?;
        create(
            manager,
            "number_counter",
            [
                uuid("region_id"),
                string("kind"),
                integer("year"),
                integer("last"),
            ],
            &["region_id", "kind", "year"],
            &[("region_id", "region")],
        )
        .await?;
        Ok(())
    }
}
