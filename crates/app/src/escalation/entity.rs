//! Table `escalation`. One submission of a matter to the city.

use duban_core::word::{CityAnswer, EscalationStatus};
use sea_orm::entity::prelude::*;

use crate::column::Word;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "escalation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub matter_id: Uuid,
    pub region_id: Uuid,
    pub status: Word<EscalationStatus>,
    #[sea_orm(column_type = "Text")]
    pub tried: String,
    #[sea_orm(column_type = "Text")]
    pub ask: String,
    pub suggested_city_department_id: Option<Uuid>,
    #[sea_orm(column_type = "Text", nullable)]
    pub policy_basis: Option<String>,
    pub proposed_by: Uuid,
    pub proposed_at: i64,
    pub endorsed_by: Option<Uuid>,
    pub endorsed_at: Option<i64>,
    pub batch_id: Option<Uuid>,
    pub document_number: Option<String>,
    pub document_on: Option<Date>,
    pub submitted_at: Option<i64>,
    pub accepted_at: Option<i64>,
    pub city_department_id: Option<Uuid>,
    pub city_due_on: Option<Date>,
    pub contact: Option<String>,
    pub answer: Option<Word<CityAnswer>>,
    #[sea_orm(column_type = "Text", nullable)]
    pub answer_text: Option<String>,
    pub answered_at: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub on_behalf: bool,
    pub closed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
