//! Every number that is counted, and the filter of the list that it opens.

use duban_core::word::{EscalationStatus, Outcome, Resolution, Status};

use crate::matter::filter::Filter;

/// A number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CounterKind {
    Registered,
    Open,
    Overdue,
    Solved(Resolution),
    Unachieved,
    Cancelled,
    Escalated(EscalationStatus),
}

impl CounterKind {
    /// In the order of the statement's columns.
    pub(super) const ALL: [Self; 14] = [
        Self::Registered,
        Self::Open,
        Self::Overdue,
        Self::Solved(Resolution::OnSite),
        Self::Solved(Resolution::County),
        Self::Solved(Resolution::City),
        Self::Unachieved,
        Self::Cancelled,
        Self::Escalated(EscalationStatus::Proposed),
        Self::Escalated(EscalationStatus::Endorsed),
        Self::Escalated(EscalationStatus::Submitted),
        Self::Escalated(EscalationStatus::Accepted),
        Self::Escalated(EscalationStatus::Answered),
        Self::Escalated(EscalationStatus::Returned),
    ];

    /// The name of its column.
    pub(super) fn column(self) -> String {
        match self {
            Self::Registered => "registered".to_owned(),
            Self::Open => "open".to_owned(),
            Self::Overdue => "overdue".to_owned(),
            Self::Solved(resolution) => format!("solved_{resolution}"),
            Self::Unachieved => "unachieved".to_owned(),
            Self::Cancelled => "cancelled".to_owned(),
            Self::Escalated(status) => format!("escalated_{status}"),
        }
    }

    /// Which matters it counts.
    pub(super) fn filter(self) -> Filter {
        let none = Filter::default();
        match self {
            Self::Registered => none,
            Self::Open => Filter {
                open: Some(true),
                ..none
            },
            Self::Overdue => Filter {
                overdue: Some(true),
                ..none
            },
            Self::Solved(resolution) => Filter {
                status: vec![Status::Closed],
                outcome: Some(Outcome::Achieved),
                resolution: Some(resolution),
                ..none
            },
            Self::Unachieved => Filter {
                status: vec![Status::Closed],
                outcome: Some(Outcome::Unachieved),
                ..none
            },
            Self::Cancelled => Filter {
                status: vec![Status::Cancelled],
                ..none
            },
            Self::Escalated(status) => Filter {
                escalation: vec![status],
                ..none
            },
        }
    }
}
