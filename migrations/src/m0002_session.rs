//! Who is signed in, and which writes were already answered.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer_null, string, string_null, text_null, uuid,
};

use crate::build::{Unique, create, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "session",
            [
                uuid("id"),
                uuid("user_id"),
                string("refresh_hash"),
                string_null("previous_hash"),
                string_null("user_agent"),
                big_integer("created_at"),
                big_integer("last_seen_at"),
                big_integer("expires_at"),
                big_integer_null("revoked_at"),
            ],
            &["id"],
            &[("user_id", "user_account")],
        )
        .await?;
        index(manager, "session", &["refresh_hash"], Unique::Yes).await?;
        index(manager, "session", &["user_id"], Unique::No).await?;
        index(manager, "session", &["expires_at"], Unique::No).await?;
        create(
            manager,
            "idempotency_key",
            [
                uuid("user_id"),
                string("idempotency_key"),
                string("request_hash"),
                integer_null("status"),
                string_null("etag"),
                string_null("location"),
                text_null("body"),
                big_integer("created_at"),
            ],
            &["user_id", "idempotency_key"],
            &[],
        )
        .await?;
        index(manager, "idempotency_key", &["created_at"], Unique::No).await?;
        Ok(())
    }
}
