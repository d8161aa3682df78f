//! Table `calendar_day`. One day of the working calendar.

use duban_core::calendar::DayKind;
use sea_orm::entity::prelude::*;

use crate::column::Word;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_day")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    pub version: String,
    pub kind: Word<DayKind>,
    pub name: Option<String>,
    pub number: i32,
    pub provisional: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
