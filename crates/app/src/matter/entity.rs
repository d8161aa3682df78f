//! Table `matter`. The thing under supervision.

use duban_core::word::{
    CityAnswer, EscalationStatus, Holder, MatterKind, Outcome, ReportCycle, Resolution, Stage, Status,
    Urgency, WeakLink,
};
use sea_orm::entity::prelude::*;

use crate::column::Word;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_id: Uuid,
    pub city_id: Option<Uuid>,
    pub number: String,
    /// The number as a number: see `number::order`.
    pub number_order: i64,
    pub kind: Word<MatterKind>,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub requirement: String,
    pub category: Option<String>,
    pub status: Word<Status>,
    pub stage: Word<Stage>,
    pub resolution: Option<Word<Resolution>>,
    pub outcome: Option<Word<Outcome>>,
    pub urgency: Word<Urgency>,
    pub weak_link_kind: Option<Word<WeakLink>>,
    #[sea_orm(column_type = "Text", nullable)]
    pub basis: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub remark: Option<String>,
    pub leader_id: Uuid,
    pub lead_department_id: Uuid,
    pub plan_id: Option<Uuid>,
    pub source_id: Option<Uuid>,
    /// The ledger that it came in, whatever its source says by now.
    pub import_id: Option<Uuid>,
    pub due_on: Date,
    pub due_in_working_days: Option<i32>,
    pub original_due_on: Date,
    pub city_due_on: Option<Date>,
    pub city_due_set_at: Option<i64>,
    pub active_due_on: Date,
    pub stopped_on: Option<Date>,
    pub stopped_due_on: Option<Date>,
    pub overdue_before: i32,
    pub report_cycle: Word<ReportCycle>,
    pub report_day: Option<i32>,
    pub next_report_due_on: Option<Date>,
    pub progress_percent: i32,
    pub is_open: bool,
    pub ever_submitted: bool,
    pub escalation_status: Option<Word<EscalationStatus>>,
    pub escalation_proposed_at: Option<i64>,
    pub escalation_submitted_at: Option<i64>,
    pub city_answer: Option<Word<CityAnswer>>,
    pub extension_pending: bool,
    /// When the undecided request came; while there is none, when the last one was decided.
    pub extension_requested_at: Option<i64>,
    pub extensions_approved: i32,
    pub holder: Word<Holder>,
    pub claimed_by_department_id: Option<Uuid>,
    pub verified_by: Option<Uuid>,
    pub solved_from: Option<Word<Status>>,
    pub solved_by: Option<Uuid>,
    pub objection_overruled: bool,
    pub version: i32,
    pub next_alert_at: Option<i64>,
    pub created_by: Uuid,
    pub created_at: i64,
    pub issued_at: Option<i64>,
    pub handed_over_at: Option<i64>,
    pub due_set_at: Option<i64>,
    pub signed_at: Option<i64>,
    pub claimed_at: Option<i64>,
    pub verified_at: Option<i64>,
    pub closed_at: Option<i64>,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// A draft before its form is filled in.
    pub(super) fn blank() -> Self {
        Self {
            id: Uuid::nil(),
            region_id: Uuid::nil(),
            city_id: None,
            number: String::new(),
            number_order: 0,
            kind: MatterKind::Task.into(),
            title: String::new(),
            requirement: String::new(),
            category: None,
            status: Status::Draft.into(),
            stage: Stage::County.into(),
            resolution: None,
            outcome: None,
            urgency: Urgency::Normal.into(),
            weak_link_kind: None,
            basis: None,
            remark: None,
            leader_id: Uuid::nil(),
            lead_department_id: Uuid::nil(),
            plan_id: None,
            source_id: None,
            import_id: None,
            due_on: Date::MIN,
            due_in_working_days: None,
            original_due_on: Date::MIN,
            city_due_on: None,
            city_due_set_at: None,
            active_due_on: Date::MIN,
            stopped_on: None,
            stopped_due_on: None,
            overdue_before: 0,
            report_cycle: ReportCycle::None.into(),
            report_day: None,
            next_report_due_on: None,
            progress_percent: 0,
            is_open: true,
            ever_submitted: false,
            escalation_status: None,
            escalation_proposed_at: None,
            escalation_submitted_at: None,
            city_answer: None,
            extension_pending: false,
            extension_requested_at: None,
            extensions_approved: 0,
            holder: Holder::SupervisionOffice.into(),
            claimed_by_department_id: None,
            verified_by: None,
            solved_from: None,
            solved_by: None,
            objection_overruled: false,
            version: 1,
            next_alert_at: None,
            created_by: Uuid::nil(),
            created_at: 0,
            issued_at: None,
            handed_over_at: None,
            due_set_at: None,
            signed_at: None,
            claimed_at: None,
            verified_at: None,
            closed_at: None,
            updated_at: 0,
        }
    }
}
