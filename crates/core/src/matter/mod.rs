//! The matter: what may happen to it, by when, and how it stands.

pub mod action;
pub mod dates;
pub mod deadline;
pub mod escalation;
pub mod extension;
mod guard;
pub mod lifecycle;
pub mod light;
pub mod report;
mod transition;

use chrono::NaiveDate;

use crate::id::{DepartmentId, RegionId, UserId};
use crate::word::{CityAnswer, CoPart, EscalationStatus, Resolution, Stage, Status};

/// Everything that the rules and the policy look at in one matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterFacts {
    /// The county that it belongs to.
    pub region: RegionId,
    /// The city's office works with this system itself.
    pub city_on_system: bool,
    /// The city is known, and a department of it that can be given a submission.
    pub city_has_departments: bool,
    /// Where it stands.
    pub status: Status,
    /// Who is responsible at present.
    pub stage: Stage,
    /// The responsible leader.
    pub leader: UserId,
    /// The lead department.
    pub lead_department: DepartmentId,
    /// The co-departments and how far they are.
    pub co_departments: Vec<(DepartmentId, CoPart)>,
    /// It rests on an order or a decision.
    pub has_basis: bool,
    /// The county's due date, with extensions and pauses.
    pub due_on: NaiveDate,
    /// The day on which the present lead department got it.
    pub issued_on: Option<NaiveDate>,
    /// Which department claimed.
    pub claimed_by_department: Option<DepartmentId>,
    /// The department that claimed is the supervision office itself, none of whose people may verify then.
    pub claimed_by_office: bool,
    /// Who took it to verified, by a check or by recording it as solved on the spot.
    pub verified_by: Option<UserId>,
    /// Where it stood before it was solved on the spot; a return goes back to it.
    pub solved_from: Option<Status>,
    /// An objection of the present lead department was overruled.
    pub objection_overruled: bool,
    /// At which level it was solved.
    pub resolution: Option<Resolution>,
    /// The latest submission to the city.
    pub escalation: Option<EscalationStatus>,
    /// What the city answered to it.
    pub city_answer: Option<CityAnswer>,
    /// It was with the city at some time; the city's office sees it from then on.
    pub ever_submitted: bool,
    /// Extensions approved so far.
    pub extensions_approved: u32,
    /// A request for extension is undecided.
    pub extension_pending: bool,
    /// The region's setting: a supervisor may close.
    pub close_delegated: bool,
    /// The region's setting.
    pub extension_limit: u32,
    /// The region's setting.
    pub objection_days: i32,
}

impl MatterFacts {
    /// The leader has taken the matter to verified, so that four eyes keep the leader from closing it.
    pub fn verified_by_leader(&self) -> bool {
        self.verified_by == Some(self.leader)
    }

    /// Whether the departments have it, or had it. A draft is not theirs yet, however it came to be one again; a matter
    /// that was cancelled before it was handed over never was.
    pub const fn is_handed_over(&self) -> bool {
        match self.status {
            Status::Cancelled => self.issued_on.is_some(),
            status => status.is_handed_over(),
        }
    }

    /// How far a department is with its part; nothing when it has none.
    pub fn part_of(&self, department: DepartmentId) -> Option<CoPart> {
        self.co_departments
            .iter()
            .find(|(id, _)| *id == department)
            .map(|(_, part)| *part)
    }
}

impl Status {
    /// The statuses in which something is still to be done.
    pub const OPEN: &'static [Self] = &[
        Self::Draft,
        Self::PendingApproval,
        Self::Issued,
        Self::Objected,
        Self::InProgress,
        Self::Claimed,
        Self::Verified,
        Self::Suspended,
    ];

    /// The statuses in which the clock runs.
    pub const RUNNING: &'static [Self] = &[Self::Issued, Self::Objected, Self::InProgress];

    /// The statuses in which the clock has stopped, for good or until the matter is returned.
    pub const STOPPED: &'static [Self] = &[Self::Claimed, Self::Verified, Self::Closed];

    /// The statuses before the hand-over.
    pub const DRAFTS: &'static [Self] = &[Self::Draft, Self::PendingApproval];

    /// It is past the hand-over, as far as the status alone tells.
    pub const fn is_handed_over(self) -> bool {
        !matches!(self, Self::Draft | Self::PendingApproval)
    }

    /// Something is still to be done.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Cancelled)
    }
}

impl CoPart {
    /// The part still stands in the way of a claim.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::Signed)
    }
}
