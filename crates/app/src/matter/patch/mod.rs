//! Changing a draft: one transaction, one event that tells each changed field before and after.

use chrono::NaiveDate;
use duban_core::event::{ActionDetails, EventData, MatterAction};
use duban_core::id::MatterId;
use duban_core::matter::lifecycle::{TransitionContext, apply};
use duban_core::word::Action;

use super::apply_action::{self, LoadedMatter};
use super::form::Changes;
use super::input::PatchMatter;
use super::view::Matter;
use super::{entity, query, references};
use crate::error::AppResult;
use crate::event::NewEvent;
use crate::matter::context::ActionContext;
use crate::matter::view::MatterVersion;
use crate::unit_of_work::Work;
use crate::{App, Ctx, plan};

mod diff;

/// Changes a draft.
pub async fn patch(
    app: &App,
    ctx: &Ctx,
    id: MatterId,
    version: i32,
    patch: PatchMatter,
) -> AppResult<Matter> {
    patch.check()?;
    let work = Work::begin(app).await?;
    let LoadedMatter {
        mut row,
        parts,
        facts,
    } = apply_action::open(&work, ctx, MatterVersion { id, version }, Action::Edit).await?;
    let cx = ActionContext::new(&work, ctx, row.region_id.into()).await?;
    let context = TransitionContext {
        new_due_on: patch.due_on,
        ..TransitionContext::of(&ctx.actor, cx.today, &cx.calendar)
    };
    apply(Action::Edit, &facts, &context)?;
    references::validate_references(&cx.directory, ctx, &named(&patch, &row, cx.today))?;
    if let Some(plan) = patch.plan_id.flatten() {
        plan::query::find(work.tx(), cx.region.id, plan.into()).await?;
    }
    let mut changes = Changes::default();
    changes.fields(&cx, &mut row, &patch).await?;
    changes.departments(&cx, &mut row, &parts, &patch).await?;
    apply_action::save(&cx, &mut row).await?;
    let data = EventData::Action(Box::new(MatterAction {
        action: Action::Edit,
        changes: changes.noted,
        details: ActionDetails::default(),
    }));
    let event = NewEvent::new(&ctx.actor, data).about(id);
    let recorded = work.record_at(cx.region.id, cx.now, vec![event]).await?;
    work.commit(recorded).await?;
    query::get(app, ctx, id).await
}

/// Whom and what the change names. A date that stays is not asked again whether it has passed.
fn named<'a>(patch: &'a PatchMatter, row: &entity::Model, today: NaiveDate) -> references::References<'a> {
    references::References {
        leader: patch.leader_id,
        lead: patch.lead_department_id,
        stays_lead: patch.lead_department_id.unwrap_or(row.lead_department_id),
        co: patch.co_department_ids.as_deref().unwrap_or_default(),
        due_on: patch.due_on.filter(|due| *due != row.due_on),
        not_before: Some(today),
    }
}
