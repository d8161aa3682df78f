//! What happens to a request for a new date.

use duban_core::event::ActionDetails;
use duban_core::matter::extension::is_late;
use duban_core::matter::lifecycle::Next;
use duban_core::text::clean;
use duban_core::word::ExtensionStatus;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use crate::error::{AppError, AppResult};
use crate::extension::{entity, query};
use crate::input::tidy;
use crate::matter::action::{Command, ExtensionInput};
use crate::matter::context::ActionContext;
use crate::matter::{dates, entity as matter};
use crate::words::new_id;

/// Writes what a command means for the matter's request.
pub(super) async fn apply(
    cx: &ActionContext<'_>,
    row: &mut matter::Model,
    command: &Command,
    next: &Next,
    details: &mut ActionDetails,
) -> AppResult<()> {
    let Some(status) = next.extension else {
        return Ok(());
    };
    if let Command::ExtensionRequest(input) = command {
        return request(cx, row, input, details).await;
    }
    let Some(mut pending) = query::pending(cx.tx(), row.id).await? else {
        return Err(AppError::Corrupt(format!(
            "matter {} has lost its request for a new date",
            row.id
        )));
    };
    pending.status = status.into();
    pending.decided_by = Some(cx.ctx.actor.user.0);
    pending.decided_at = Some(cx.now);
    match command {
        Command::ExtensionApprove(input) => {
            pending.to_due_on = input.new_due_on.unwrap_or(pending.to_due_on);
            pending.note = tidy(input.note.clone());
            // Pauses may have moved the date since it was asked.
            pending.from_due_on =
                dates::change(cx, row, |dates, at| dates.extend(pending.to_due_on, at)).await?;
            row.extensions_approved += 1;
        }
        Command::ExtensionReject(input) => pending.note = tidy(Some(input.reason.clone())),
        // Whatever else ends the matter lets the request lapse.
        _ => {}
    }
    details.from_due_on = Some(pending.from_due_on);
    details.to_due_on = Some(pending.to_due_on);
    pending.into_active_model().reset_all().update(cx.tx()).await?;
    Ok(())
}

async fn request(
    cx: &ActionContext<'_>,
    row: &matter::Model,
    input: &ExtensionInput,
    details: &mut ActionDetails,
) -> AppResult<()> {
    let late = is_late(row.due_on, cx.today);
    entity::Entity::insert(entity::ActiveModel {
        id: Set(new_id()),
        matter_id: Set(row.id),
        department_id: Set(row.lead_department_id),
        requested_by: Set(cx.ctx.actor.user.0),
        reason: Set(clean(&input.reason)),
        progress: Set(clean(&input.progress)),
        from_due_on: Set(row.due_on),
        to_due_on: Set(input.new_due_on),
        late: Set(late),
        status: Set(ExtensionStatus::Requested.into()),
        requested_at: Set(cx.now),
        decided_by: Set(None),
        decided_at: Set(None),
        note: Set(None),
    })
    .exec_without_returning(cx.tx())
    .await?;
    details.from_due_on = Some(row.due_on);
    details.to_due_on = Some(input.new_due_on);
    details.late = Some(late);
    Ok(())
}
