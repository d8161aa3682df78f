//! Matters with their participants, reports and pauses.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date, date_null, integer, integer_null, string, string_null,
    text, text_null, uuid, uuid_null,
};

use crate::build::{Unique, create, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "matter",
            [
                uuid("id"),
                uuid("region_id"),
                uuid_null("city_id"),
                string("number"),
                string("kind"),
                text("title"),
                text("requirement"),
                string_null("category"),
                string("status"),
                string("stage"),
                string_null("resolution"),
                string_null("outcome"),
                string("urgency"),
                string_null("weak_link_kind"),
                text_null("basis"),
                text_null("remark"),
                uuid("leader_id"),
                uuid("lead_department_id"),
                uuid_null("plan_id"),
                uuid_null("source_id"),
                date("due_on"),
                date("original_due_on"),
                date_null("city_due_on"),
                date("active_due_on"),
                date_null("stopped_on"),
                string("report_cycle"),
                integer_null("report_day"),
                date_null("next_report_due_on"),
                integer("progress_percent"),
                boolean("is_open"),
                boolean("ever_submitted"),
                string_null("escalation_status"),
                big_integer_null("escalation_proposed_at"),
                big_integer_null("escalation_submitted_at"),
                string_null("city_answer"),
                boolean("extension_pending"),
                big_integer_null("extension_requested_at"),
                integer("extensions_approved"),
                string("holder"),
                uuid_null("claimed_by_department_id"),
                uuid_null("verified_by"),
                integer("version"),
                big_integer_null("next_alert_at"),
                uuid("created_by"),
                big_integer("created_at"),
                big_integer_null("issued_at"),
                big_integer_null("handed_over_at"),
                big_integer_null("due_set_at"),
                big_integer_null("signed_at"),
                big_integer_null("claimed_at"),
                big_integer_null("verified_at"),
                big_integer_null("closed_at"),
                big_integer("updated_at"),
            ],
            &["id"],
            &[
                ("region_id", "region"),
                ("leader_id", "user_account"),
                ("lead_department_id", "department"),
                ("plan_id", "plan"),
                ("source_id", "source"),
            ],
        )
        .await?;
        index(manager, "matter", &["region_id", "number"], Unique::Yes).await?;
        index(
            manager,
            "matter",
            &["region_id", "is_open", "active_due_on", "id"],
            Unique::No,
        )
        .await?;
        index(
            manager,
            "matter",
            &["lead_department_id", "is_open", "active_due_on", "id"],
            Unique::No,
        )
        .await?;
        index(
            manager,
            "matter",
            &["leader_id", "is_open", "active_due_on", "id"],
            Unique::No,
        )
        .await?;
        index(manager, "matter", &["region_id", "created_at", "id"], Unique::No).await?;
        index(
            manager,
            "matter",
            &["city_id", "ever_submitted", "active_due_on", "id"],
            Unique::No,
        )
        .await?;
        index(manager, "matter", &["source_id"], Unique::No).await?;
        index(manager, "matter", &["plan_id"], Unique::No).await?;
        index(manager, "matter", &["next_alert_at", "id"], Unique::No).await?;
        create(
            manager,
            "participant",
            [
                uuid("matter_id"),
                uuid("department_id"),
                boolean("is_lead"),
                string("part"),
                big_integer_null("signed_at"),
                big_integer_null("done_at"),
                text_null("note"),
            ],
            &["matter_id", "department_id"],
            &[("matter_id", "matter"), ("department_id", "department")],
        )
        .await?;
        index(
            manager,
            "participant",
            &["department_id", "matter_id"],
            Unique::No,
        )
        .await?;
        create(
            manager,
            "report",
            [
                uuid("id"),
                uuid("matter_id"),
                uuid("department_id"),
                uuid("author_id"),
                integer("percent"),
                text("progress"),
                text_null("problems"),
                text_null("next_step"),
                date_null("due_on"),
                boolean("late"),
                big_integer("created_at"),
            ],
            &["id"],
            &[("matter_id", "matter")],
        )
        .await?;
        index(manager, "report", &["matter_id", "created_at"], Unique::No).await?;
        create(
            manager,
            "pause",
            [
                uuid("id"),
                uuid("matter_id"),
                string("reason"),
                date("from_on"),
                date_null("to_on"),
                big_integer("created_at"),
                big_integer_null("ended_at"),
            ],
            &["id"],
            &[("matter_id", "matter")],
        )
        .await?;
        index(manager, "pause", &["matter_id", "from_on"], Unique::No).await?;
        Ok(())
    }
}
