//! Table `urge_slip`. A numbered chase (催办单).

use duban_core::alert::RuleKey;
use duban_core::word::SlipColor;
use sea_orm::entity::prelude::*;

use crate::column::Word;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "urge_slip")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub matter_id: Uuid,
    pub number: String,
    pub color: Word<SlipColor>,
    pub rule: Option<Word<RuleKey>>,
    pub step: Option<i32>,
    pub cycle: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub issued_by: Option<Uuid>,
    pub issued_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
