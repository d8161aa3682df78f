//! The last administrator of a kind stays: nobody else could make another one.

use duban_core::policy::is_administrator;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::entity::{Column, Entity, Model};
use crate::column::Word;
use crate::error::{AppError, AppResult};
use crate::event;
use crate::store::Tx;

/// Refuses to take an account, which the caller has locked, out of the active ones of its role when that is one of the
/// three administrators and no other is left. `field` is what was to be changed.
pub(super) async fn refuse(tx: &Tx, row: &Model, field: &str) -> AppResult<()> {
    let role = row.role.0;
    if !is_administrator(role) {
        return Ok(());
    }
    // Two who close one each of the last two come one after the other: the head is locked for the event anyway.
    event::lock(tx, row.region_id.into()).await?;
    let others = Entity::find()
        .filter(Column::RegionId.eq(row.region_id))
        .filter(Column::Role.eq(Word(role)))
        .filter(Column::Active.eq(true))
        .filter(Column::Id.ne(row.id))
        .count(tx)
        .await?;
    if others == 0 {
        return Err(AppError::invalid(field, "last_administrator"));
    }
    Ok(())
}
