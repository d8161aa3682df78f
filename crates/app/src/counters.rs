//! The counters that the office exists for: solved on the spot, by the county, by the city, still
//! open; what was escalated and where it stands; by leader and by department. Each number carries
//! the list filter that it was counted with, so that it opens exactly what it counts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use duban_core::policy::{self, Duty, may};
use duban_core::word::{EscalationStatus, Outcome, Resolution, Status};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, SimpleExpr};
use sea_orm::{Condition, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::error::{AppError, AppResult};
use crate::matter::entity::{Column, Entity};
use crate::matter::filter::{Filter, Today};
use crate::words::Ref;
use crate::{App, Ctx, scope};

/// A number and the list filter that opens what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counter {
    /// How many.
    pub count: i64,
    /// Query parameters for `GET /matters`.
    pub query: BTreeMap<String, String>,
}

/// Where the escalated ones stand.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct EscalatedCounters {
    /// Proposed by a department.
    pub proposed: Counter,
    /// Endorsed by the leader.
    pub endorsed: Counter,
    /// With the city, not accepted yet.
    pub submitted: Counter,
    /// Accepted by the city.
    pub accepted: Counter,
    /// Answered by the city.
    pub answered: Counter,
    /// Returned by the city.
    pub returned: Counter,
}

/// One set of numbers.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Numbers {
    /// Registered at all.
    pub registered: Counter,
    /// Still open.
    pub open: Counter,
    /// Overdue now.
    pub overdue: Counter,
    /// Closed as achieved, solved on the spot.
    pub solved_on_site: Counter,
    /// Closed as achieved by the county.
    pub solved_county: Counter,
    /// Closed as achieved by the city.
    pub solved_city: Counter,
    /// Closed as unachieved.
    pub unachieved: Counter,
    /// Cancelled.
    pub cancelled: Counter,
    /// Where the escalated ones stand.
    pub escalated: EscalatedCounters,
}

/// The numbers of one leader or department.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NumbersOf {
    /// Whose.
    pub of: Ref,
    /// The numbers.
    #[serde(flatten)]
    pub numbers: Numbers,
}

/// All counters.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Counters {
    /// Over everything that the caller sees.
    pub totals: Numbers,
    /// By responsible leader.
    pub by_leader: Vec<NumbersOf>,
    /// By lead department.
    pub by_department: Vec<NumbersOf>,
}

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

/// A number's name, its filter, and the same filter as query parameters.
type Kind = (&'static str, Filter, Vec<(&'static str, &'static str)>);

/// Every number.
fn kinds() -> Vec<Kind> {
    let solved = |resolution| Filter {
        status: vec![Status::Closed],
        outcome: Some(Outcome::Achieved),
        resolution: Some(resolution),
        ..Filter::default()
    };
    let escalated = |status| Filter {
        escalation: vec![status],
        ..Filter::default()
    };
    let none = Filter::default;
    vec![
        ("registered", none(), vec![]),
        (
            "open",
            Filter {
                open: Some(true),
                ..none()
            },
            vec![("open", "true")],
        ),
        (
            "overdue",
            Filter {
                overdue: Some(true),
                ..none()
            },
            vec![("overdue", "true")],
        ),
        ("on_site", solved(Resolution::OnSite), SOLVED.with("on_site")),
        ("county", solved(Resolution::County), SOLVED.with("county")),
        ("city", solved(Resolution::City), SOLVED.with("city")),
        (
            "unachieved",
            Filter {
                status: vec![Status::Closed],
                outcome: Some(Outcome::Unachieved),
                ..none()
            },
            vec![("status", "closed"), ("outcome", "unachieved")],
        ),
        (
            "cancelled",
            Filter {
                status: vec![Status::Cancelled],
                ..none()
            },
            vec![("status", "cancelled")],
        ),
        (
            "proposed",
            escalated(EscalationStatus::Proposed),
            vec![("escalation", "proposed")],
        ),
        (
            "endorsed",
            escalated(EscalationStatus::Endorsed),
            vec![("escalation", "endorsed")],
        ),
        (
            "submitted",
            escalated(EscalationStatus::Submitted),
            vec![("escalation", "submitted")],
        ),
        (
            "accepted",
            escalated(EscalationStatus::Accepted),
            vec![("escalation", "accepted")],
        ),
        (
            "answered",
            escalated(EscalationStatus::Answered),
            vec![("escalation", "answered")],
        ),
        (
            "returned",
            escalated(EscalationStatus::Returned),
            vec![("escalation", "returned")],
        ),
    ]
}

struct Solved;
const SOLVED: Solved = Solved;

impl Solved {
    fn with(&self, resolution: &'static str) -> Vec<(&'static str, &'static str)> {
        vec![
            ("status", "closed"),
            ("outcome", "achieved"),
            ("resolution", resolution),
        ]
    }
}

/// One group's sums, in the order of [`kinds`].
#[derive(Debug, FromQueryResult)]
struct Sums {
    of: Option<Uuid>,
    registered: i64,
    open: i64,
    overdue: i64,
    on_site: i64,
    county: i64,
    city: i64,
    unachieved: i64,
    cancelled: i64,
    proposed: i64,
    endorsed: i64,
    submitted: i64,
    accepted: i64,
    answered: i64,
    returned: i64,
}

/// Reads the counters over what the caller may see.
pub async fn read(app: &App, ctx: &Ctx, filter: &CountersFilter) -> AppResult<Counters> {
    if !may(&ctx.actor, Duty::ReadCounters) {
        return Err(AppError::Forbidden);
    }
    let today = Today::of(app, ctx).await?;
    let base = Filter {
        plan: filter.plan,
        created_from: filter.from,
        created_to: filter.to,
        ..Filter::default()
    };
    let condition = Condition::all()
        .add(scope::matters(&policy::visibility(&ctx.actor)))
        .add(base.condition(&today));
    let mut query = BTreeMap::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            query.insert(name.to_owned(), value);
        }
    };
    put("plan", filter.plan.map(|plan| plan.to_string()));
    put("created_from", filter.from.map(|day| day.to_string()));
    put("created_to", filter.to.map(|day| day.to_string()));
    let directory = app.directory().await?;
    let totals = sums(app, condition.clone(), &today, None).await?;
    let totals = match totals.into_iter().next() {
        Some(sums) => numbers(&sums, &query),
        None => return Err(AppError::Internal("a sum without a row".to_owned())),
    };
    let mut grouped = Vec::new();
    for (column, parameter) in [
        (Column::LeaderId, "leader"),
        (Column::LeadDepartmentId, "department"),
    ] {
        let mut groups = Vec::new();
        for sums in sums(app, condition.clone(), &today, Some(column)).await? {
            let Some(id) = sums.of else { continue };
            let of = match parameter {
                "leader" => directory.person_ref(id),
                _ => directory.department_ref(id),
            };
            let mut query = query.clone();
            query.insert(parameter.to_owned(), id.to_string());
            groups.push(NumbersOf {
                of,
                numbers: numbers(&sums, &query),
            });
        }
        groups.sort_by(|a, b| {
            let key = |group: &NumbersOf| (-group.numbers.overdue.count, -group.numbers.open.count);
            key(a).cmp(&key(b)).then_with(|| a.of.name.cmp(&b.of.name))
        });
        grouped.push(groups);
    }
    let by_department = grouped.pop().unwrap_or_default();
    let by_leader = grouped.pop().unwrap_or_default();
    Ok(Counters {
        totals,
        by_leader,
        by_department,
    })
}

async fn sums(app: &App, condition: Condition, today: &Today, by: Option<Column>) -> AppResult<Vec<Sums>> {
    let mut select = Entity::find().select_only().filter(condition);
    select = match by {
        Some(column) => select.column_as(column, "of").group_by(column),
        None => select.expr_as(Expr::cust("NULL"), "of"),
    };
    for (name, filter, _) in kinds() {
        select = select.expr_as(sum(filter.condition(today)), name);
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

fn numbers(sums: &Sums, base: &BTreeMap<String, String>) -> Numbers {
    let queries: BTreeMap<_, _> = kinds()
        .into_iter()
        .map(|(name, _, query)| (name, query))
        .collect();
    let counter = |name: &str, count: i64| {
        let mut query = base.clone();
        for (key, value) in queries.get(name).into_iter().flatten() {
            query.insert((*key).to_owned(), (*value).to_owned());
        }
        Counter { count, query }
    };
    Numbers {
        registered: counter("registered", sums.registered),
        open: counter("open", sums.open),
        overdue: counter("overdue", sums.overdue),
        solved_on_site: counter("on_site", sums.on_site),
        solved_county: counter("county", sums.county),
        solved_city: counter("city", sums.city),
        unachieved: counter("unachieved", sums.unachieved),
        cancelled: counter("cancelled", sums.cancelled),
        escalated: EscalatedCounters {
            proposed: counter("proposed", sums.proposed),
            endorsed: counter("endorsed", sums.endorsed),
            submitted: counter("submitted", sums.submitted),
            accepted: counter("accepted", sums.accepted),
            answered: counter("answered", sums.answered),
            returned: counter("returned", sums.returned),
        },
    }
}
