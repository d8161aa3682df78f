//! The departments' parts in a matter.

use duban_core::text::clean;
use duban_core::word::CoPart;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::error::{AppError, AppResult};
use crate::matter::context::ActionContext;
use crate::matter::create::is_department;
use crate::matter::{entity, participant, query};

pub(super) async fn sign(
    cx: &ActionContext<'_>,
    row: &mut entity::Model,
    parts: &mut [participant::Model],
) -> AppResult<()> {
    let own = cx.ctx.actor.department.ok_or(AppError::Forbidden)?.0;
    if own == row.lead_department_id {
        row.signed_at = Some(cx.now);
    }
    let signed = set_participant_status(cx, parts, own, CoPart::Signed, None).await?;
    if signed { Ok(()) } else { Err(AppError::Forbidden) }
}

/// Writes how far a department is with its part; says whether it has one.
pub(super) async fn set_participant_status(
    cx: &ActionContext<'_>,
    parts: &mut [participant::Model],
    department: Uuid,
    part: CoPart,
    note: Option<&str>,
) -> AppResult<bool> {
    let Some(row) = parts.iter_mut().find(|row| row.department_id == department) else {
        return Ok(false);
    };
    row.part = part.into();
    match part {
        CoPart::Signed => row.signed_at = Some(cx.now),
        // Whoever does a part has taken it on.
        CoPart::Done => {
            row.signed_at = row.signed_at.or(Some(cx.now));
            row.done_at = Some(cx.now);
        }
        _ => row.done_at = Some(cx.now),
    }
    if let Some(note) = note {
        row.note = Some(clean(note));
    }
    row.clone()
        .into_active_model()
        .reset_all()
        .update(cx.tx())
        .await?;
    Ok(true)
}

pub(super) async fn reassign(
    cx: &ActionContext<'_>,
    row: &mut entity::Model,
    parts: &mut Vec<participant::Model>,
    department: Uuid,
) -> AppResult<()> {
    if !is_department(&cx.directory, department, cx.ctx) {
        return Err(AppError::invalid("department_id", "unknown_department"));
    }
    participant::Entity::delete_many()
        .filter(participant::Column::MatterId.eq(row.id))
        .filter(participant::Column::DepartmentId.is_in([row.lead_department_id, department]))
        .exec(cx.tx())
        .await?;
    participant::Entity::insert(
        participant::lead_part(row.id, department)
            .into_active_model()
            .reset_all(),
    )
    .exec_without_returning(cx.tx())
    .await?;
    row.lead_department_id = department;
    row.signed_at = None;
    row.objection_overruled = false;
    *parts = query::participants(cx.tx(), row.id).await?;
    Ok(())
}
