//! The counters that the office exists for: solved on the spot, by the county, by the city, still
//! open; what was escalated and where it stands; by leader and by department. Each number carries
//! the list filter that it was counted with, so that it opens exactly what it counts.

use chrono::NaiveDate;
use duban_core::policy::{self, Permission, has_permission};
use sea_orm::QueryFilter;
use uuid::Uuid;

use crate::error::{AppError, AppResult};
use crate::matter::entity::{Column, Entity};
use crate::matter::filter::{Filter, FilterContext};
use crate::{App, Ctx};

mod kind;
mod sums;
mod view;

pub use view::{Counter, Counters, EscalatedCounters, Numbers, NumbersOf};

/// Which matters are counted.
#[derive(Debug, Clone, Default)]
pub struct CountersFilter {
    /// Of this plan.
    pub plan: Option<Uuid>,
    /// Registered on or after this day.
    pub from: Option<NaiveDate>,
    /// Registered on or before this day.
    pub to: Option<NaiveDate>,
}

/// Reads the counters over what the caller may see.
pub async fn read(app: &App, ctx: &Ctx, filter: &CountersFilter) -> AppResult<Counters> {
    if !has_permission(&ctx.actor, Permission::ReadCounters) {
        return Err(AppError::Forbidden);
    }
    let today = FilterContext::of(app, ctx).await?;
    let base = Filter {
        plan: filter.plan,
        created_from: filter.from,
        created_to: filter.to,
        ..Filter::default()
    };
    let matters = Entity::find(&policy::visibility(&ctx.actor)).filter(base.condition(&today));
    let totals = sums::read(app, matters.clone(), &today, None).await?;
    let totals = totals
        .first()
        .ok_or_else(|| AppError::Internal("a sum without a row".to_owned()))?
        .numbers(&base);
    let directory = app.directory().await?;
    let mut by_leader = Vec::new();
    for sums in sums::read(app, matters.clone(), &today, Some(Column::LeaderId)).await? {
        let Some(leader) = sums.of else { continue };
        let base = Filter {
            leader: Some(leader),
            ..base.clone()
        };
        by_leader.push(NumbersOf {
            of: directory.person_ref(leader),
            numbers: sums.numbers(&base),
        });
    }
    let mut by_department = Vec::new();
    for sums in sums::read(app, matters, &today, Some(Column::LeadDepartmentId)).await? {
        let Some(department) = sums.of else { continue };
        let base = Filter {
            department: Some(department),
            ..base.clone()
        };
        by_department.push(NumbersOf {
            of: directory.department_ref(department),
            numbers: sums.numbers(&base),
        });
    }
    worst_first(&mut by_leader);
    worst_first(&mut by_department);
    Ok(Counters {
        totals,
        by_leader,
        by_department,
    })
}

fn worst_first(groups: &mut [NumbersOf]) {
    groups.sort_by(|a, b| {
        let key = |group: &NumbersOf| (-group.numbers.overdue.count, -group.numbers.open.count);
        key(a).cmp(&key(b)).then_with(|| a.of.name.cmp(&b.of.name))
    });
}
