//! The first page: a few numbers that say what waits for the person, each opening its list.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use duban_core::policy::{Duty, may};
use duban_core::word::{EscalationStatus, Holder, Light, Role, Stage, Status};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::AppResult;
use crate::matter::query::{Filter, count};
use crate::notification::Severity;
use crate::{App, Ctx};

/// One number on the first page.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Card {
    /// What it counts, e.g. `overdue`, `to_sign`.
    pub key: String,
    /// How many.
    pub count: u64,
    /// Query parameters for `GET /matters` that open exactly these.
    pub query: BTreeMap<String, String>,
    /// How pressing it is.
    pub severity: Severity,
}

/// The first page's numbers.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Home {
    /// The cards, most pressing first.
    pub cards: Vec<Card>,
    /// Today in the region.
    pub today: NaiveDate,
}

/// The cards of the caller's role.
pub async fn cards(app: &App, ctx: &Ctx) -> AppResult<Home> {
    let today = app.today(ctx.actor.region).await?;
    let mut cards = Vec::new();
    if may(&ctx.actor, Duty::ReadLedgerLists) {
        for (key, severity, filter, query) in wanted(ctx) {
            let count = count(app, ctx, &filter).await?;
            let query = query
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect();
            cards.push(Card {
                key: key.to_owned(),
                count,
                query,
                severity,
            });
        }
    }
    Ok(Home { cards, today })
}

type Wanted = (&'static str, Severity, Filter, Vec<(&'static str, String)>);

fn wanted(ctx: &Ctx) -> Vec<Wanted> {
    let text = ToString::to_string;
    let yes = || "true".to_owned();
    let overdue: Wanted = (
        "overdue",
        Severity::Red,
        Filter {
            overdue: Some(true),
            ..Filter::default()
        },
        vec![("overdue", yes())],
    );
    let due_soon: Wanted = (
        "due_soon",
        Severity::Yellow,
        Filter {
            light: Some(Light::Yellow),
            ..Filter::default()
        },
        vec![("light", Light::Yellow.to_string())],
    );
    let open: Wanted = (
        "open",
        Severity::Info,
        Filter {
            open: Some(true),
            ..Filter::default()
        },
        vec![("open", yes())],
    );
    let status = |key, severity: Severity, status: Status| -> Wanted {
        let filter = Filter {
            status: vec![status],
            ..Filter::default()
        };
        (key, severity, filter, vec![("status", status.to_string())])
    };
    let escalation = |key, severity: Severity, states: &[EscalationStatus]| -> Wanted {
        let filter = Filter {
            escalation: states.to_vec(),
            ..Filter::default()
        };
        let query = states.iter().map(text).collect::<Vec<_>>().join(",");
        (key, severity, filter, vec![("escalation", query)])
    };
    let extensions: Wanted = (
        "extensions_to_decide",
        Severity::Yellow,
        Filter {
            extension_pending: Some(true),
            open: Some(true),
            ..Filter::default()
        },
        vec![("extension_pending", yes()), ("open", yes())],
    );
    let at_city: Wanted = (
        "at_city",
        Severity::Info,
        Filter {
            stage: Some(Stage::City),
            ..Filter::default()
        },
        vec![("stage", Stage::City.to_string())],
    );
    match ctx.actor.role {
        Role::CountyHead | Role::Leader => vec![
            overdue,
            due_soon,
            status("to_approve", Severity::Yellow, Status::PendingApproval),
            extensions,
            escalation("to_endorse", Severity::Yellow, &[EscalationStatus::Proposed]),
            status("to_close", Severity::Info, Status::Verified),
            at_city,
            open,
        ],
        Role::Supervisor => vec![
            overdue,
            due_soon,
            status("to_issue", Severity::Blue, Status::Draft),
            status("objected", Severity::Yellow, Status::Objected),
            status("to_verify", Severity::Blue, Status::Claimed),
            status("to_close", Severity::Blue, Status::Verified),
            escalation("to_submit", Severity::Yellow, &[EscalationStatus::Endorsed]),
            at_city,
            open,
        ],
        Role::DepartmentHead | Role::Handler => {
            let mine = |key,
                        severity: Severity,
                        mut filter: Filter,
                        mut query: Vec<(&'static str, String)>|
             -> Wanted {
                if let Some(department) = ctx.actor.department {
                    filter.department = Some(department.0);
                    query.push(("department", department.to_string()));
                }
                (key, severity, filter, query)
            };
            let to_sign = Filter {
                status: vec![Status::Issued],
                ..Filter::default()
            };
            let to_report = Filter {
                report_due: Some(true),
                ..Filter::default()
            };
            let to_do = Filter {
                holder: Some(Holder::LeadDepartment),
                open: Some(true),
                ..Filter::default()
            };
            vec![
                mine("overdue", Severity::Red, overdue.2, overdue.3),
                mine("due_soon", Severity::Yellow, due_soon.2, due_soon.3),
                mine(
                    "to_sign",
                    Severity::Blue,
                    to_sign,
                    vec![("status", Status::Issued.to_string())],
                ),
                mine(
                    "to_report",
                    Severity::Yellow,
                    to_report,
                    vec![("report_due", yes())],
                ),
                mine(
                    "my_move",
                    Severity::Info,
                    to_do,
                    vec![("holder", Holder::LeadDepartment.to_string()), ("open", yes())],
                ),
                mine("at_city", Severity::Info, at_city.2, at_city.3),
                open,
            ]
        }
        Role::CitySupervisor => vec![
            overdue,
            escalation("to_accept", Severity::Blue, &[EscalationStatus::Submitted]),
            escalation("to_answer", Severity::Yellow, &[EscalationStatus::Accepted]),
            escalation("answered", Severity::Info, &[EscalationStatus::Answered]),
        ],
        Role::Statistician | Role::SystemAdmin | Role::SecurityAdmin | Role::Auditor => Vec::new(),
    }
}
