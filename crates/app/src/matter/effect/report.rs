//! How far a matter is, by what its departments report.

use chrono::NaiveDate;
use duban_core::event::ActionDetails;
use duban_core::text::clean;
use duban_core::word::CoPart;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::parts::set_participant_status;
use crate::error::{AppError, AppResult};
use crate::input::tidy;
use crate::matter::action::ReportInput;
use crate::matter::context::ActionContext;
use crate::matter::{dates, entity, participant, report};
use crate::scope::Unscoped;
use crate::words::{instant, new_id};

/// A report that answers the date asked for moves it on; a correction is kept and moves nothing. What co-departments
/// write is kept as well, but the lead department speaks for the matter.
pub(super) async fn report(
    cx: &ActionContext<'_>,
    row: &mut entity::Model,
    parts: &mut [participant::Model],
    input: &ReportInput,
    details: &mut ActionDetails,
) -> AppResult<()> {
    let own = cx.ctx.actor.department.ok_or(AppError::Forbidden)?.0;
    let due_on = if own == row.lead_department_id {
        let last = last_answer_on(cx, row).await?;
        dates::change(cx, row, |dates, at| Ok(dates.report(last, at))).await?
    } else {
        None
    };
    let late = due_on.is_some_and(|due| due < cx.today);
    report::Entity::insert(report::ActiveModel {
        id: Set(new_id()),
        matter_id: Set(row.id),
        department_id: Set(own),
        author_id: Set(cx.ctx.actor.user.0),
        percent: Set(input.percent),
        progress: Set(clean(&input.progress)),
        problems: Set(tidy(input.problems.clone())),
        next_step: Set(tidy(input.next_step.clone())),
        due_on: Set(due_on),
        late: Set(late),
        created_at: Set(cx.now),
    })
    .exec_without_returning(cx.tx())
    .await?;
    if own == row.lead_department_id {
        row.progress_percent = input.percent;
    } else if parts
        .iter()
        .any(|part| part.department_id == own && part.part == CoPart::Pending)
    {
        // A co-department that reports has taken its part on.
        set_participant_status(cx, parts, own, CoPart::Signed, None).await?;
    }
    details.percent = Some(input.percent);
    details.department = Some(cx.directory.department_ref(own).name);
    details.next_step = tidy(input.next_step.clone());
    details.problems = tidy(input.problems.clone());
    Ok(())
}

/// The day on which the lead department last gave a report that answered a date, since it got the matter.
async fn last_answer_on(cx: &ActionContext<'_>, row: &entity::Model) -> AppResult<Option<NaiveDate>> {
    let newest = report::Entity::find_unscoped(Unscoped::Command)
        .filter(report::Column::MatterId.eq(row.id))
        .filter(report::Column::DepartmentId.eq(row.lead_department_id))
        .filter(report::Column::DueOn.is_not_null())
        .filter(report::Column::CreatedAt.gte(row.handed_over_at.unwrap_or_default()))
        .order_by_desc(report::Column::CreatedAt)
        .one(cx.tx())
        .await?;
    Ok(newest.map(|report| cx.region.zone().local_date(instant(report.created_at))))
}

/// How far the lead department said it was; the full hundred of a claim is taken back with it.
pub(super) async fn last_reported(cx: &ActionContext<'_>, row: &entity::Model) -> AppResult<i32> {
    let newest = report::Entity::find_unscoped(Unscoped::Command)
        .filter(report::Column::MatterId.eq(row.id))
        .filter(report::Column::DepartmentId.eq(row.lead_department_id))
        .order_by_desc(report::Column::CreatedAt)
        .order_by_desc(report::Column::Id)
        .one(cx.tx())
        .await?;
    Ok(newest.map_or(0, |report| report.percent))
}
