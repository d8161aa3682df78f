//! Table `participant`. A department that works on a matter; the lead has its row here as well, so that one look-up answers "mine".

use duban_core::word::CoPart;
use sea_orm::entity::prelude::*;

use crate::column::Word;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "participant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub matter_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub department_id: Uuid,
    pub is_lead: bool,
    pub part: Word<CoPart>,
    pub signed_at: Option<i64>,
    pub done_at: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The row of the department that leads.
pub(super) fn lead_part(matter: Uuid, department: Uuid) -> Model {
    Model {
        is_lead: true,
        ..co_part(matter, department)
    }
}

/// The row of a department that co-operates.
pub(super) fn co_part(matter: Uuid, department: Uuid) -> Model {
    Model {
        matter_id: matter,
        department_id: department,
        is_lead: false,
        part: CoPart::Pending.into(),
        signed_at: None,
        done_at: None,
        note: None,
    }
}
