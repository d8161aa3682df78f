//! The policy's scope as a condition on the matter table. No list or count is built without one.

use duban_core::policy::Scope;
use duban_core::word::Status;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use crate::column::Word;
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
                line.add(handed_over_to(departments.iter().map(|department| department.0)))
            };
            Condition::all().add(Column::RegionId.eq(region.0)).add(line)
        }
        Scope::Department { region, department } => Condition::all()
            .add(Column::RegionId.eq(region.0))
            .add(handed_over_to([department.0])),
        // The city names the index; which counties are below it now is the rule's to say.
        Scope::City { city, counties } => Condition::all()
            .add(Column::CityId.eq(city.0))
            .add(Column::EverSubmitted.eq(true))
            .add(Column::RegionId.is_in(counties.iter().map(|county| county.0))),
    }
}

/// Matters that one of the departments leads or co-operates in, once they were handed over.
fn handed_over_to(departments: impl IntoIterator<Item = Uuid>) -> Condition {
    handed_over().add(taking_part(departments))
}

/// What `MatterFacts::is_handed_over` says of one matter.
pub(crate) fn handed_over() -> Condition {
    let not_cancelled_before = Condition::any()
        .add(Column::Status.ne(Word(Status::Cancelled)))
        .add(Column::HandedOverAt.is_not_null());
    Condition::all()
        .add(Column::Status.is_not_in(Status::DRAFTS.iter().copied().map(Word)))
        .add(not_cancelled_before)
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
