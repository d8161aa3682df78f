//! What happens to a request for a new date.

use chrono::NaiveDate;
use duban_core::matter::extension::is_late;
use duban_core::matter::lifecycle::Next;
use duban_core::text::clean;
use duban_core::word::ExtensionStatus;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::{Map, Value, json};

use crate::error::{AppError, AppResult};
use crate::extension::{entity, query};
use crate::input::tidy;
use crate::matter::action::{Command, ExtensionInput};
use crate::matter::context::ActionContext;
use crate::matter::{dates, entity as matter};
use crate::words::new_id;

/// Writes what a command means for the matter's request; gives the details for the event.
pub(super) async fn apply(
    cx: &ActionContext<'_>,
    row: &mut matter::Model,
    command: &Command,
    next: &Next,
) -> AppResult<Map<String, Value>> {
    let Some(status) = next.extension else {
        return Ok(Map::new());
    };
    if let Command::ExtensionRequest(input) = command {
        return request(cx, row, input).await;
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
    let told = both_dates(pending.from_due_on, pending.to_due_on);
    pending.into_active_model().reset_all().update(cx.tx()).await?;
    Ok(told)
}

async fn request(
    cx: &ActionContext<'_>,
    row: &matter::Model,
    input: &ExtensionInput,
) -> AppResult<Map<String, Value>> {
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
    let mut told = both_dates(row.due_on, input.new_due_on);
    told.insert("late".into(), json!(late));
    Ok(told)
}

fn both_dates(from: NaiveDate, to: NaiveDate) -> Map<String, Value> {
    let mut told = Map::new();
    told.insert("from_due_on".into(), json!(from));
    told.insert("to_due_on".into(), json!(to));
    told
}
