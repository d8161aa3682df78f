//! The counters as the outside sees them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::words::Ref;

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
