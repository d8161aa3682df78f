//! Who is told of an action, on its way in the same transaction.

use duban_core::id::DepartmentId;
use duban_core::word::{SlipColor, Stage};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;

use super::action::Command;
use super::context::ActionContext;
use super::{entity, participant};
use crate::alert::slip;
use crate::error::{AppError, AppResult};
use crate::notification::Severity;
use crate::notification::recipients::{PerformedAction, messages_for};
use crate::number::{self, NumberKind};
use crate::words::new_id;

/// Puts the messages that follow from an action on their way.
pub(super) async fn notify_recipients(
    cx: &ActionContext<'_>,
    stage_before: Stage,
    row: &entity::Model,
    parts: &[participant::Model],
    command: &Command,
    note: Option<&str>,
) -> AppResult<()> {
    let co_departments: Vec<DepartmentId> = parts
        .iter()
        .filter(|part| !part.is_lead)
        .map(|part| part.department_id.into())
        .collect();
    let severity = match command {
        Command::Urge(input) => Some(match input.color {
            SlipColor::Blue => Severity::Blue,
            SlipColor::Yellow => Severity::Yellow,
            SlipColor::Red => Severity::Red,
        }),
        _ => None,
    };
    let done = PerformedAction {
        action: command.action(),
        matter: row,
        stage_before,
        co_departments: &co_departments,
        by: &cx.ctx.actor,
        note,
        severity,
    };
    cx.work.notify(messages_for(&cx.directory, done)).await
}

/// Writes a numbered urge slip (催办单) by hand and gives its number.
pub(super) async fn urge(
    cx: &ActionContext<'_>,
    row: &entity::Model,
    color: SlipColor,
    text: &str,
) -> AppResult<String> {
    use chrono::Datelike;
    let numbers = number::next(cx.tx(), cx.region.id, NumberKind::Slip, cx.today.year(), 1).await?;
    let number = numbers
        .into_iter()
        .next()
        .ok_or_else(|| AppError::Internal("no number".to_owned()))?;
    slip::Entity::insert(slip::ActiveModel {
        id: Set(new_id()),
        region_id: Set(row.region_id),
        matter_id: Set(row.id),
        number: Set(number.clone()),
        color: Set(color.into()),
        rule: Set(None),
        step: Set(None),
        cycle: Set(None),
        text: Set(text.to_owned()),
        issued_by: Set(Some(cx.ctx.actor.user.0)),
        issued_at: Set(cx.now),
    })
    .exec_without_returning(cx.tx())
    .await?;
    Ok(number)
}
