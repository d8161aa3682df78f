//! Alerts, slips, notifications and their delivery.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, integer, integer_null, string, string_null, text, text_null, uuid,
    uuid_null,
};

use crate::build::{Unique, create, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "alert",
            [
                uuid("id"),
                uuid("region_id"),
                uuid("matter_id"),
                string("rule"),
                integer("rule_version"),
                integer("step"),
                string("cycle"),
                uuid("recipient_id"),
                string("recipient_role"),
                string("outcome"),
                string_null("slip_number"),
                string_null("slip_color"),
                text("why"),
                big_integer("due_at"),
                big_integer("fired_at"),
                big_integer_null("delivered_at"),
            ],
            &["id"],
            &[("matter_id", "matter")],
        )
        .await?;
        index(
            manager,
            "alert",
            &["matter_id", "rule", "step", "cycle", "recipient_id"],
            Unique::Yes,
        )
        .await?;
        index(manager, "alert", &["matter_id", "fired_at"], Unique::No).await?;
        index(manager, "alert", &["region_id", "fired_at"], Unique::No).await?;
        create(
            manager,
            "urge_slip",
            [
                uuid("id"),
                uuid("region_id"),
                uuid("matter_id"),
                string("number"),
                string("color"),
                string_null("rule"),
                integer_null("step"),
                string_null("cycle"),
                text("text"),
                uuid_null("issued_by"),
                big_integer("issued_at"),
            ],
            &["id"],
            &[("matter_id", "matter")],
        )
        .await?;
        index(manager, "urge_slip", &["region_id", "number"], Unique::Yes).await?;
        index(manager, "urge_slip", &["matter_id", "issued_at"], Unique::No).await?;
        create(
            manager,
            "notification",
            [
                uuid("id"),
                uuid("user_id"),
                uuid("region_id"),
                big_integer("change_seq"),
                string("kind"),
                string("severity"),
                uuid_null("matter_id"),
                string_null("matter_number"),
                text_null("matter_title"),
                text("title"),
                text("body"),
                text_null("why"),
                uuid_null("alert_id"),
                big_integer("created_at"),
                big_integer_null("read_at"),
            ],
            &["id"],
            &[("user_id", "user_account")],
        )
        .await?;
        index(manager, "notification", &["user_id", "change_seq"], Unique::No).await?;
        index(manager, "notification", &["user_id", "read_at"], Unique::No).await?;
        index(manager, "notification", &["alert_id"], Unique::No).await?;
        create(
            manager,
            "outbox",
            [
                uuid("id"),
                uuid("region_id"),
                uuid("recipient_id"),
                string("channel"),
                text("payload"),
                string("status"),
                integer("attempts"),
                big_integer("next_attempt_at"),
                big_integer_null("lease_until"),
                string_null("lease_by"),
                text_null("last_error"),
                big_integer("created_at"),
                big_integer_null("done_at"),
            ],
            &["id"],
            &[],
        )
        .await?;
        index(
            manager,
            "outbox",
            &["status", "next_attempt_at", "id"],
            Unique::No,
        )
        .await?;
        Ok(())
    }
}
