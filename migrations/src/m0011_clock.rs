//! What the clock remembers: the date in force at the stop, working days overdue before an extension, where a matter
//! stood before it was solved on the spot and who solved it, an objection that was overruled.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, date_null, integer, string_null, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut overruled = boolean("objection_overruled");
        overruled.default(false);
        let mut overdue_before = integer("overdue_before");
        overdue_before.default(0);
        // SQLite adds one column at a time.
        for column in [
            date_null("stopped_due_on"),
            overdue_before,
            string_null("solved_from"),
            uuid_null("solved_by"),
            overruled,
        ] {
            let mut statement = Table::alter();
            statement.table("matter").add_column(column);
            manager.alter_table(statement).await?;
        }
        // What waits for its strike-off may still be returned. Nothing says how it stood before, but what was never
        // handed over was a draft, and what was never signed for was issued.
        manager
            .get_connection()
            .execute_unprepared(
                "UPDATE matter SET solved_from = CASE WHEN issued_at IS NULL THEN 'draft' \
                 WHEN signed_at IS NULL THEN 'issued' ELSE 'in_progress' END \
                 WHERE status = 'verified' AND resolution = 'on_site'",
            )
            .await?;
        Ok(())
    }
}
