//! Reading a matter's submissions to the city.

use std::collections::HashMap;

use duban_core::id::RegionId;
use duban_core::policy::Scope;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::view::Escalation;
use super::{batch, entity};
use crate::column::Word;
use crate::directory::Directory;
use crate::error::AppResult;
use crate::scope::Unscoped;
use crate::words::{instant, instant_opt};

/// The letter of this number.
pub(crate) async fn letter<C: ConnectionTrait>(
    db: &C,
    region: RegionId,
    document_number: &str,
) -> AppResult<Option<batch::Model>> {
    Ok(batch::Entity::find()
        .filter(batch::Column::RegionId.eq(region.0))
        .filter(batch::Column::DocumentNumber.eq(document_number))
        .one(db)
        .await?)
}

/// The submissions that a scope reads, of the matters that it sees.
pub(crate) fn readable(scope: &Scope) -> Condition {
    let submitted = || entity::Column::SubmittedAt.is_not_null();
    Condition::all().add_option((!scope.reads_proposals()).then(submitted))
}

/// The newest submission of a matter that a scope reads.
pub(crate) async fn newest<C: ConnectionTrait>(
    db: &C,
    directory: &Directory,
    scope: &Scope,
    matter: Uuid,
) -> AppResult<Option<Escalation>> {
    let newest = newest_first(Unscoped::Shown, matter)
        .filter(readable(scope))
        .one(db)
        .await?;
    Ok(newest.map(|row| view(directory, row)))
}

pub(crate) async fn newest_row<C: ConnectionTrait>(db: &C, matter: Uuid) -> AppResult<Option<entity::Model>> {
    Ok(newest_first(Unscoped::Command, matter).one(db).await?)
}

fn newest_first(why: Unscoped, matter: Uuid) -> Select<entity::Entity> {
    entity::Entity::find_unscoped(why)
        .filter(entity::Column::MatterId.eq(matter))
        .order_by_desc(entity::Column::ProposedAt)
        .order_by_desc(entity::Column::Id)
}

/// When the newest submission of each of the matters went to the city, ms.
pub(crate) async fn submitted_at<C: ConnectionTrait>(
    db: &C,
    matters: &[Uuid],
) -> AppResult<HashMap<Uuid, i64>> {
    let found: Vec<(Uuid, Option<i64>)> = entity::Entity::find_unscoped(Unscoped::Shown)
        .select_only()
        .columns([entity::Column::MatterId, entity::Column::SubmittedAt])
        .filter(entity::Column::MatterId.is_in(matters.iter().copied()))
        .order_by_asc(entity::Column::ProposedAt)
        .order_by_asc(entity::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let newest: HashMap<Uuid, Option<i64>> = found.into_iter().collect();
    Ok(newest
        .into_iter()
        .filter_map(|(matter, at)| Some((matter, at?)))
        .collect())
}

pub(crate) fn view(directory: &Directory, row: entity::Model) -> Escalation {
    let department = |id: Option<Uuid>| id.map(|id| directory.department_ref(id));
    Escalation {
        id: row.id.into(),
        status: row.status.0,
        tried: row.tried,
        ask: row.ask,
        suggested_city_department: department(row.suggested_city_department_id),
        policy_basis: row.policy_basis,
        proposed_at: instant(row.proposed_at),
        proposed_by: directory.person_ref(row.proposed_by),
        endorsed_at: instant_opt(row.endorsed_at),
        endorsed_by: row.endorsed_by.map(|user| directory.person_ref(user)),
        document_number: row.document_number,
        document_on: row.document_on,
        submitted_at: instant_opt(row.submitted_at),
        accepted_at: instant_opt(row.accepted_at),
        city_department: department(row.city_department_id),
        city_due_on: row.city_due_on,
        contact: row.contact,
        answer: row.answer.map(Word::get),
        answer_text: row.answer_text,
        answered_at: instant_opt(row.answered_at),
        reason: row.reason,
        on_behalf: row.on_behalf,
    }
}
