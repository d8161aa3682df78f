//! Sending a letter to the city.

use chrono::NaiveDate;
use duban_core::policy::{Permission, has_permission};
use duban_core::text::clean;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::Batch;
use crate::error::{AppError, AppResult};
use crate::escalation::query;
use crate::input::{Checks, TITLE_MAX};
use crate::matter::action::{Command, SubmitInput};
use crate::matter::command::act_many_in;
use crate::matter::view::MatterVersion;
use crate::unit_of_work::Work;
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
    let work = Work::begin(app).await?;
    let (_, recorded) = act_many_in(&work, ctx, items, &command).await?;
    let letter = query::letter(work.tx(), ctx.actor.region, &document_number).await?;
    let letter = letter.ok_or_else(|| AppError::Internal("the letter was not written".to_owned()))?;
    work.commit(recorded).await?;
    Ok(Batch {
        id: letter.id,
        document_number: letter.document_number,
        document_on: letter.document_on,
        count,
    })
}
