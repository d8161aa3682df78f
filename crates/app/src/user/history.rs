//! Table `password_history`: the hashes of passwords that an account had before, so that none of them comes back soon.

use chrono::{DateTime, Utc};
use duban_core::id::UserId;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::AppResult;
use crate::store::Tx;
use crate::words::new_id;

/// Passwords that do not come back, the present one among them.
pub(super) const REMEMBERED: usize = 5;

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "password_history")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub user_id: Uuid,
        pub password_hash: String,
        pub replaced_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity};

/// The hashes before the present one, the newest first.
pub(super) async fn of(db: &impl ConnectionTrait, user: UserId) -> AppResult<Vec<String>> {
    let rows = newest_first(user).limit(REMEMBERED as u64 - 1).all(db).await?;
    Ok(rows.into_iter().map(|row| row.password_hash).collect())
}

/// Keeps a hash that is being replaced, and forgets the oldest.
pub(super) async fn keep(tx: &Tx, user: UserId, hash: String, now: DateTime<Utc>) -> AppResult<()> {
    let row = ActiveModel {
        id: Set(new_id()),
        user_id: Set(user.0),
        password_hash: Set(hash),
        replaced_at: Set(now.timestamp_millis()),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    let all: Vec<Uuid> = newest_first(user)
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    let oldest: Vec<Uuid> = all.into_iter().skip(REMEMBERED - 1).collect();
    if !oldest.is_empty() {
        Entity::delete_many()
            .filter(Column::Id.is_in(oldest))
            .exec(tx)
            .await?;
    }
    Ok(())
}

fn newest_first(user: UserId) -> sea_orm::Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(user.0))
        .order_by_desc(Column::ReplacedAt)
        .order_by_desc(Column::Id)
}
