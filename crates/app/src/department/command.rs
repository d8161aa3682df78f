//! Putting a region's departments in place.

use duban_core::event::{DepartmentCreated, EventData};
use duban_core::id::{DepartmentId, RegionId};
use duban_core::word::DepartmentKind;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::entity;
use crate::App;
use crate::error::{AppError, AppResult};
use crate::event::{NewEvent, Rule};
use crate::unit_of_work::Work;
use crate::words::new_id;

/// A department to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDepartment {
    /// Its name, unique in the region.
    pub name: String,
    /// What kind of body it is.
    pub kind: DepartmentKind,
}

/// Adds departments behind those that are there, in the order given. Part of setting a region up;
/// no person stands behind it.
pub async fn create(app: &App, region: RegionId, new: Vec<NewDepartment>) -> AppResult<Vec<DepartmentId>> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let work = Work::begin(app).await?;
    let there = entity::Entity::find()
        .filter(entity::Column::RegionId.eq(region.0))
        .count(work.tx())
        .await?;
    let first = i32::try_from(there).map_err(|_| AppError::Internal("too many departments".to_owned()))?;
    let now = app.now().timestamp_millis();
    let mut rows = Vec::with_capacity(new.len());
    let mut ids = Vec::with_capacity(new.len());
    let mut events = Vec::with_capacity(new.len());
    for (position, department) in (first..).zip(new) {
        let id = new_id();
        ids.push(DepartmentId(id));
        let added = EventData::DepartmentCreated(DepartmentCreated {
            id: id.into(),
            name: department.name.clone(),
        });
        events.push(NewEvent::new(Rule::Setup, added));
        rows.push(entity::ActiveModel {
            id: Set(id),
            region_id: Set(region.0),
            name: Set(department.name),
            kind: Set(department.kind.into()),
            position: Set(position),
            active: Set(true),
            created_at: Set(now),
        });
    }
    for part in rows.chunks(500) {
        entity::Entity::insert_many(part.to_vec())
            .exec_without_returning(work.tx())
            .await?;
    }
    let recorded = work.record_all(region, events).await?;
    work.commit(recorded).await?;
    app.directory_changed().await;
    Ok(ids)
}
