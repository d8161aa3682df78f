//! Reading requests for a new date.

use std::collections::HashMap;

use duban_core::word::ExtensionStatus;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::entity;
use super::view::Extension;
use crate::column::Word;
use crate::directory::Directory;
use crate::error::AppResult;
use crate::scope::Unscoped;
use crate::words::{instant, instant_opt};

/// A matter's requests, oldest first.
pub(crate) async fn of_matter<C: ConnectionTrait>(
    db: &C,
    directory: &Directory,
    matter: Uuid,
) -> AppResult<Vec<Extension>> {
    let rows = entity::Entity::find_unscoped(Unscoped::Shown)
        .filter(entity::Column::MatterId.eq(matter))
        .order_by_asc(entity::Column::RequestedAt)
        .order_by_asc(entity::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| view(directory, row)).collect())
}

/// The request that waits for a decision.
pub(crate) async fn pending<C: ConnectionTrait>(db: &C, matter: Uuid) -> AppResult<Option<entity::Model>> {
    Ok(entity::Entity::find_unscoped(Unscoped::Command)
        .filter(entity::Column::MatterId.eq(matter))
        .filter(entity::Column::Status.eq(Word(ExtensionStatus::Requested)))
        .one(db)
        .await?)
}

/// The approved extensions of each of the matters that has one, oldest first.
pub(crate) async fn approved<C: ConnectionTrait>(
    db: &C,
    matters: &[Uuid],
) -> AppResult<HashMap<Uuid, Vec<entity::Model>>> {
    let found = entity::Entity::find_unscoped(Unscoped::Shown)
        .filter(entity::Column::MatterId.is_in(matters.iter().copied()))
        .filter(entity::Column::Status.eq(Word(ExtensionStatus::Approved)))
        .order_by_asc(entity::Column::RequestedAt)
        .order_by_asc(entity::Column::Id)
        .all(db)
        .await?;
    let mut approved: HashMap<Uuid, Vec<entity::Model>> = HashMap::new();
    for row in found {
        approved.entry(row.matter_id).or_default().push(row);
    }
    Ok(approved)
}

fn view(directory: &Directory, row: entity::Model) -> Extension {
    Extension {
        id: row.id.into(),
        status: row.status.0,
        reason: row.reason,
        progress: row.progress,
        from_due_on: row.from_due_on,
        to_due_on: row.to_due_on,
        late: row.late,
        requested_at: instant(row.requested_at),
        requested_by: directory.person_ref(row.requested_by),
        decided_at: instant_opt(row.decided_at),
        decided_by: row.decided_by.map(|user| directory.person_ref(user)),
        note: row.note,
    }
}
