//! Changing a draft: one transaction, one event that tells each changed field before and after.

use chrono::NaiveDate;
use duban_core::calendar::Calendar;
use duban_core::id::MatterId;
use duban_core::matter::lifecycle::{Context, apply};
use duban_core::policy::{Decision, check};
use duban_core::word::Action;

use super::perform::{self, Loaded};
use super::view::Matter;
use super::{entity, known, query};
use crate::directory::Region;
use crate::error::{AppError, AppResult};
use crate::event::{self, By, NewEvent};
use crate::store::Tx;
use crate::{App, Ctx, plan};

mod diff;
pub(super) mod input;

pub use input::PatchMatter;

/// Changes a draft.
pub async fn patch(
    app: &App,
    ctx: &Ctx,
    id: MatterId,
    version: i32,
    patch: PatchMatter,
) -> AppResult<Matter> {
    patch.check()?;
    let tx = app.store().begin().await?;
    let Loaded {
        mut row,
        parts,
        facts,
    } = perform::load(&tx, app, id).await?;
    match check(&ctx.actor, Action::Edit, &facts) {
        Decision::Allowed => {}
        Decision::Forbidden => return Err(AppError::Forbidden),
        Decision::Hidden => return Err(AppError::NotFound),
    }
    if row.version != version {
        return Err(AppError::Stale { current: row.version });
    }
    let (directory, calendar) = (app.directory().await?, app.calendar().await?);
    let region = directory.region(row.region_id.into())?;
    let desk = Desk {
        tx: &tx,
        region,
        calendar: &calendar,
        today: region.zone().local_date(app.now()),
        now: app.now().timestamp_millis(),
    };
    let context = Context {
        today: desk.today,
        calendar: &calendar,
        actor: &ctx.actor,
        new_due_on: patch.due_on,
        event_on: None,
        department: None,
    };
    apply(Action::Edit, &facts, &context)?;
    known::all(&directory, ctx, &named(&patch, &row, desk.today))?;
    if let Some(plan) = patch.plan_id.flatten() {
        plan::query::find(&tx, region.id, plan.into()).await?;
    }
    let mut changes = diff::Changes::default();
    changes.fields(&desk, &mut row, &patch).await?;
    changes.departments(&desk, &mut row, &parts, &patch).await?;
    perform::save(&tx, app, region, &calendar, &mut row).await?;
    let event = NewEvent {
        matter: Some(id),
        before: changes.before,
        after: changes.after,
        ..NewEvent::new(By::from(&ctx.actor), Action::Edit.as_str())
    };
    event::append(&tx, app.audit_key(), region.id, desk.now, vec![event]).await?;
    tx.commit().await?;
    app.changed();
    query::get(app, ctx, id).await
}

/// Where a draft is changed.
struct Desk<'a> {
    tx: &'a Tx,
    region: &'a Region,
    calendar: &'a Calendar,
    today: NaiveDate,
    /// The product's present, ms.
    now: i64,
}

/// Whom and what the change names. A date that stays is not asked again whether it has passed.
fn named<'a>(patch: &'a PatchMatter, row: &entity::Model, today: NaiveDate) -> known::Named<'a> {
    known::Named {
        leader: patch.leader_id,
        lead: patch.lead_department_id,
        stays_lead: patch.lead_department_id.unwrap_or(row.lead_department_id),
        co: patch.co_department_ids.as_deref().unwrap_or_default(),
        due_on: patch.due_on.filter(|due| *due != row.due_on),
        not_before: Some(today),
    }
}
