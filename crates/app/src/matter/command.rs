//! Changing matters. Each function is one transaction: load, policy, version, rules, save, event,
//! alerts re-planned; or nothing at all.

use duban_core::id::MatterId;

use super::action::{self, Command};
use super::create::{Created, DraftOrigin, register};
use super::input::NewMatter;
use super::view::{Matter, MatterVersion};
use super::{apply_action, detail};
use crate::error::{AppError, AppResult};
use crate::unit_of_work::{Recorded, Work};
use crate::{App, Ctx};

pub use super::patch::patch;

/// Matters in one batch at most.
pub const BATCH_MAX: usize = 200;

/// Registers a matter as a draft.
pub async fn create(app: &App, ctx: &Ctx, new: NewMatter) -> AppResult<Matter> {
    let work = Work::begin(app).await?;
    let (created, recorded) = register(&work, ctx, vec![new], DraftOrigin::Form).await?;
    work.commit(recorded).await?;
    let Created { row, parts } = created
        .into_iter()
        .next()
        .ok_or_else(|| AppError::Internal("no matter".to_owned()))?;
    detail::compose_new(app, ctx, row, parts).await
}

/// Carries out an action on one matter.
pub async fn act(app: &App, ctx: &Ctx, id: MatterId, version: i32, command: Command) -> AppResult<Matter> {
    action::check(&command)?;
    let work = Work::begin(app).await?;
    let done = apply_action::apply_action(&work, ctx, MatterVersion { id, version }, &command).await?;
    // What was done is answered, even where it took the matter out of the caller's sight.
    let matter = detail::compose(app, ctx, work.tx(), done.row, done.parts).await?;
    work.commit(done.recorded).await?;
    Ok(matter)
}

/// Carries out the same action on many matters, on all of them or on none.
pub async fn act_many(
    app: &App,
    ctx: &Ctx,
    items: Vec<MatterVersion>,
    command: Command,
) -> AppResult<Vec<MatterVersion>> {
    action::check(&command)?;
    let work = Work::begin(app).await?;
    let (done, recorded) = act_many_in(&work, ctx, items, &command).await?;
    work.commit(recorded).await?;
    Ok(done)
}

/// The same inside a unit of work of the caller's.
pub(crate) async fn act_many_in(
    work: &Work<'_>,
    ctx: &Ctx,
    mut items: Vec<MatterVersion>,
    command: &Command,
) -> AppResult<(Vec<MatterVersion>, Recorded)> {
    if items.len() > BATCH_MAX {
        return Err(AppError::invalid_with("items", "too_many", BATCH_MAX));
    }
    // In one order, so that two batches over the same matters cannot wait for each other.
    items.sort_by_key(|item| item.id);
    if let Some(pair) = items.windows(2).find(|pair| pair[0].id == pair[1].id) {
        return Err(AppError::invalid_with("items", "duplicate", pair[0].id));
    }
    apply_action::lock(work.tx(), items.iter().map(|item| item.id)).await?;
    let (mut done, mut recorded) = (Vec::with_capacity(items.len()), None);
    for item in items {
        let id = item.id;
        let applied = apply_action::apply_action(work, ctx, item, command).await;
        let applied = applied.map_err(|error| match error {
            AppError::Forbidden => AppError::ForbiddenMatter(id),
            error => error,
        });
        let applied = applied?;
        done.push(MatterVersion {
            id,
            version: applied.row.version,
        });
        recorded = Some(applied.recorded);
    }
    let recorded = recorded.ok_or_else(|| AppError::invalid("items", "required"))?;
    Ok((done, recorded))
}
