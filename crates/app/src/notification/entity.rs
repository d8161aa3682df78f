//! Table `notification`. One line in a person's inbox.

use sea_orm::entity::prelude::*;

use super::{Kind, Severity};
use crate::column::Word;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub region_id: Uuid,
    pub change_seq: i64,
    pub kind: Word<Kind>,
    pub severity: Word<Severity>,
    pub matter_id: Option<Uuid>,
    pub matter_number: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub matter_title: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub why: Option<String>,
    pub alert_id: Option<Uuid>,
    pub created_at: i64,
    pub read_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
