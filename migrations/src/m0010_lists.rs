//! What lists need at a size of a million matters: indexes in the order in which pages are read, numbers that sort as
//! numbers, and a date that is set only at the hand-over.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer_null};

use crate::build::{Unique, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Each list by date with its filter in front, so that a page is read from the index and never sorted.
const PAGES: &[&[&str]] = &[
    &["region_id", "active_due_on", "id"],
    &["region_id", "status", "active_due_on", "id"],
    &[
        "region_id",
        "lead_department_id",
        "is_open",
        "active_due_on",
        "id",
    ],
    &["region_id", "lead_department_id", "active_due_on", "id"],
    &["region_id", "leader_id", "is_open", "active_due_on", "id"],
    &["region_id", "leader_id", "active_due_on", "id"],
    &["region_id", "plan_id", "active_due_on", "id"],
    &["region_id", "number_order", "id"],
];

/// What the ones above make superfluous.
const COVERED: &[&str] = &[
    "ix_matter_lead_department_id_is_open_active_due_on_id",
    "ix_matter_leader_id_is_open_active_due_on_id",
    "ix_matter_plan_id",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            integer_null("due_in_working_days"),
            big_integer("number_order").default(0).take(),
        ] {
            let mut table = Table::alter();
            table.table("matter").add_column(column);
            manager.alter_table(table).await?;
        }
        // 督〔2023〕0012号: year × 10⁹ + number, as the program computes it. One statement: a table that was filled
        // before this step is of a county's size.
        let order = "CAST(substr(number, 3, 4) AS BIGINT) * 1000000000 \
            + CAST(substr(number, 8, length(number) - 8) AS BIGINT)";
        let fill = format!("UPDATE matter SET number_order = {order} WHERE number LIKE '督〔____〕%号'");
        manager.get_connection().execute_unprepared(&fill).await?;
        for columns in PAGES {
            index(manager, "matter", columns, Unique::No).await?;
        }
        for name in COVERED {
            let mut covered = Index::drop();
            covered.name(*name).table("matter");
            manager.drop_index(covered).await?;
        }
        index(manager, "source", &["import_id"], Unique::No).await?;
        index(manager, "event", &["region_id", "action", "seq"], Unique::No).await?;
        index(manager, "event", &["region_id", "actor_id", "seq"], Unique::No).await?;
        Ok(())
    }
}
