//! Putting a plan in place.

use chrono::NaiveDate;
use duban_core::event::{EventData, PlanCreated};
use duban_core::id::{PlanId, RegionId};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;

use super::{entity, target};
use crate::App;
use crate::error::{AppError, AppResult};
use crate::event::{NewEvent, Rule};
use crate::input::Checks;
use crate::unit_of_work::Work;
use crate::words::new_id;

/// A plan to be.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPlan {
    /// Its title.
    pub title: String,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, not before the first.
    pub to_on: NaiveDate,
    /// What it is for.
    pub goal: String,
    /// The indicators it answers for, in order.
    pub targets: Vec<NewTarget>,
}

/// A target to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTarget {
    /// Name of the indicator.
    pub indicator: String,
    /// Growth wanted, in tenths of a per cent year on year.
    pub growth_tenths: i32,
    /// `month` or `quarter`.
    pub period: String,
    /// Post of the leader in charge.
    pub leader_post: String,
    /// Name of the department in charge.
    pub lead_department: String,
}

/// Adds a plan with its targets. Part of setting a region up; no person stands behind it.
pub async fn create(app: &App, region: RegionId, new: NewPlan) -> AppResult<PlanId> {
    Checks::default()
        .date("from_on", Some(new.from_on))
        .date("to_on", Some(new.to_on))
        .finish()?;
    if new.to_on < new.from_on {
        return Err(AppError::invalid("to_on", "before_from"));
    }
    let id = new_id();
    let now = app.now().timestamp_millis();
    let data = EventData::PlanCreated(PlanCreated {
        id: id.into(),
        title: new.title.clone(),
        targets: new.targets.len(),
    });
    let created = NewEvent::new(Rule::Setup, data);
    let targets: Vec<_> = (0..)
        .zip(new.targets)
        .map(|(position, row)| target::ActiveModel {
            id: Set(new_id()),
            plan_id: Set(id),
            position: Set(position),
            indicator: Set(row.indicator),
            growth_tenths: Set(row.growth_tenths),
            leader_post: Set(row.leader_post),
            lead_department: Set(row.lead_department),
            period: Set(row.period),
        })
        .collect();
    let plan = entity::ActiveModel {
        id: Set(id),
        region_id: Set(region.0),
        title: Set(new.title),
        from_on: Set(new.from_on),
        to_on: Set(new.to_on),
        goal: Set(new.goal),
        created_at: Set(now),
    };
    let work = Work::begin(app).await?;
    entity::Entity::insert(plan)
        .exec_without_returning(work.tx())
        .await?;
    if !targets.is_empty() {
        target::Entity::insert_many(targets)
            .exec_without_returning(work.tx())
            .await?;
    }
    let recorded = work.record(region, created).await?;
    work.commit(recorded).await?;
    Ok(id.into())
}
