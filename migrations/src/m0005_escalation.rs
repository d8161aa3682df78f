//! The city stage and requests for a new date.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date, date_null, string, string_null, text, text_null, uuid,
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
            "escalation_batch",
            [
                uuid("id"),
                uuid("region_id"),
                string("document_number"),
                date("document_on"),
                uuid("created_by"),
                big_integer("created_at"),
            ],
            &["id"],
            &[("region_id", "region")],
        )
        .await?;
        index(
            manager,
            "escalation_batch",
            &["region_id", "document_number"],
            Unique::Yes,
        )
        .await?;
        create(
            manager,
            "escalation",
            [
                uuid("id"),
                uuid("matter_id"),
                uuid("region_id"),
                string("status"),
                text("tried"),
                text("ask"),
                uuid_null("suggested_city_department_id"),
                text_null("policy_basis"),
                uuid("proposed_by"),
                big_integer("proposed_at"),
                uuid_null("endorsed_by"),
                big_integer_null("endorsed_at"),
                uuid_null("batch_id"),
                string_null("document_number"),
                date_null("document_on"),
                big_integer_null("submitted_at"),
                big_integer_null("accepted_at"),
                uuid_null("city_department_id"),
                date_null("city_due_on"),
                string_null("contact"),
                string_null("answer"),
                text_null("answer_text"),
                big_integer_null("answered_at"),
                text_null("reason"),
                boolean("on_behalf"),
                big_integer_null("closed_at"),
            ],
            &["id"],
            &[("matter_id", "matter"), ("batch_id", "escalation_batch")],
        )
        .await?;
        index(manager, "escalation", &["matter_id", "proposed_at"], Unique::No).await?;
        index(
            manager,
            "escalation",
            &["region_id", "status", "proposed_at"],
            Unique::No,
        )
        .await?;
        create(
            manager,
            "extension",
            [
                uuid("id"),
                uuid("matter_id"),
                uuid("department_id"),
                uuid("requested_by"),
                text("reason"),
                text("progress"),
                date("from_due_on"),
                date("to_due_on"),
                boolean("late"),
                string("status"),
                big_integer("requested_at"),
                uuid_null("decided_by"),
                big_integer_null("decided_at"),
                text_null("note"),
            ],
            &["id"],
            &[("matter_id", "matter")],
        )
        .await?;
        index(manager, "extension", &["matter_id", "requested_at"], Unique::No).await?;
        Ok(())
    }
}
