//! What happens to a submission, and the letter that carries many of them.

use chrono::NaiveDate;
use duban_core::id::RegionId;
use duban_core::matter::lifecycle::Next;
use duban_core::policy::{Permission, has_permission, is_city_office};
use duban_core::text::clean;
use duban_core::word::EscalationStatus;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::Batch;
use super::{batch, entity, query};
use crate::error::{AppError, AppResult};
use crate::input::{Checks, TITLE_MAX, tidy};
use crate::matter::action::{AcceptInput, Command, ProposeInput, SubmitInput};
use crate::matter::command::act_many_in;
use crate::matter::effect::Scene;
use crate::matter::entity as matter;
use crate::matter::view::MatterVersion;
use crate::store::Tx;
use crate::words::new_id;
use crate::{App, Ctx};

/// A letter to the city, with the endorsed matters that it carries.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBatch {
    /// Its number.
    #[schema(min_length = 1, max_length = 200)]
    pub document_number: String,
    /// Its date; not in the future.
    pub document_on: NaiveDate,
    /// The matters, each at the version that the caller saw.
    #[schema(min_items = 1, max_items = 200)]
    pub items: Vec<MatterVersion>,
}

/// Submits all matters of a letter, or none.
pub async fn submit_batch(app: &App, ctx: &Ctx, new: NewBatch) -> AppResult<Batch> {
    if !has_permission(&ctx.actor, Permission::SubmitBatch) {
        return Err(AppError::Forbidden);
    }
    Checks::default()
        .text("document_number", &new.document_number, TITLE_MAX)
        .date("document_on", Some(new.document_on))
        .finish()?;
    let NewBatch {
        document_number,
        document_on,
        items,
    } = new;
    let document_number = clean(&document_number);
    let count = items.len() as u64;
    let command = Command::EscalationSubmit(SubmitInput {
        document_number: document_number.clone(),
        document_on,
    });
    let tx = app.store().begin().await?;
    act_many_in(&tx, app, ctx, items, &command).await?;
    let letter = letter(&tx, ctx.actor.region, &document_number).await?;
    let letter = letter.ok_or_else(|| AppError::Internal("the letter was not written".to_owned()))?;
    tx.commit().await?;
    app.changed();
    Ok(Batch {
        id: letter.id,
        document_number: letter.document_number,
        document_on: letter.document_on,
        count,
    })
}

async fn letter(tx: &Tx, region: RegionId, document_number: &str) -> AppResult<Option<batch::Model>> {
    Ok(batch::Entity::find()
        .filter(batch::Column::RegionId.eq(region.0))
        .filter(batch::Column::DocumentNumber.eq(document_number))
        .one(tx)
        .await?)
}

/// Writes what a command means for the matter's submission; gives the details for the event.
pub(crate) async fn follow(
    scene: &Scene<'_>,
    row: &mut matter::Model,
    command: &Command,
    next: &Next,
) -> AppResult<Map<String, Value>> {
    let Some(status) = next.escalation else {
        return Ok(Map::new());
    };
    if let Command::EscalationPropose(input) = command {
        return propose(scene, row, input).await;
    }
    let mut current = query::newest_row(scene.tx, row.id)
        .await?
        .ok_or_else(|| AppError::Corrupt(format!("matter {} has lost its submission", row.id)))?;
    if current.status == status.as_str() {
        return Ok(Map::new());
    }
    current.status = status.as_str().to_owned();
    let actor = scene.ctx.actor.user.0;
    let mut told = Map::new();
    match command {
        Command::EscalationEndorse(_) => {
            current.endorsed_by = Some(actor);
            current.endorsed_at = Some(scene.now);
            // What waits from here on is the submission, and the office has it from this instant.
            row.escalation_proposed_at = Some(scene.now);
        }
        Command::EscalationSubmit(input) => told = submit(scene, row, &mut current, input).await?,
        Command::EscalationAccept(input) => told = accept(scene, row, &mut current, input)?,
        Command::EscalationAnswer(input) => {
            current.answer = Some(input.answer.as_str().to_owned());
            current.answer_text = Some(clean(&input.text));
            current.answered_at = Some(scene.now);
            row.city_answer.clone_from(&current.answer);
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
        current.closed_at = Some(scene.now);
        row.escalation_proposed_at = None;
        row.escalation_submitted_at = None;
    }
    if !is_city_office(scene.ctx.actor.role)
        && matches!(
            command,
            Command::EscalationAccept(_) | Command::EscalationAnswer(_) | Command::EscalationReturn(_)
        )
    {
        current.on_behalf = true;
        told.insert("on_behalf".into(), json!(true));
    }
    current.into_active_model().reset_all().update(scene.tx).await?;
    Ok(told)
}

async fn propose(
    scene: &Scene<'_>,
    row: &mut matter::Model,
    input: &ProposeInput,
) -> AppResult<Map<String, Value>> {
    if let Some(department) = input.city_department_id {
        city_department(scene, department)?;
    }
    entity::Entity::insert(entity::ActiveModel {
        id: Set(new_id()),
        matter_id: Set(row.id),
        region_id: Set(row.region_id),
        status: Set(EscalationStatus::Proposed.as_str().to_owned()),
        tried: Set(clean(&input.tried)),
        ask: Set(clean(&input.ask)),
        suggested_city_department_id: Set(input.city_department_id),
        policy_basis: Set(tidy(input.policy_basis.clone())),
        proposed_by: Set(scene.ctx.actor.user.0),
        proposed_at: Set(scene.now),
        on_behalf: Set(false),
        ..Default::default()
    })
    .exec_without_returning(scene.tx)
    .await?;
    row.escalation_proposed_at = Some(scene.now);
    row.city_answer = None;
    let mut told = Map::new();
    told.insert("tried".into(), json!(clean(&input.tried)));
    if let Some(department) = input.city_department_id {
        told.insert(
            "city_department".into(),
            json!(scene.directory.department_ref(department).name),
        );
    }
    Ok(told)
}

async fn submit(
    scene: &Scene<'_>,
    row: &mut matter::Model,
    current: &mut entity::Model,
    input: &SubmitInput,
) -> AppResult<Map<String, Value>> {
    let number = clean(&input.document_number);
    let letter = registered(scene, &number, input.document_on).await?;
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
    current.submitted_at = Some(scene.now);
    row.ever_submitted = true;
    row.escalation_proposed_at = None;
    row.escalation_submitted_at = Some(scene.now);
    let mut told = Map::new();
    told.insert("document_number".into(), json!(number));
    told.insert("document_on".into(), json!(input.document_on));
    Ok(told)
}

/// The letter of this number, registered now if it is new. Two at once with the same new number share one letter:
/// the later insert waits for the earlier one and does nothing.
async fn registered(scene: &Scene<'_>, number: &str, document_on: NaiveDate) -> AppResult<batch::Model> {
    if let Some(letter) = letter(scene.tx, scene.region.id, number).await? {
        return Ok(letter);
    }
    let new = batch::ActiveModel {
        id: Set(new_id()),
        region_id: Set(scene.region.id.0),
        document_number: Set(number.to_owned()),
        document_on: Set(document_on),
        created_by: Set(scene.ctx.actor.user.0),
        created_at: Set(scene.now),
    };
    let keys = [batch::Column::RegionId, batch::Column::DocumentNumber];
    batch::Entity::insert(new)
        .on_conflict(OnConflict::columns(keys).do_nothing().to_owned())
        .exec_without_returning(scene.tx)
        .await?;
    letter(scene.tx, scene.region.id, number)
        .await?
        .ok_or_else(|| AppError::Internal("the letter was not written".to_owned()))
}

fn accept(
    scene: &Scene<'_>,
    row: &mut matter::Model,
    current: &mut entity::Model,
    input: &AcceptInput,
) -> AppResult<Map<String, Value>> {
    city_department(scene, input.city_department_id)?;
    current.accepted_at = Some(scene.now);
    current.city_department_id = Some(input.city_department_id);
    current.city_due_on = Some(input.city_due_on);
    current.contact = tidy(input.contact.clone());
    row.city_due_on = Some(input.city_due_on);
    row.city_due_set_at = Some(scene.now);
    let mut told = Map::new();
    told.insert(
        "city_department".into(),
        json!(scene.directory.department_ref(input.city_department_id).name),
    );
    Ok(told)
}

fn city_department(scene: &Scene<'_>, id: Uuid) -> AppResult<()> {
    let found = scene.directory.department(id);
    if found.is_some_and(|department| Some(department.region) == scene.region.city) {
        Ok(())
    } else {
        Err(AppError::invalid("city_department_id", "unknown_city_department"))
    }
}
