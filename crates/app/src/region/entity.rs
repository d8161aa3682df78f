//! Table `region`. A county or a city.

use duban_core::word::RegionLevel;
use sea_orm::entity::prelude::*;

use crate::column::Word;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "region")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub level: Word<RegionLevel>,
    pub city_id: Option<Uuid>,
    pub city_on_system: bool,
    pub offset_minutes: i32,
    #[sea_orm(column_type = "Text")]
    pub settings: String,
    pub settings_version: i32,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
