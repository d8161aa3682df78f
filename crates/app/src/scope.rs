//! The policy's scope as a condition on the matter table. No list or count is built without one.

use duban_core::policy::Scope;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use crate::matter::entity::Column;
use crate::matter::participant;

/// The rows that the scope lets through.
pub(crate) fn matters(scope: &Scope) -> Condition {
    match scope {
        Scope::Nothing => Condition::all().add(Expr::val(1).eq(0)),
        Scope::Region(region) => Condition::all().add(Column::RegionId.eq(region.0)),
        Scope::Leader {
            region,
            leader,
            departments,
        } => {
            let line = Condition::any().add(Column::LeaderId.eq(leader.0));
            let line = if departments.is_empty() {
                line
            } else {
                line.add(taking_part(departments.iter().map(|department| department.0)))
            };
            Condition::all().add(Column::RegionId.eq(region.0)).add(line)
        }
        Scope::Department { region, department } => Condition::all()
            .add(Column::RegionId.eq(region.0))
            .add(taking_part([department.0])),
        // The city names the index; which counties are below it now is the rule's to say.
        Scope::City { city, counties } => Condition::all()
            .add(Column::CityId.eq(city.0))
            .add(Column::EverSubmitted.eq(true))
            .add(Column::RegionId.is_in(counties.iter().map(|county| county.0))),
    }
}

/// Matters in which one of the departments leads or co-operates.
pub(crate) fn taking_part(departments: impl IntoIterator<Item = Uuid>) -> Expr {
    let mine = Query::select()
        .column(participant::Column::MatterId)
        .from(participant::Entity)
        .and_where(participant::Column::DepartmentId.is_in(departments))
        .to_owned();
    Column::Id.in_subquery(mine)
}
