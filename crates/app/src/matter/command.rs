//! Changing matters. Each function is one transaction: load, policy, version, rules, save, event,
//! alerts re-planned; or nothing at all.

use duban_core::id::MatterId;
use duban_core::matter::lifecycle::Context;
use duban_core::policy::{Decision, check};
use duban_core::word::Action;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
};
use serde_json::{Map, Value, json};

use super::action::Command;
use super::create::{Created, Origin, is_department, part, register};
use super::input::{NewMatter, PatchMatter};
use super::perform::{self, Loaded};
use super::view::{Matter, MatterVersion};
use super::{participant, query, whole};
use crate::error::{AppError, AppResult, FieldError};
use crate::event::{self, By, NewEvent};
use crate::input::tidy;
use crate::{App, Ctx};

/// Matters in one batch at most.
pub const BATCH_MAX: usize = 200;

/// Registers a matter as a draft.
pub async fn create(app: &App, ctx: &Ctx, new: NewMatter) -> AppResult<Matter> {
    let tx = app.store().begin().await?;
    let created = register(&tx, app, ctx, vec![new], Origin::Form).await?;
    tx.commit().await?;
    app.changed();
    let Created { row, parts } = created
        .into_iter()
        .next()
        .ok_or_else(|| AppError::Internal("no matter".to_owned()))?;
    whole::fresh(app, ctx, row, parts).await
}

/// Carries out an action on one matter.
pub async fn act(app: &App, ctx: &Ctx, id: MatterId, version: i32, command: Command) -> AppResult<Matter> {
    command.check()?;
    let tx = app.store().begin().await?;
    let done = perform::perform(&tx, app, ctx, MatterVersion { id, version }, &command).await?;
    // What was done is answered, even where it took the matter out of the caller's sight.
    let matter = whole::written(app, ctx, &tx, done.row, done.parts).await?;
    tx.commit().await?;
    app.changed();
    Ok(matter)
}

/// Carries out the same action on many matters, on all of them or on none.
pub async fn act_many(
    app: &App,
    ctx: &Ctx,
    items: Vec<MatterVersion>,
    command: Command,
) -> AppResult<Vec<MatterVersion>> {
    command.check()?;
    let tx = app.store().begin().await?;
    let done = act_many_in(&tx, app, ctx, items, &command).await?;
    tx.commit().await?;
    app.changed();
    Ok(done)
}

/// The same inside a transaction of the caller's.
pub(crate) async fn act_many_in(
    tx: &DatabaseTransaction,
    app: &App,
    ctx: &Ctx,
    mut items: Vec<MatterVersion>,
    command: &Command,
) -> AppResult<Vec<MatterVersion>> {
    if items.is_empty() {
        return Err(AppError::invalid("items", "required"));
    }
    if items.len() > BATCH_MAX {
        return Err(AppError::invalid_with("items", "too_many", BATCH_MAX));
    }
    // In one order, so that two batches over the same matters cannot wait for each other.
    items.sort_by_key(|item| item.id);
    if let Some(pair) = items.windows(2).find(|pair| pair[0].id == pair[1].id) {
        return Err(AppError::invalid_with("items", "duplicate", pair[0].id));
    }
    perform::lock(tx, items.iter().map(|item| item.id)).await?;
    let mut done = Vec::with_capacity(items.len());
    for item in items {
        let id = item.id;
        let version = perform::perform(tx, app, ctx, item, command).await?.row.version;
        done.push(MatterVersion { id, version });
    }
    Ok(done)
}

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
    let today = region.zone().local_date(app.now());
    let context = Context {
        today,
        calendar: &calendar,
        actor: &ctx.actor,
        new_due_on: patch.due_on,
        event_on: None,
        department: None,
    };
    duban_core::matter::lifecycle::apply(Action::Edit, &facts, &context)?;
    let mut errors = Vec::new();
    if patch
        .leader_id
        .is_some_and(|leader| !query::is_leader(&directory, leader, ctx))
    {
        errors.push(FieldError::new("leader_id", "unknown_leader"));
    }
    if patch
        .lead_department_id
        .is_some_and(|lead| !is_department(&directory, lead, ctx))
    {
        errors.push(FieldError::new("lead_department_id", "unknown_department"));
    }
    for (at, department) in patch.co_department_ids.iter().flatten().enumerate() {
        let field = format!("co_department_ids[{at}]");
        if !is_department(&directory, *department, ctx) {
            errors.push(FieldError::new(field, "unknown_department"));
        } else if *department == patch.lead_department_id.unwrap_or(row.lead_department_id) {
            errors.push(FieldError::new(field, "lead_is_no_co_department"));
        }
    }
    if patch.due_on.is_some_and(|due| due < today && due != row.due_on) {
        errors.push(FieldError::with("due_on", "date_in_past", today));
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let (mut before, mut after) = (Map::new(), Map::new());
    let mut note = |field: &str, old: Value, new: Value| {
        if old != new {
            before.insert(field.to_owned(), old);
            after.insert(field.to_owned(), new);
        }
    };
    macro_rules! set {
        ($field:ident, $value:expr) => {
            if let Some(value) = $value {
                note(stringify!($field), json!(row.$field), json!(value));
                row.$field = value;
            }
        };
    }
    set!(title, patch.title.map(|title| title.trim().to_owned()));
    set!(requirement, patch.requirement.map(|text| text.trim().to_owned()));
    set!(urgency, patch.urgency.map(|urgency| urgency.as_str().to_owned()));
    set!(category, patch.category.map(|text| tidy(Some(text))));
    set!(
        weak_link_kind,
        patch.weak_link_kind.map(|kind| Some(kind.as_str().to_owned()))
    );
    set!(basis, patch.basis.map(|text| tidy(Some(text))));
    set!(remark, patch.remark.map(|text| tidy(Some(text))));
    set!(leader_id, patch.leader_id);
    set!(
        report_cycle,
        patch.report_cycle.map(|cycle| cycle.as_str().to_owned())
    );
    set!(report_day, patch.report_day.map(Some));
    set!(due_on, patch.due_on);
    row.original_due_on = row.due_on;
    let co_before: Vec<_> = parts
        .iter()
        .filter(|part| !part.is_lead)
        .map(|part| part.department_id)
        .collect();
    let new_lead = patch.lead_department_id.unwrap_or(row.lead_department_id);
    let co: Vec<_> = patch.co_department_ids.unwrap_or_else(|| co_before.clone());
    let co: Vec<_> = co
        .into_iter()
        .filter(|department| *department != new_lead)
        .collect();
    note(
        "lead_department_id",
        json!(row.lead_department_id),
        json!(new_lead),
    );
    note("co_department_ids", json!(co_before), json!(co));
    row.lead_department_id = new_lead;
    participant::Entity::delete_many()
        .filter(participant::Column::MatterId.eq(row.id))
        .exec(&tx)
        .await?;
    let mut rows = vec![part(row.id, new_lead, true)];
    rows.extend(co.iter().map(|department| part(row.id, *department, false)));
    let rows = rows.into_iter().map(|part| part.into_active_model().reset_all());
    participant::Entity::insert_many(rows)
        .exec_without_returning(&tx)
        .await?;
    perform::save(&tx, app, region, &calendar, &mut row).await?;
    let event = NewEvent {
        matter: Some(id),
        before,
        after,
        ..NewEvent::new(By::from(&ctx.actor), Action::Edit.as_str())
    };
    event::append(
        &tx,
        app.audit_key(),
        region.id,
        app.now().timestamp_millis(),
        vec![event],
    )
    .await?;
    tx.commit().await?;
    app.changed();
    query::get(app, ctx, id).await
}
