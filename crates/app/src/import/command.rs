//! Uploading a ledger and turning its rows into drafts.

use duban_core::event::{EventData, ImportRead};
use duban_core::id::{ImportId, PlanId};
use duban_core::policy::{Permission, has_permission};
use duban_core::text::clean;
use duban_core::word::MatterKind;
use duban_ledger::due::LedgerSpan;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::LockType;
use sea_orm::{EntityTrait, QuerySelect};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::drafts::{chosen, new_matter};
use super::entity::{self, StoredPreview};
use super::query::{find, view};
use super::reading::{self, ImportRow, Read, Roster, RowContext, Severity, mark_open};
use super::repeated::{not_there_yet, open_titles, places};
use super::view::{ImportStatus, ImportView};
use crate::error::{AppError, AppResult};
use crate::event::NewEvent;
use crate::matter::input::NewMatter;
use crate::unit_of_work::{Recorded, Work};
use crate::words::{Ref, new_id};
use crate::{App, Ctx, matter, plan, region};

/// A ledger as it comes in.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Name of the file, for people.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Year of dates that name none.
    pub year: i32,
    /// The plan that the matters belong to.
    pub plan: Option<PlanId>,
}

/// What to write of a preview.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Apply {
    /// Rows to leave out; every row with an error must be among them.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub skip_rows: Vec<RowKey>,
    /// Write the rows although the same file was applied before, or a row's title has become that of an open matter
    /// since the preview.
    #[serde(default)]
    pub confirm_duplicates: bool,
}

/// A row by its place in the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RowKey {
    /// Name of the sheet.
    pub sheet: String,
    /// Number of the row as the office program shows it.
    pub row: u32,
}

impl RowKey {
    pub(super) fn of(row: &ImportRow) -> Self {
        Self {
            sheet: row.sheet.clone(),
            row: row.row,
        }
    }
}

/// Reads a ledger and keeps what was read. No matter is written yet.
pub async fn preview(app: &App, ctx: &Ctx, upload: Upload) -> AppResult<ImportView> {
    permitted(ctx)?;
    if !(2000..2100).contains(&upload.year) {
        return Err(AppError::invalid_with("year", "out_of_range", "2000–2099"));
    }
    let region = ctx.actor.region;
    let plan = match upload.plan {
        Some(id) => Some(plan::query::find(app.store().read(), region, id).await?),
        None => None,
    };
    let sha256 = hex::encode(Sha256::digest(&upload.bytes));
    let workbook = reading::open(upload.bytes).await?;
    let directory = app.directory().await?;
    let calendar = app.calendar().await?;
    let plan_ref = plan.as_ref().map(|plan| Ref {
        id: plan.id,
        name: plan.title.clone(),
    });
    let roster = Roster::of(&directory, region);
    let context = RowContext {
        roster: &roster,
        frame: LedgerSpan {
            year: upload.year,
            plan: plan.as_ref().map(|plan| (plan.from_on, plan.to_on)),
        },
        today: app.today(region).await?,
        calendar: &calendar,
        plan: plan_ref.as_ref(),
    };
    let Read { mut rows, notes } = reading::read(workbook, &context)?;
    let open = open_titles(app.store().read(), region, &rows).await?;
    mark_open(&mut rows, &open);

    let file_name = file_name(&upload.file_name);
    let row = entity::Model {
        id: new_id(),
        region_id: region.0,
        user_id: ctx.actor.user.0,
        plan_id: plan.map(|plan| plan.id),
        file_name,
        sha256,
        year: upload.year,
        status: ImportStatus::Previewed.into(),
        task_count: count(rows.iter().filter(|row| row.kind == MatterKind::Task)),
        issue_count: count(rows.iter().filter(|row| row.kind == MatterKind::Issue)),
        warning_count: problems(&rows, Severity::Warning),
        error_count: problems(&rows, Severity::Error),
        rows: StoredPreview { rows, notes }.to_json()?,
        created_at: app.now().timestamp_millis(),
        applied_at: None,
    };
    let work = Work::begin(app).await?;
    let made = entity::ActiveModel::from(row.clone());
    entity::Entity::insert(made)
        .exec_without_returning(work.tx())
        .await?;
    let recorded = record(&work, ctx, EventData::ImportPreviewed, &row).await?;
    work.commit(recorded).await?;
    view(app, row).await
}

/// Writes the rows as drafts, all or none, once.
pub async fn apply(app: &App, ctx: &Ctx, id: ImportId, apply: Apply) -> AppResult<ImportView> {
    permitted(ctx)?;
    let work = Work::begin(app).await?;
    // One upload of a county at a time, so that two of the same file see each other.
    region::entity::Entity::find_by_id(ctx.actor.region.0)
        .lock(LockType::NoKeyUpdate)
        .one(work.tx())
        .await?;
    let row = entity::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(work.tx())
        .await?;
    let mut row = row
        .filter(|row| row.region_id == ctx.actor.region.0)
        .ok_or(AppError::NotFound)?;
    if row.status == ImportStatus::Applied {
        return Err(AppError::Conflict("already_applied"));
    }
    let plan = match row.plan_id {
        Some(id) => Some(
            plan::query::find(work.tx(), ctx.actor.region, id.into())
                .await?
                .title,
        ),
        None => None,
    };
    let rows = chosen(StoredPreview::of(&row)?.rows, &apply.skip_rows)?;
    if !apply.confirm_duplicates {
        not_there_yet(work.tx(), &row, &rows).await?;
    }
    let keys: Vec<RowKey> = rows.iter().map(RowKey::of).collect();
    let new = rows
        .into_iter()
        .map(|row| new_matter(row, plan.as_deref()))
        .collect::<AppResult<Vec<_>>>()?;
    let new: Vec<NewMatter> = new
        .into_iter()
        .map(|matter| NewMatter {
            plan_id: row.plan_id,
            ..matter
        })
        .collect();
    let directory = app.directory().await?;
    let moved = keys
        .iter()
        .zip(&new)
        .filter(|(_, new)| !matter::parties_exist(&directory, ctx, new));
    if let Some(rows) = places(moved.map(|(key, _)| key)) {
        return Err(AppError::invalid_with("skip_rows", "rows_without_parties", rows));
    }
    let _ = matter::create_in(&work, ctx, new, matter::DraftOrigin::Import(row.id)).await?;
    row.status = ImportStatus::Applied.into();
    row.applied_at = Some(app.now().timestamp_millis());
    let done = entity::ActiveModel {
        id: Set(row.id),
        status: Set(row.status),
        applied_at: Set(row.applied_at),
        ..Default::default()
    };
    entity::Entity::update(done).exec(work.tx()).await?;
    let recorded = record(&work, ctx, EventData::ImportApplied, &row).await?;
    work.commit(recorded).await?;
    find(app, ctx, id).await
}

pub(super) fn permitted(ctx: &Ctx) -> AppResult<()> {
    if has_permission(&ctx.actor, Permission::ImportLedger) {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

async fn record(
    work: &Work<'_>,
    ctx: &Ctx,
    what: fn(ImportRead) -> EventData,
    row: &entity::Model,
) -> AppResult<Recorded> {
    let data = what(ImportRead {
        import_id: row.id,
        file_name: row.file_name.clone(),
        sha256: row.sha256.clone(),
        tasks: row.task_count,
        issues: row.issue_count,
    });
    work.record(ctx.actor.region, NewEvent::new(&ctx.actor, data))
        .await
}

/// The name without folders and signs that no file name needs.
fn file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = clean(last).chars().take(200).collect();
    if name.is_empty() {
        "ledger.xlsx".to_owned()
    } else {
        name
    }
}

fn problems(rows: &[ImportRow], severity: Severity) -> i32 {
    count(
        rows.iter()
            .flat_map(|row| &row.problems)
            .filter(|problem| problem.severity == severity),
    )
}

fn count<T>(items: impl Iterator<Item = T>) -> i32 {
    i32::try_from(items.count()).unwrap_or(i32::MAX)
}
