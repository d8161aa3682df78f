//! The key that a request holds while it works.

use std::future::Future;

use duban_core::id::{MatterId, UserId};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};
use uuid::Uuid;

use super::entity;
use crate::error::{AppError, AppResult};
use crate::store::Tx;

tokio::task_local! {
    /// The key of the request that is being worked on. It travels beside the commands and not through
    /// them, so that no command can forget it.
    static CURRENT_KEY: HeldKey;
}

/// A key that was taken for one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldKey {
    pub(super) user: UserId,
    pub(super) key: String,
    pub(super) holder: Uuid,
}

/// Runs the request under its key: what is written meanwhile is noted on it.
pub async fn run_with_key<F: Future>(held: HeldKey, request: F) -> F::Output {
    CURRENT_KEY.scope(held, request).await
}

/// Notes on the key of the present request, if it has one, that its write is made, and of which matter; part of that
/// write's transaction. Refused when another request has taken the key over, and so is the write.
pub(crate) async fn mark_written(tx: &Tx, matter: Option<MatterId>, at_ms: i64) -> AppResult<()> {
    let Ok(held) = CURRENT_KEY.try_with(Clone::clone) else {
        return Ok(());
    };
    let noted = held
        .update(entity::ActiveModel {
            written_at: Set(Some(at_ms)),
            matter_id: Set(matter.map(|matter| matter.0)),
            ..Default::default()
        })
        .exec(tx)
        .await?;
    if noted.rows_affected == 0 {
        return Err(AppError::Conflict("in_progress"));
    }
    Ok(())
}

impl HeldKey {
    /// A change of the key's row, as long as it is held.
    pub(super) fn update(&self, change: entity::ActiveModel) -> UpdateMany<entity::Entity> {
        entity::Entity::update_many()
            .set(change)
            .filter(entity::Column::UserId.eq(self.user.0))
            .filter(entity::Column::IdempotencyKey.eq(self.key.as_str()))
            .filter(entity::Column::Holder.eq(self.holder))
    }
}
