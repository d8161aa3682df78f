//! One action on one matter inside a transaction: load, policy, version, life cycle, effects, save,
//! event, messages.

use chrono::NaiveDate;
use duban_core::event::{Changes, EventData, MatterAction, MatterFact};
use duban_core::id::{DepartmentId, MatterId};
use duban_core::matter::MatterFacts;
use duban_core::matter::lifecycle::{TransitionContext, apply};
use duban_core::policy::{Decision, check};
use duban_core::word::{Action, Stage};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::action::{self, Command};
use super::context::ActionContext;
use super::facts::{matter_facts, next_alert_at};
use super::filter::NO_DATE;
use super::view::MatterVersion;
use super::{effect, entity, notify, participant, query};
use crate::error::{AppError, AppResult};
use crate::event::{By, NewEvent};
use crate::scope::Unscoped;
use crate::store::Tx;
use crate::unit_of_work::{Recorded, Work};
use crate::words::instant;
use crate::{App, Ctx, extension, region};

/// A matter as the rules see it, its row locked until the transaction ends.
pub(super) struct LoadedMatter {
    pub(super) row: entity::Model,
    pub(super) parts: Vec<participant::Model>,
    pub(super) facts: MatterFacts,
}

/// A matter after a command.
pub(super) struct ChangedMatter {
    pub(super) row: entity::Model,
    pub(super) parts: Vec<participant::Model>,
    pub(super) recorded: Recorded,
}

/// Opens a matter for an action: locked, the policy asked, at the version that the caller saw. There is no other way
/// to a matter that may be changed.
pub(super) async fn open(
    work: &Work<'_>,
    ctx: &Ctx,
    target: MatterVersion,
    action: Action,
) -> AppResult<LoadedMatter> {
    let loaded = load(work.tx(), work.app(), target.id).await?;
    match check(&ctx.actor, action, &loaded.facts) {
        Decision::Allowed => {}
        Decision::Forbidden => return Err(AppError::Forbidden),
        Decision::Hidden => return Err(AppError::NotFound),
    }
    let current = loaded.row.version;
    if current == target.version {
        Ok(loaded)
    } else {
        Err(AppError::Stale { current })
    }
}

/// Loads and locks a matter.
async fn load(tx: &Tx, app: &App, id: MatterId) -> AppResult<LoadedMatter> {
    // Not FOR UPDATE: rows that point at this matter may be written meanwhile, else a delivery that holds the head
    // of the chain would wait for us and we for it.
    let row = entity::Entity::find_unscoped(Unscoped::Decided)
        .filter(entity::Column::Id.eq(id.0))
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await?
        .ok_or(AppError::NotFound)?;
    let parts = query::participants(tx, row.id).await?;
    let directory = app.directory().await?;
    let region = directory.region(row.region_id.into())?;
    let facts = matter_facts(&row, &parts, &directory, region);
    Ok(LoadedMatter { row, parts, facts })
}

/// Locks matters, all of them before anything is written: who holds the head of the chain waits for no matter.
pub(super) async fn lock(tx: &Tx, ids: impl Iterator<Item = MatterId>) -> AppResult<()> {
    entity::Entity::find_unscoped(Unscoped::Command)
        .select_only()
        .column(entity::Column::Id)
        .filter(entity::Column::Id.is_in(ids.map(|id| id.0)))
        .order_by_asc(entity::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .into_tuple::<Uuid>()
        .all(tx)
        .await?;
    Ok(())
}

/// Carries out the command and gives the matter as it is now.
pub(super) async fn apply_action(
    work: &Work<'_>,
    ctx: &Ctx,
    target: MatterVersion,
    command: &Command,
) -> AppResult<ChangedMatter> {
    let LoadedMatter {
        row: before,
        mut parts,
        facts,
    } = open(work, ctx, target, command.action()).await?;
    let action = command.action();
    let cx = ActionContext::new(work, ctx, before.region_id.into()).await?;
    let inputs = Inputs::of(cx.tx(), command, &before).await?;
    let context = TransitionContext {
        new_due_on: inputs.new_due_on,
        event_on: inputs.event_on,
        department: inputs.department,
        ..TransitionContext::of(&ctx.actor, cx.today, &cx.calendar)
    };
    let next = apply(action, &facts, &context)?;
    let mut row = before.clone();
    effect::state(&cx, &mut row, &next, action, inputs.event_on).await?;
    let details = effect::details(&cx, &mut row, &mut parts, command, &next).await?;
    save(&cx, &mut row).await?;
    // The city's office acts on the county's matter: the event belongs to the county's chain.
    let mut by = By::from(&ctx.actor);
    if let (Command::SolveOnSite(_), By::Person { on_behalf_of, .. }) = (command, &mut by) {
        let other = row.solved_by.filter(|leader| *leader != ctx.actor.user.0);
        *on_behalf_of = other.map(Into::into);
    }
    let note = action::note(command);
    let data = EventData::Action(Box::new(MatterAction {
        action,
        changes: changes(&before, &row),
        details,
    }));
    let event = NewEvent::new(by, data)
        .about(before.id.into())
        .with_note(note.clone());
    let recorded = work.record_at(cx.region.id, cx.now, vec![event]).await?;
    notify::notify_recipients(&cx, facts.stage, &row, &parts, command, note.as_deref()).await?;
    Ok(ChangedMatter { row, parts, recorded })
}

/// What a command brings along for the rules to look at.
struct Inputs {
    new_due_on: Option<NaiveDate>,
    event_on: Option<NaiveDate>,
    department: Option<DepartmentId>,
}

impl Inputs {
    async fn of(tx: &Tx, command: &Command, row: &entity::Model) -> AppResult<Self> {
        let mut inputs = Self {
            new_due_on: None,
            event_on: None,
            department: None,
        };
        match command {
            Command::ExtensionRequest(input) => inputs.new_due_on = Some(input.new_due_on),
            Command::ExtensionApprove(input) => {
                let asked = extension::query::pending(tx, row.id)
                    .await?
                    .map(|pending| pending.to_due_on);
                inputs.new_due_on = input.new_due_on.or(asked);
            }
            Command::EscalationAccept(input) => inputs.new_due_on = Some(input.city_due_on),
            Command::EscalationSubmit(input) => inputs.event_on = Some(input.document_on),
            Command::SolveOnSite(input) => inputs.event_on = Some(input.solved_on),
            Command::Reassign(input) => inputs.department = Some(input.department_id.into()),
            Command::WaivePart(input) => inputs.department = Some(input.department_id.into()),
            _ => {}
        }
        Ok(inputs)
    }
}

/// Derives what lists and the worker need, raises the version and writes the row if nobody was faster.
pub(super) async fn save(cx: &ActionContext<'_>, row: &mut entity::Model) -> AppResult<()> {
    row.is_open = row.status.0.is_open();
    row.active_due_on = match row.stage.0 {
        Stage::County => row.due_on,
        Stage::City => row.city_due_on.unwrap_or(NO_DATE),
    };
    // With the settings as they are now: a new ladder wakes every matter, and none may be put to sleep by an old one.
    let current = region::current(cx.tx(), cx.region.id).await?;
    // Whose move it is does not depend on the co-departments.
    let facts = matter_facts(row, &[], &cx.directory, &current);
    row.holder = duban_core::matter::light::holder(&facts).into();
    row.next_alert_at = next_alert_at(row, &current, &cx.calendar, instant(cx.now));
    row.updated_at = cx.now;
    let seen = row.version;
    row.version += 1;
    let mut change = row.clone().into_active_model().reset_all();
    change.not_set(entity::Column::Id);
    let saved = entity::Entity::update_many()
        .set(change)
        .filter(entity::Column::Id.eq(row.id))
        .filter(entity::Column::Version.eq(seen))
        .exec(cx.tx())
        .await?;
    if saved.rows_affected == 1 {
        Ok(())
    } else {
        Err(AppError::Stale { current: row.version })
    }
}

/// What an action changes of a matter.
fn changes(old: &entity::Model, new: &entity::Model) -> Changes {
    use MatterFact as Fact;
    let mut changes = Changes::default();
    changes.note(Fact::Status, &old.status, &new.status);
    changes.note(Fact::Stage, &old.stage, &new.stage);
    changes.note(Fact::Resolution, &old.resolution, &new.resolution);
    changes.note(Fact::Outcome, &old.outcome, &new.outcome);
    changes.note(Fact::LeaderId, &old.leader_id, &new.leader_id);
    changes.note(
        Fact::LeadDepartmentId,
        &old.lead_department_id,
        &new.lead_department_id,
    );
    changes.note(Fact::DueOn, &old.due_on, &new.due_on);
    changes.note(Fact::CityDueOn, &old.city_due_on, &new.city_due_on);
    changes.note(Fact::StoppedOn, &old.stopped_on, &new.stopped_on);
    changes.note(
        Fact::ProgressPercent,
        &old.progress_percent,
        &new.progress_percent,
    );
    changes.note(
        Fact::EscalationStatus,
        &old.escalation_status,
        &new.escalation_status,
    );
    changes.note(
        Fact::ExtensionPending,
        &old.extension_pending,
        &new.extension_pending,
    );
    changes.note(Fact::Holder, &old.holder, &new.holder);
    changes
}
