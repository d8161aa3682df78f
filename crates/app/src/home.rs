//! The first page: a few numbers that say what waits for the person, each opening its list.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use duban_core::policy::{self, HomePage, Permission};
use duban_core::word::{CoPart, EscalationStatus, Holder, Light, Stage, Status};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::error::AppResult;
use crate::matter::query::{Filter, count};
use crate::notification::Severity;
use crate::submission::query::SubmissionFilter;
use crate::{App, Ctx, submission};

/// The page that a card opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CardPage {
    /// The ledger; the query is that of `GET /matters`.
    Matters,
    /// The submissions to the city; the query is that of `GET /escalations`.
    Escalations,
}

/// One number on the first page.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Card {
    /// What it counts, e.g. `overdue`, `to_sign`.
    pub key: String,
    /// How many.
    pub count: u64,
    /// The page on which they are worked off.
    pub page: CardPage,
    /// Query parameters of that page's list that show exactly these.
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
    if policy::has_permission(&ctx.actor, Permission::ReadLedgerLists) {
        let mut card_queries = card_queries(ctx);
        // Of those that press alike, the ones that stand first below.
        card_queries.sort_by_key(|card| Reverse(card.severity));
        for query in card_queries {
            cards.push(query.card(app, ctx).await?);
        }
    }
    Ok(Home { cards, today })
}

/// A card and the filter that it counts.
struct CardQuery {
    key: &'static str,
    severity: Severity,
    of: CardFilter,
}

/// What a card counts.
enum CardFilter {
    Matters(Box<Filter>),
    Submissions(SubmissionFilter),
}

impl CardQuery {
    async fn card(self, app: &App, ctx: &Ctx) -> AppResult<Card> {
        let (count, page, query) = match &self.of {
            CardFilter::Matters(filter) => (
                count(app, ctx, filter).await?,
                CardPage::Matters,
                filter.parameters(),
            ),
            CardFilter::Submissions(filter) => (
                submission::query::count(app, ctx, filter).await?,
                CardPage::Escalations,
                filter.parameters(),
            ),
        };
        Ok(Card {
            key: self.key.to_owned(),
            count,
            page,
            query,
            severity: self.severity,
        })
    }
}

fn matters(key: &'static str, severity: Severity, filter: Filter) -> CardQuery {
    CardQuery {
        key,
        severity,
        of: CardFilter::Matters(Box::new(filter)),
    }
}

fn submissions(
    key: &'static str,
    severity: Severity,
    state: EscalationStatus,
    leader: Option<Uuid>,
) -> CardQuery {
    CardQuery {
        key,
        severity,
        of: CardFilter::Submissions(SubmissionFilter {
            status: vec![state],
            leader,
        }),
    }
}

fn overdue() -> Filter {
    Filter {
        overdue: Some(true),
        ..Filter::default()
    }
}

fn due_soon() -> Filter {
    Filter {
        light: Some(Light::Yellow),
        ..Filter::default()
    }
}

fn open() -> Filter {
    Filter {
        open: Some(true),
        ..Filter::default()
    }
}

fn in_status(status: Status) -> Filter {
    Filter {
        status: vec![status],
        ..Filter::default()
    }
}

/// In this status and in this hand.
fn held_by(holder: Holder, status: Status) -> Filter {
    Filter {
        holder: Some(holder),
        ..in_status(status)
    }
}

fn at_city() -> Filter {
    Filter {
        stage: Some(Stage::City),
        ..Filter::default()
    }
}

fn card_queries(ctx: &Ctx) -> Vec<CardQuery> {
    use EscalationStatus::{Accepted, Answered, Endorsed, Proposed, Submitted};
    use Severity::{Blue, Info, Red, Yellow};
    // A leader sees what the portfolio's departments do for other leaders, and decides the own matters only.
    let decider = policy::decides_own_only(ctx.actor.role).then_some(ctx.actor.user.0);
    let to_decide = |key, severity: Severity, filter: Filter| {
        let leader = decider;
        matters(key, severity, Filter { leader, ..filter })
    };
    match policy::home(&ctx.actor) {
        HomePage::Leader => {
            let mut cards = vec![
                matters("overdue", Red, overdue()),
                matters("due_soon", Yellow, due_soon()),
                to_decide("to_approve", Yellow, in_status(Status::PendingApproval)),
                to_decide(
                    "extensions_to_decide",
                    Yellow,
                    Filter {
                        extension_pending: Some(true),
                        ..open()
                    },
                ),
                submissions("to_endorse", Yellow, Proposed, decider),
            ];
            if policy::is_county_head(ctx.actor.role) {
                let claimed = held_by(Holder::CountyHead, Status::Claimed);
                cards.push(matters("to_verify", Yellow, claimed));
            }
            // The own ones also for the county head, who does not close what he has verified for another leader.
            let to_close = Filter {
                leader: Some(ctx.actor.user.0),
                ..held_by(Holder::Leader, Status::Verified)
            };
            cards.extend([
                matters("to_close", Info, to_close),
                matters("at_city", Info, at_city()),
                matters("open", Info, open()),
            ]);
            cards
        }
        HomePage::Office => vec![
            matters("overdue", Red, overdue()),
            matters("due_soon", Yellow, due_soon()),
            matters("to_issue", Blue, in_status(Status::Draft)),
            matters("objected", Yellow, in_status(Status::Objected)),
            matters(
                "to_verify",
                Blue,
                held_by(Holder::SupervisionOffice, Status::Claimed),
            ),
            matters(
                "to_close",
                Blue,
                held_by(Holder::SupervisionOffice, Status::Verified),
            ),
            submissions("to_submit", Yellow, Endorsed, None),
            matters("at_city", Info, at_city()),
            matters("open", Info, open()),
        ],
        HomePage::Department => of_department(ctx),
        HomePage::City => vec![
            matters("overdue", Red, overdue()),
            submissions("to_accept", Blue, Submitted, None),
            submissions("to_answer", Yellow, Accepted, None),
            submissions("answered", Info, Answered, None),
        ],
        HomePage::Statistician | HomePage::Admin => Vec::new(),
    }
}

/// What a department owes as the one that leads, then what it owes to others that lead.
fn of_department(ctx: &Ctx) -> Vec<CardQuery> {
    let own = ctx.actor.department.map(|department| department.0);
    let mine = |key, severity: Severity, filter: Filter| {
        let filter = Filter {
            department: own,
            ..filter
        };
        matters(key, severity, filter)
    };
    vec![
        mine("overdue", Severity::Red, overdue()),
        mine("due_soon", Severity::Yellow, due_soon()),
        mine("to_sign", Severity::Blue, in_status(Status::Issued)),
        mine(
            "to_report",
            Severity::Yellow,
            Filter {
                report_due: Some(true),
                ..Filter::default()
            },
        ),
        // Without its part the lead department cannot claim.
        matters(
            "co_parts",
            Severity::Yellow,
            Filter {
                status: vec![Status::Issued, Status::InProgress],
                stage: Some(Stage::County),
                party: own,
                part: vec![CoPart::Pending, CoPart::Signed],
                ..Filter::default()
            },
        ),
        mine(
            "my_move",
            Severity::Info,
            Filter {
                holder: Some(Holder::LeadDepartment),
                ..open()
            },
        ),
        mine("at_city", Severity::Info, at_city()),
        matters("open", Severity::Info, open()),
    ]
}
