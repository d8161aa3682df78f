//! Who there is: regions, departments, people, portfolios.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, string, string_null, text, uuid, uuid_null,
};

use crate::build::{Unique, create, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "region",
            [
                uuid("id"),
                string("code"),
                string("name"),
                string("level"),
                uuid_null("city_id"),
                boolean("city_on_system"),
                integer("offset_minutes"),
                text("settings"),
                big_integer("created_at"),
            ],
            &["id"],
            &[],
        )
        .await?;
        index(manager, "region", &["code"], Unique::Yes).await?;
        create(
            manager,
            "department",
            [
                uuid("id"),
                uuid("region_id"),
                string("name"),
                string("kind"),
                integer("position"),
                boolean("active"),
                big_integer("created_at"),
            ],
            &["id"],
            &[("region_id", "region")],
        )
        .await?;
        index(manager, "department", &["region_id", "name"], Unique::Yes).await?;
        create(
            manager,
            "user_account",
            [
                uuid("id"),
                uuid("region_id"),
                uuid_null("department_id"),
                uuid_null("liaison_id"),
                string("username"),
                string("name"),
                string_null("post"),
                string("role"),
                string("password_hash"),
                boolean("must_change_password"),
                boolean("active"),
                integer("position"),
                integer("failed_logins"),
                big_integer_null("locked_until"),
                big_integer("created_at"),
            ],
            &["id"],
            &[("region_id", "region"), ("department_id", "department")],
        )
        .await?;
        index(manager, "user_account", &["username"], Unique::Yes).await?;
        index(manager, "user_account", &["region_id", "role"], Unique::No).await?;
        create(
            manager,
            "portfolio",
            [uuid("leader_id"), uuid("department_id")],
            &["leader_id", "department_id"],
            &[("leader_id", "user_account"), ("department_id", "department")],
        )
        .await?;
        Ok(())
    }
}
