//! What an action means for the matter's submission to the city.

use chrono::NaiveDate;
use duban_core::matter::lifecycle::Next;
use duban_core::policy::is_city_office;
use duban_core::text::clean;
use duban_core::word::EscalationStatus;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::error::{AppError, AppResult};
use crate::escalation::{batch, entity, query};
use crate::input::tidy;
use crate::matter::action::{AcceptInput, Command, ProposeInput, SubmitInput};
use crate::matter::context::ActionContext;
use crate::matter::entity as matter;
use crate::words::new_id;

/// Writes what a command means for the matter's submission; gives the details for the event.
pub(super) async fn apply(
    cx: &ActionContext<'_>,
    row: &mut matter::Model,
    command: &Command,
    next: &Next,
) -> AppResult<Map<String, Value>> {
    let Some(status) = next.escalation else {
        return Ok(Map::new());
    };
    if let Command::EscalationPropose(input) = command {
        return propose(cx, row, input).await;
    }
    let mut current = query::newest_row(cx.tx(), row.id)
        .await?
        .ok_or_else(|| AppError::Corrupt(format!("matter {} has lost its submission", row.id)))?;
    if current.status == status {
        return Ok(Map::new());
    }
    current.status = status.into();
    let actor = cx.ctx.actor.user.0;
    let mut told = Map::new();
    match command {
        Command::EscalationEndorse(_) => {
            current.endorsed_by = Some(actor);
            current.endorsed_at = Some(cx.now);
            // What waits from here on is the submission, and the office has it from this instant.
            row.escalation_proposed_at = Some(cx.now);
        }
        Command::EscalationSubmit(input) => told = submit(cx, row, &mut current, input).await?,
        Command::EscalationAccept(input) => told = accept(cx, row, &mut current, input)?,
        Command::EscalationAnswer(input) => {
            current.answer = Some(input.answer.into());
            current.answer_text = Some(clean(&input.text));
            current.answered_at = Some(cx.now);
            row.city_answer = current.answer;
            told.insert("answer".into(), json!(input.answer));
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
        told.insert("on_behalf".into(), json!(true));
    }
    current.into_active_model().reset_all().update(cx.tx()).await?;
    Ok(told)
}

async fn propose(
    cx: &ActionContext<'_>,
    row: &mut matter::Model,
    input: &ProposeInput,
) -> AppResult<Map<String, Value>> {
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
    let mut told = Map::new();
    told.insert("tried".into(), json!(clean(&input.tried)));
    if let Some(department) = input.city_department_id {
        told.insert(
            "city_department".into(),
            json!(cx.directory.department_ref(department).name),
        );
    }
    Ok(told)
}

async fn submit(
    cx: &ActionContext<'_>,
    row: &mut matter::Model,
    current: &mut entity::Model,
    input: &SubmitInput,
) -> AppResult<Map<String, Value>> {
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
    let mut told = Map::new();
    told.insert("document_number".into(), json!(number));
    told.insert("document_on".into(), json!(input.document_on));
    Ok(told)
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
) -> AppResult<Map<String, Value>> {
    city_department(cx, input.city_department_id)?;
    current.accepted_at = Some(cx.now);
    current.city_department_id = Some(input.city_department_id);
    current.city_due_on = Some(input.city_due_on);
    current.contact = tidy(input.contact.clone());
    row.city_due_on = Some(input.city_due_on);
    row.city_due_set_at = Some(cx.now);
    let mut told = Map::new();
    told.insert(
        "city_department".into(),
        json!(cx.directory.department_ref(input.city_department_id).name),
    );
    Ok(told)
}

fn city_department(cx: &ActionContext<'_>, id: Uuid) -> AppResult<()> {
    let found = cx.directory.department(id);
    if found.is_some_and(|department| Some(department.region) == cx.region.city) {
        Ok(())
    } else {
        Err(AppError::invalid("city_department_id", "unknown_city_department"))
    }
}
