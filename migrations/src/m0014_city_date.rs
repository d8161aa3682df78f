//! When the city named its date: an instant of its own beside `due_set_at`, which is the county's.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::big_integer_null;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut statement = Table::alter();
        statement
            .table("matter")
            .add_column(big_integer_null("city_due_set_at"));
        manager.alter_table(statement).await?;
        // Where the city has named its date, that was the last date set. Few matters are with the city at a time.
        manager
            .get_connection()
            .execute_unprepared(
                "UPDATE matter SET city_due_set_at = due_set_at \
                 WHERE stage = 'city' AND city_due_on IS NOT NULL",
            )
            .await?;
        Ok(())
    }
}
