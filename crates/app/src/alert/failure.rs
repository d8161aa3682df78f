//! Table `alert_failure`. A matter that the sweep could not handle: how often it was tried and why it
//! failed. The row goes when the matter is swept again.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, PaginatorTrait, QuerySelect, QueryTrait};

use crate::App;
use crate::error::{AppError, AppResult};
use crate::matter::entity as matter;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alert_failure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub matter_id: Uuid,
    pub attempts: i32,
    #[sea_orm(column_type = "Text")]
    pub last_error: String,
    pub failed_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Notes that a matter failed alone and puts it off, so that it holds up nobody.
pub(super) async fn note(app: &App, id: Uuid, error: &AppError) -> AppResult<()> {
    let now = app.now();
    let tx = app.store().begin().await?;
    let before = Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
    let attempts = before.as_ref().map_or(1, |row| row.attempts.saturating_add(1));
    let row = ActiveModel {
        matter_id: Set(id),
        attempts: Set(attempts),
        last_error: Set(error.to_string()),
        failed_at: Set(now.timestamp_millis()),
    };
    if before.is_some() {
        Entity::update(row).exec(&tx).await?;
    } else {
        Entity::insert(row).exec_without_returning(&tx).await?;
    }
    let again = (now + backoff(attempts)).timestamp_millis();
    matter::Entity::update_many()
        .col_expr(matter::Column::NextAlertAt, again.into())
        .filter(matter::Column::Id.eq(id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    tracing::error!(matter = %id, attempts, %error, "a matter cannot be swept and is put off");
    Ok(())
}

/// Forgets the failures of matters that have now been swept.
pub(super) async fn forget(tx: &DatabaseTransaction, matters: &[matter::Model]) -> AppResult<()> {
    Entity::delete_many()
        .filter(Column::MatterId.is_in(matters.iter().map(|matter| matter.id)))
        .exec(tx)
        .await?;
    Ok(())
}

/// Matters that wait for a further try. One that was ended meanwhile needs none.
pub(crate) async fn count(app: &App) -> AppResult<u64> {
    let waiting = matter::Entity::find()
        .select_only()
        .column(matter::Column::Id)
        .filter(matter::Column::NextAlertAt.is_not_null())
        .into_query();
    Ok(Entity::find()
        .filter(Column::MatterId.in_subquery(waiting))
        .count(app.store().read())
        .await?)
}

/// The wait after the given number of attempts: a minute, doubled each time, at most an hour.
fn backoff(attempts: i32) -> TimeDelta {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(6);
    TimeDelta::minutes(1 << doublings).min(TimeDelta::hours(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        for (attempts, minutes) in [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (99, 60)] {
            assert_eq!(backoff(attempts), TimeDelta::minutes(minutes), "after {attempts}");
        }
    }
}
