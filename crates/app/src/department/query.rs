//! Which departments a person may name.

use duban_core::policy::{self, Permission};
use duban_core::word::{DepartmentKind, RegionLevel};

use super::DepartmentView;
use crate::directory::{Department, Directory, Region};
use crate::error::{AppError, AppResult};
use crate::{App, Ctx};

/// The active departments of the caller's region in the office's order, then those of the city
/// above, which a submission may name.
pub async fn list(app: &App, ctx: &Ctx) -> AppResult<Vec<DepartmentView>> {
    if !policy::has_permission(&ctx.actor, Permission::ReadDirectory) {
        return Err(AppError::Forbidden);
    }
    let directory = app.directory().await?;
    let region = directory.region(ctx.actor.region)?;
    let own = directory
        .departments(region.id)
        .filter(|department| department.active);
    let mut views: Vec<DepartmentView> = own.map(view).collect();
    views.extend(of_city(&directory, region).map(view));
    Ok(views)
}

/// The departments of the city above a region that may be given a submission.
pub(crate) fn of_city<'a>(directory: &'a Directory, region: &Region) -> impl Iterator<Item = &'a Department> {
    let city = region.city.filter(|_| region.level == RegionLevel::County);
    city.into_iter()
        .flat_map(|city| directory.departments(city))
        .filter(|department| department.active && department.kind == DepartmentKind::CityDepartment)
}

fn view(department: &Department) -> DepartmentView {
    DepartmentView {
        id: department.id,
        name: department.name.clone(),
        kind: department.kind,
        region_id: department.region,
    }
}
