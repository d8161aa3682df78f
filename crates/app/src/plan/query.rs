//! Reading plans.

use std::collections::HashMap;

use duban_core::id::{PlanId, RegionId};
use duban_core::policy::{self, Permission};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{PlanView, TargetView, entity, target};
use crate::error::{AppError, AppResult};
use crate::{App, Ctx};

/// A plan of the region, or the refusal of an input that names another.
pub(crate) async fn find<C: ConnectionTrait>(
    db: &C,
    region: RegionId,
    id: PlanId,
) -> AppResult<entity::Model> {
    let found = entity::Entity::find_by_id(id.0).one(db).await?;
    let found = found.filter(|plan| plan.region_id == region.0);
    found.ok_or_else(|| AppError::invalid("plan_id", "unknown_plan"))
}

/// The plans of the caller's region, newest first, with their targets.
pub async fn list(app: &App, ctx: &Ctx) -> AppResult<Vec<PlanView>> {
    if !policy::has_permission(&ctx.actor, Permission::ReadPlans) {
        return Err(AppError::Forbidden);
    }
    of_region(app, ctx.actor.region).await
}

/// The plans of a region for whoever sets it up, with no person behind it.
pub async fn of_region(app: &App, region: RegionId) -> AppResult<Vec<PlanView>> {
    let db = app.store().read();
    let plans = entity::Entity::find()
        .filter(entity::Column::RegionId.eq(region.0))
        .order_by_desc(entity::Column::FromOn)
        .order_by_desc(entity::Column::Id)
        .all(db)
        .await?;
    let rows = target::Entity::find()
        .filter(target::Column::PlanId.is_in(plans.iter().map(|plan| plan.id)))
        .order_by_asc(target::Column::Position)
        .all(db)
        .await?;
    let mut targets: HashMap<Uuid, Vec<TargetView>> = HashMap::new();
    for row in rows {
        targets.entry(row.plan_id).or_default().push(TargetView {
            indicator: row.indicator,
            growth: f64::from(row.growth_tenths) / 10.0,
            period: row.period,
            leader: row.leader_post,
            lead: row.lead_department,
        });
    }
    let view = |plan: entity::Model| PlanView {
        id: plan.id.into(),
        title: plan.title,
        from_on: plan.from_on,
        to_on: plan.to_on,
        goal: plan.goal,
        targets: targets.remove(&plan.id).unwrap_or_default(),
    };
    Ok(plans.into_iter().map(view).collect())
}
