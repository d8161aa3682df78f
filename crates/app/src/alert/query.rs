//! Reading what fired.

use std::collections::HashMap;

use duban_core::id::MatterId;
use duban_core::policy;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entity::{Column, Entity, Model};
use super::view::{AlertView, Slip};
use crate::directory::Directory;
use crate::error::{AppError, AppResult};
use crate::event::private;
use crate::paging::{Page, PageRequest};
use crate::words::{instant, instant_opt, word};
use crate::{App, Ctx, matter, notification, scope};

/// What fired for a matter, newest first. A matter outside the caller's scope is not found.
pub async fn of_matter(app: &App, ctx: &Ctx, id: MatterId, page: &PageRequest) -> AppResult<Page<AlertView>> {
    let limit = page.limit()?;
    let key = page.key::<(i64, Uuid)>()?;
    let db = app.store().read();
    let scope = policy::visibility(&ctx.actor);
    matter::entity::Entity::find_by_id(id.0)
        .filter(scope::matters(&scope))
        .select_only()
        .column(matter::entity::Column::Id)
        .into_tuple::<Uuid>()
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    let submitted = || Column::Rule.is_not_in(private::RULES);
    let mut wanted = Condition::all()
        .add(Column::MatterId.eq(id.0))
        .add_option((!scope.reads_proposals()).then(submitted));
    if let Some((fired_at, id)) = key {
        let older_twin = Condition::all()
            .add(Column::FiredAt.eq(fired_at))
            .add(Column::Id.lt(id));
        wanted = wanted.add(Condition::any().add(Column::FiredAt.lt(fired_at)).add(older_twin));
    }
    let rows = Entity::find()
        .filter(wanted)
        .order_by_desc(Column::FiredAt)
        .order_by_desc(Column::Id)
        .limit(limit + 1)
        .all(db)
        .await?;
    let page = Page::cut(rows, limit, |row| (row.fired_at, row.id));
    Ok(Page {
        items: views(app, page.items).await?,
        next_cursor: page.next_cursor,
    })
}

/// What was sent for each of the matters, newest first. The caller has checked that the actor may
/// see them.
pub(crate) async fn sent_of(app: &App, matters: &[Uuid]) -> AppResult<HashMap<Uuid, Vec<AlertView>>> {
    let rows = Entity::find()
        .filter(Column::MatterId.is_in(matters.iter().copied()))
        .filter(Column::Outcome.eq(super::view::Outcome::Sent.as_str()))
        .order_by_desc(Column::FiredAt)
        .order_by_desc(Column::Id)
        .all(app.store().read())
        .await?;
    let owners: Vec<Uuid> = rows.iter().map(|row| row.matter_id).collect();
    let mut found: HashMap<Uuid, Vec<AlertView>> = HashMap::new();
    for (owner, view) in owners.into_iter().zip(views(app, rows).await?) {
        found.entry(owner).or_default().push(view);
    }
    Ok(found)
}

async fn views(app: &App, rows: Vec<Model>) -> AppResult<Vec<AlertView>> {
    use notification::entity as inbox;
    let directory = app.directory().await?;
    let read: HashMap<Uuid, i64> = inbox::Entity::find()
        .filter(inbox::Column::AlertId.is_in(rows.iter().map(|row| row.id)))
        .filter(inbox::Column::ReadAt.is_not_null())
        .select_only()
        .columns([inbox::Column::AlertId, inbox::Column::ReadAt])
        .into_tuple::<(Uuid, i64)>()
        .all(app.store().read())
        .await?
        .into_iter()
        .collect();
    rows.into_iter()
        .map(|row| view(&directory, read.get(&row.id).copied(), row))
        .collect()
}

fn view(directory: &Directory, read_at: Option<i64>, row: Model) -> AppResult<AlertView> {
    let slip = match (row.slip_number, row.slip_color) {
        (Some(number), Some(color)) => Some(Slip {
            number,
            color: word(&color)?,
        }),
        _ => None,
    };
    Ok(AlertView {
        id: row.id.into(),
        rule: word(&row.rule)?,
        step: row.step,
        cycle: row.cycle,
        recipient: directory.person_ref(row.recipient_id),
        recipient_role: word(&row.recipient_role)?,
        fired_at: instant(row.fired_at),
        outcome: word(&row.outcome)?,
        slip,
        why: row.why,
        delivered_at: instant_opt(row.delivered_at),
        read_at: instant_opt(read_at),
    })
}
