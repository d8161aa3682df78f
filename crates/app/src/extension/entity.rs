//! Table `extension`. One request for a new date.

use duban_core::word::ExtensionStatus;
use sea_orm::entity::prelude::*;

use crate::column::Word;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "extension")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub matter_id: Uuid,
    pub department_id: Uuid,
    pub requested_by: Uuid,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    #[sea_orm(column_type = "Text")]
    pub progress: String,
    pub from_due_on: Date,
    pub to_due_on: Date,
    pub late: bool,
    pub status: Word<ExtensionStatus>,
    pub requested_at: i64,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
