//! What an action means for the matter's submission to the city.

use chrono::NaiveDate;
use duban_core::event::ActionDetails;
use duban_core::matter::lifecycle::Next;
use duban_core::policy::is_city_office;
use duban_core::text::clean;
use duban_core::word::EscalationStatus;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::error::{AppError, AppResult};
use crate::escalation::{batch, entity, query};
use crate::input::tidy;
use crate::matter::action::{AcceptInput, Command, ProposeInput, SubmitInput};
use crate::matter::context::ActionContext;
use crate::matter::entity as matter;
use crate::words::new_id;

/// Writes what a command means for the matter's submission.
pub(super) async fn apply(
    cx: &ActionContext<'_>,
    row: &mut matter::Model,
    command: &Command,
    next: &Next,
    details: &mut ActionDetails,
) -> AppResult<()> {
    let Some(status) = next.escalation else {
        return Ok(());
    };
    if let Command::EscalationPropose(input) = command {
        return propose(cx, row, input, details).await;
    }
    let mut current = query::newest_row(cx.tx(), row.id)
        .await?
        .ok_or_else(|| AppError::Corrupt(format!("matter {} has lost its submission", row.id)))?;
    if current.status == status {
        return Ok(());
    }
    current.status = status.into();
    let actor = cx.ctx.actor.user.0;
    match command {
        Command::EscalationEndorse(_) => {
            current.endorsed_by = Some(actor);
            current.endorsed_at = Some(cx.now);
            // What waits from here on is the submission, and the office has it from this instant.
            row.escalation_proposed_at = Some(cx.now);
        }
        Command::EscalationSubmit(input) => submit(cx, row, &mut current, input, details).await?,
        Command::EscalationAccept(input) => accept(cx, row, &mut current, input, details)?,
        Command::EscalationAnswer(input) => {
            current.answer = Some(input.answer.into());
            current.answer_text = Some(clean(&input.text));
            current.answered_at = Some(cx.now);
            row.city_answer = current.answer;
            details.answer = Some(input.answer);
        }
        Command::EscalationReturn(input)
        | Command::EscalationWithdraw(input)
        | Command::EscalationDecline(input) => current.reason = Some(clean(&input.reason)),
        // Whatever else ends the matter takes the submission back with it.
        _ => {}
    }
    let ended = !matches!(
        status,
        EscalationStatus::Endorsed | EscalationStatus::Submitted | EscalationStatus::Accepted
    );
    if ended {
        current.closed_at = Some(cx.now);
        row.escalation_proposed_at = None;
        row.escalation_submitted_at = None;
    }
    if !is_city_office(cx.ctx.actor.role)
        && matches!(
            command,
            Command::EscalationAccept(_) | Command::EscalationAnswer(_) | Command::EscalationReturn(_)
        )
    {
        current.on_behalf = true;
        details.on_behalf = Some(true);
    }
    current.into_active_model().reset_all().update(cx.tx()).await?;
    Ok(())
}

async fn propose(
    cx: &ActionContext<'_>,
    row: &mut matter::Model,
    input: &ProposeInput,
    details: &mut ActionDetails,
) -> AppResult<()> {
    if let Some(department) = input.city_department_id {
        city_department(cx, department)?;
    }
    entity::Entity::insert(entity::ActiveModel {
        id: Set(new_id()),
        matter_id: Set(row.id),
        region_id: Set(row.region_id),
        status: Set(EscalationStatus::Proposed.into()),
        tried: Set(clean(&input.tried)),
        ask: Set(clean(&input.ask)),
        suggested_city_department_id: Set(input.city_department_id),
        policy_basis: Set(tidy(input.policy_basis.clone())),
        proposed_by: Set(cx.ctx.actor.user.0),
        proposed_at: Set(cx.now),
        on_behalf: Set(false),
        ..Default::default()
    })
    .exec_without_returning(cx.tx())
    .await?;
    row.escalation_proposed_at = Some(cx.now);
    row.city_answer = None;
    details.tried = Some(clean(&input.tried));
    details.city_department = input
        .city_department_id
        .map(|department| cx.directory.department_ref(department).name);
    Ok(())
}

async fn submit(
    cx: &ActionContext<'_>,
    row: &mut matter::Model,
    current: &mut entity::Model,
    input: &SubmitInput,
    details: &mut ActionDetails,
) -> AppResult<()> {
    let number = clean(&input.document_number);
    let letter = registered(cx, &number, input.document_on).await?;
    if letter.document_on != input.document_on {
        return Err(AppError::invalid_with(
            "document_on",
            "other_date_of_letter",
            letter.document_on,
        ));
    }
    current.batch_id = Some(letter.id);
    current.document_number = Some(number.clone());
    current.document_on = Some(input.document_on);
    current.submitted_at = Some(cx.now);
    row.ever_submitted = true;
    row.escalation_proposed_at = None;
    row.escalation_submitted_at = Some(cx.now);
    details.document_number = Some(number);
    details.document_on = Some(input.document_on);
    Ok(())
}

/// The letter of this number, registered now if it is new. Two at once with the same new number share one letter:
/// the later insert waits for the earlier one and does nothing.
async fn registered(cx: &ActionContext<'_>, number: &str, document_on: NaiveDate) -> AppResult<batch::Model> {
    if let Some(letter) = query::letter(cx.tx(), cx.region.id, number).await? {
        return Ok(letter);
    }
    let new = batch::ActiveModel {
        id: Set(new_id()),
        region_id: Set(cx.region.id.0),
        document_number: Set(number.to_owned()),
        document_on: Set(document_on),
        created_by: Set(cx.ctx.actor.user.0),
        created_at: Set(cx.now),
    };
    let keys = [batch::Column::RegionId, batch::Column::DocumentNumber];
    batch::Entity::insert(new)
        .on_conflict(OnConflict::columns(keys).do_nothing().to_owned())
        .exec_without_returning(cx.tx())
        .await?;
    query::letter(cx.tx(), cx.region.id, number)
        .await?
        .ok_or_else(|| AppError::Internal("the letter was not written".to_owned()))
}

fn accept(
    cx: &ActionContext<'_>,
    row: &mut matter::Model,
    current: &mut entity::Model,
    input: &AcceptInput,
    details: &mut ActionDetails,
) -> AppResult<()> {
    city_department(cx, input.city_department_id)?;
    current.accepted_at = Some(cx.now);
    current.city_department_id = Some(input.city_department_id);
    current.city_due_on = Some(input.city_due_on);
    current.contact = tidy(input.contact.clone());
    row.city_due_on = Some(input.city_due_on);
    row.city_due_set_at = Some(cx.now);
    details.city_department = Some(cx.directory.department_ref(input.city_department_id).name);
    Ok(())
}

fn city_department(cx: &ActionContext<'_>, id: Uuid) -> AppResult<()> {
    let found = cx.directory.department(id);
    if found.is_some_and(|department| Some(department.region) == cx.region.city) {
        Ok(())
    } else {
        Err(AppError::invalid("city_department_id", "unknown_city_department"))
    }
}
