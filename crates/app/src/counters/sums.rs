//! One statement per grouping: every number is a sum over the condition of its own filter.

use duban_core::word::{EscalationStatus, Resolution};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, SimpleExpr};
use sea_orm::{Condition, DbErr, FromQueryResult, QueryResult, QuerySelect, Select};
use uuid::Uuid;

use super::kind::CounterKind;
use super::view::{Counter, EscalatedCounters, Numbers};
use crate::App;
use crate::error::AppResult;
use crate::matter::entity::{Column, Entity};
use crate::matter::filter::{Filter, FilterContext};

/// One group's sums.
#[derive(Debug)]
pub(super) struct Sums {
    /// The leader or department; nobody for the totals.
    pub(super) of: Option<Uuid>,
    /// In the order of [`CounterKind::ALL`].
    counts: Vec<i64>,
}

impl FromQueryResult for Sums {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            of: row.try_get(prefix, "of")?,
            counts: CounterKind::ALL
                .iter()
                .map(|kind| row.try_get(prefix, &kind.column()))
                .collect::<Result<_, _>>()?,
        })
    }
}

/// Sums over these matters, by leader or department or in all.
pub(super) async fn read(
    app: &App,
    matters: Select<Entity>,
    today: &FilterContext,
    by: Option<Column>,
) -> AppResult<Vec<Sums>> {
    let mut select = matters.select_only();
    select = match by {
        Some(column) => select.column_as(column, "of").group_by(column),
        None => select.expr_as(Expr::cust("NULL"), "of"),
    };
    for kind in CounterKind::ALL {
        select = select.expr_as(sum(kind.filter().condition(today)), kind.column());
    }
    Ok(select.into_model::<Sums>().all(app.store().read()).await?)
}

fn sum(condition: Condition) -> SimpleExpr {
    let one = CaseStatement::new()
        .case(condition, Expr::val(1_i64))
        .finally(Expr::val(0_i64));
    // COALESCE for the sum over nothing; the cast because PostgreSQL sums BIGINT into NUMERIC.
    Func::coalesce([
        SimpleExpr::from(Func::sum(SimpleExpr::Case(Box::new(one)))),
        Expr::val(0_i64),
    ])
    .cast_as("BIGINT")
}

impl Sums {
    /// The numbers, each with the list that it opens: `base` is what all of them have in common.
    pub(super) fn numbers(&self, base: &Filter) -> Numbers {
        use EscalationStatus::{Accepted, Answered, Endorsed, Proposed, Returned, Submitted};
        let counter = |kind: CounterKind| {
            let place = CounterKind::ALL.iter().position(|one| *one == kind);
            let filter = Filter {
                plan: base.plan,
                created_from: base.created_from,
                created_to: base.created_to,
                leader: base.leader,
                department: base.department,
                ..kind.filter()
            };
            Counter {
                count: place
                    .and_then(|place| self.counts.get(place))
                    .copied()
                    .unwrap_or(0),
                query: filter.parameters(),
            }
        };
        Numbers {
            registered: counter(CounterKind::Registered),
            open: counter(CounterKind::Open),
            overdue: counter(CounterKind::Overdue),
            solved_on_site: counter(CounterKind::Solved(Resolution::OnSite)),
            solved_county: counter(CounterKind::Solved(Resolution::County)),
            solved_city: counter(CounterKind::Solved(Resolution::City)),
            unachieved: counter(CounterKind::Unachieved),
            cancelled: counter(CounterKind::Cancelled),
            escalated: EscalatedCounters {
                proposed: counter(CounterKind::Escalated(Proposed)),
                endorsed: counter(CounterKind::Escalated(Endorsed)),
                submitted: counter(CounterKind::Escalated(Submitted)),
                accepted: counter(CounterKind::Escalated(Accepted)),
                answered: counter(CounterKind::Escalated(Answered)),
                returned: counter(CounterKind::Escalated(Returned)),
            },
        }
    }
}
