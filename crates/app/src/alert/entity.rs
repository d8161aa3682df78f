//! Table `alert`. One fired step for one recipient; inserting it is the permission to send.

use duban_core::alert::{Recipient, RuleKey};
use duban_core::word::SlipColor;
use sea_orm::entity::prelude::*;

use crate::column::Word;
use duban_core::alert::AlertOutcome;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alert")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub matter_id: Uuid,
    pub rule: Word<RuleKey>,
    pub rule_version: i32,
    pub step: i32,
    pub cycle: String,
    pub recipient_id: Uuid,
    pub recipient_role: Word<Recipient>,
    pub outcome: Word<AlertOutcome>,
    pub slip_number: Option<String>,
    pub slip_color: Option<Word<SlipColor>>,
    #[sea_orm(column_type = "Text")]
    pub why: String,
    pub due_at: i64,
    pub fired_at: i64,
    pub delivered_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
