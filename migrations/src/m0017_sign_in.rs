//! Attempts to sign in, counted for all processes together, and the hashes of passwords that an account had before.
//! `user_account.failed_logins` and `locked_until` are not read any more and go in a later step.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, string, string_null, uuid, uuid_null,
};

use crate::build::{Unique, create, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Without a foreign key: a row is written while nobody is signed in, and lives for a day at most.
        create(
            manager,
            "sign_in_attempt",
            [
                string("id"),
                string("kind"),
                string_null("address"),
                uuid_null("user_id"),
                integer("tries"),
                big_integer("since"),
                integer("failures"),
                big_integer("failed_at"),
                big_integer_null("locked_until"),
                integer("untold"),
                big_integer_null("told_at"),
                big_integer_null("alarm_at"),
                big_integer("expires_at"),
            ],
            &["id"],
            &[],
        )
        .await?;
        index(manager, "sign_in_attempt", &["expires_at"], Unique::No).await?;
        index(manager, "sign_in_attempt", &["user_id"], Unique::No).await?;
        create(
            manager,
            "password_history",
            [
                uuid("id"),
                uuid("user_id"),
                string("password_hash"),
                big_integer("replaced_at"),
            ],
            &["id"],
            &[("user_id", "user_account")],
        )
        .await?;
        index(manager, "password_history", &["user_id"], Unique::No).await
    }
}
