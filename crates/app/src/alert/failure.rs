//! Table `alert_failure`. A matter that the sweep could not handle: how often it was tried and why it
//! failed. It is tried again after a wait of the machine's clock, since the product's may stand still in
//! a demo. The row goes when the matter is swept again.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{Condition, ExprTrait, PaginatorTrait, QuerySelect, QueryTrait};

use crate::App;
use crate::backoff::{LONGEST, doubling};
use crate::error::{AppError, AppResult};
use crate::matter::entity as matter;
use crate::scope::Unscoped;
use crate::store::Tx;
use crate::unit_of_work::{Unrecorded, Work};

/// Wait after the first failure.
const FIRST_WAIT: TimeDelta = TimeDelta::minutes(1);

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

/// Notes that a matter failed alone, which puts it off, so that it holds up nobody.
pub(super) async fn note(app: &App, id: Uuid, error: &AppError) -> AppResult<()> {
    let work = Work::begin(app).await?;
    let row = ActiveModel {
        matter_id: Set(id),
        attempts: Set(1),
        last_error: Set(error.to_string()),
        failed_at: Set(app.wall_now().timestamp_millis()),
    };
    // One statement, because another worker may be noting the same matter.
    let again = OnConflict::column(Column::MatterId)
        .update_columns([Column::LastError, Column::FailedAt])
        .value(Column::Attempts, Expr::col((Entity, Column::Attempts)).add(1))
        .to_owned();
    Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(work.tx())
        .await?;
    work.commit_unrecorded(Unrecorded::Lease).await?;
    tracing::error!(matter = %id, %error, "a matter cannot be swept and is put off");
    Ok(())
}

/// Which matters are not put off: those that did not fail, and those whose wait is over.
pub(crate) fn ready(app: &App) -> Condition {
    let wall = app.wall_now();
    let mut waiting = Condition::any();
    for attempts in 1.. {
        let wait = doubling(FIRST_WAIT, attempts);
        let as_often = if wait < LONGEST {
            Column::Attempts.eq(attempts)
        } else {
            Column::Attempts.gte(attempts)
        };
        let since = (wall - wait).timestamp_millis();
        waiting = waiting.add(as_often.and(Column::FailedAt.gt(since)));
        if wait == LONGEST {
            break;
        }
    }
    let put_off = Entity::find()
        .select_only()
        .column(Column::MatterId)
        .filter(waiting)
        .into_query();
    Condition::all().add(matter::Column::Id.not_in_subquery(put_off))
}

/// Forgets the failures of matters that have now been swept.
pub(super) async fn forget(tx: &Tx, matters: &[matter::Model]) -> AppResult<()> {
    Entity::delete_many()
        .filter(Column::MatterId.is_in(matters.iter().map(|matter| matter.id)))
        .exec(tx)
        .await?;
    Ok(())
}

/// Matters that wait for a further try. One that was moved on meanwhile, so that nothing of it is due now, needs none.
pub(crate) async fn count(app: &App) -> AppResult<u64> {
    let waiting = matter::Entity::find_unscoped(Unscoped::Worker)
        .select_only()
        .column(matter::Column::Id)
        .filter(matter::Column::NextAlertAt.lte(app.now().timestamp_millis()))
        .into_query();
    Ok(Entity::find()
        .filter(Column::MatterId.in_subquery(waiting))
        .count(app.store().read())
        .await?)
}
