//! The few words that every step is written in.

use sea_orm_migration::prelude::*;

/// Whether an index also forbids doubles.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unique {
    Yes,
    No,
}

/// Creates `table` with its primary key and its foreign keys (`column`, `referenced table`), which point at `id`.
pub(crate) async fn create(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: impl IntoIterator<Item = ColumnDef>,
    key: &[&'static str],
    references: &[(&'static str, &'static str)],
) -> Result<(), DbErr> {
    let mut statement = Table::create();
    statement.table(table);
    for column in columns {
        statement.col(column);
    }
    let mut primary = Index::create();
    for column in key {
        primary.col(*column);
    }
    statement.primary_key(&mut primary);
    for (column, target) in references {
        statement.foreign_key(
            ForeignKey::create()
                .name(format!("fk_{table}_{column}"))
                .from(table, *column)
                .to(*target, "id"),
        );
    }
    manager.create_table(statement).await
}

/// Creates an index named after its table and columns.
pub(crate) async fn index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
    unique: Unique,
) -> Result<(), DbErr> {
    let prefix = if unique == Unique::Yes { "uq" } else { "ix" };
    let mut statement = Index::create();
    statement
        .name(format!("{prefix}_{table}_{}", columns.join("_")))
        .table(table);
    for column in columns {
        statement.col(*column);
    }
    if unique == Unique::Yes {
        statement.unique();
    }
    manager.create_index(statement).await
}
