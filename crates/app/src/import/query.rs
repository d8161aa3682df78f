//! Reading an upload again.

use duban_core::id::ImportId;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};

use super::command::permitted;
use super::entity;
use super::view::{ImportRow, ImportView};
use crate::error::{AppError, AppResult};
use crate::words::{Ref, instant, instant_opt};
use crate::{App, Ctx, plan};

/// An upload of the caller's region.
pub async fn get(app: &App, ctx: &Ctx, id: ImportId) -> AppResult<ImportView> {
    permitted(ctx)?;
    find(app, ctx, id).await
}

pub(super) async fn find(app: &App, ctx: &Ctx, id: ImportId) -> AppResult<ImportView> {
    let row = entity::Entity::find_by_id(id.0).one(app.store().read()).await?;
    let row = row
        .filter(|row| row.region_id == ctx.actor.region.0)
        .ok_or(AppError::NotFound)?;
    view(app, row).await
}

/// What is kept of an upload: never the file, only what was read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Stored {
    pub(super) rows: Vec<ImportRow>,
    pub(super) notes: Vec<String>,
}

impl Stored {
    pub(super) fn to_json(&self) -> AppResult<String> {
        serde_json::to_string(self).map_err(|error| AppError::Internal(format!("rows as JSON: {error}")))
    }

    pub(super) fn of(row: &entity::Model) -> AppResult<Self> {
        serde_json::from_str(&row.rows)
            .map_err(|error| AppError::Corrupt(format!("rows of import {}: {error}", row.id)))
    }
}

pub(super) async fn view(app: &App, row: entity::Model) -> AppResult<ImportView> {
    let stored = Stored::of(&row)?;
    let plan = match row.plan_id {
        Some(id) => {
            plan::entity::Entity::find_by_id(id)
                .one(app.store().read())
                .await?
        }
        None => None,
    };
    Ok(ImportView {
        id: row.id.into(),
        file_name: row.file_name,
        year: row.year,
        status: row.status.0,
        created_at: instant(row.created_at),
        applied_at: instant_opt(row.applied_at),
        task_count: row.task_count,
        issue_count: row.issue_count,
        warning_count: row.warning_count,
        error_count: row.error_count,
        plan: plan.map(|plan| Ref {
            id: plan.id,
            name: plan.title,
        }),
        rows: stored.rows,
        notes: stored.notes,
    })
}
