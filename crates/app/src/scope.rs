//! The policy's scope as a condition on the matter table, and the only ways to read that table and those that hang on
//! it. Each way stands before sea-orm's function of the same name, so that `Entity::find()` does not compile and no read
//! leaves its scope out. `cargo xtask check` knows the files that may read without one.

use duban_core::policy::Scope;
use duban_core::word::Status;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PrimaryKeyTrait, QueryFilter, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use crate::alert::{entity as alert, slip};
use crate::column::Word;
use crate::escalation::entity as escalation;
use crate::extension::entity as extension;
use crate::matter::entity::{self as matter, Column};
use crate::matter::{participant, pause, report};

/// Why a read takes no scope.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unscoped {
    /// The policy decides on the row that is read, before anybody sees it.
    Decided,
    /// A scope or the policy let the matters through for this caller a moment ago.
    Shown,
    /// A command, in its transaction: on the matter that it has opened, or to lock several.
    Command,
    /// Only a number is told, to somebody whom the policy lets have it.
    Counted,
    /// The worker, which serves nobody in particular.
    Worker,
}

impl matter::Entity {
    /// The matters of a scope.
    pub(crate) fn find(scope: &Scope) -> Select<Self> {
        <Self as EntityTrait>::find().filter(matters(scope))
    }

    /// The matter, if it is of the scope.
    pub(crate) fn find_by_id(scope: &Scope, id: Uuid) -> Select<Self> {
        Self::find(scope).filter(Column::Id.eq(id))
    }

    /// Matters whatever their scope.
    pub(crate) fn find_unscoped(_: Unscoped) -> Select<Self> {
        <Self as EntityTrait>::find()
    }
}

macro_rules! hangs_on_matter {
    ($($table:ident),* $(,)?) => {$(
        impl $table::Entity {
            /// The rows of these matters, which were found by a scope.
            pub(crate) fn find(matters: Select<matter::Entity>) -> Select<Self> {
                let ids = matters.select_only().column(Column::Id).into_query();
                <Self as EntityTrait>::find().filter($table::Column::MatterId.in_subquery(ids))
            }

            /// The row, if it is of these matters, which were found by a scope.
            pub(crate) fn find_by_id(matters: Select<matter::Entity>, id: KeyOf<Self>) -> Select<Self> {
                let ids = matters.select_only().column(Column::Id).into_query();
                <Self as EntityTrait>::find_by_id(id).filter($table::Column::MatterId.in_subquery(ids))
            }

            /// Rows of matters whatever their scope.
            pub(crate) fn find_unscoped(_: Unscoped) -> Select<Self> {
                <Self as EntityTrait>::find()
            }
        }

        // Those that nobody needs yet stand before sea-orm's as well.
        const _: () = {
            let _ = $table::Entity::find;
            let _ = $table::Entity::find_by_id;
            let _ = $table::Entity::find_unscoped;
        };
    )*};
}

type KeyOf<E> = <<E as EntityTrait>::PrimaryKey as PrimaryKeyTrait>::ValueType;

hangs_on_matter!(alert, escalation, extension, participant, pause, report, slip);

/// The rows that the scope lets through.
fn matters(scope: &Scope) -> Condition {
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
