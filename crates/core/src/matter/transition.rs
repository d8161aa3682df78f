//! A row of the life cycle's table (DESIGN §3). Who may do it stands beside it in the action's definition.

use crate::matter::guard::Guard;
use crate::word::{Action, Stage, Status};

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Transition {
    /// What is done.
    pub action: Action,
    /// As which party; a department's signature means different things for lead and co-department.
    pub by: Party,
    /// From which statuses.
    pub from: &'static [Status],
    /// To which status.
    pub to: To,
    /// In which stage.
    pub stage: StageRule,
    /// The stage afterwards, where it changes.
    pub stage_to: Option<Stage>,
    /// What becomes of the clock.
    pub clock: ClockEffect,
    /// What else must hold.
    pub guards: &'static [Guard],
}

/// Where an action leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// The status stays.
    Same,
    /// The status becomes this.
    Status(Status),
    /// Back to where it stood before the claim or the solution on the spot.
    Before,
}

/// In which stage an action is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageRule {
    /// While the county is responsible.
    County,
    /// While the city is.
    City,
    /// Always.
    Any,
}

/// As what the actor's department takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// Does not matter for this row.
    Anyone,
    /// As the lead department.
    Lead,
    /// As a co-department.
    Co,
}

/// What an action does to the county's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockEffect {
    /// Nothing.
    None,
    /// It starts.
    Start,
    /// It runs on, but the lead department gets the matter today: signature and reports count from here.
    HandOver,
    /// It stops, today or on the day of a solution on the spot; open pauses end.
    Stop,
    /// It stands still from today: a pause opens.
    Pause,
    /// It goes on: the pause ends today and the due date moves by the working days paused.
    Resume,
    /// It was never stopped: the stop is taken back and the span counts as own time.
    Restart,
}

impl StageRule {
    /// Whether an action with this rule is open in a stage.
    pub const fn admits(self, stage: Stage) -> bool {
        match self {
            Self::County => matches!(stage, Stage::County),
            Self::City => matches!(stage, Stage::City),
            Self::Any => true,
        }
    }
}

/// A row of the county stage without guards that leaves the clock alone.
pub(super) const fn row(action: Action, from: &'static [Status], to: To) -> Transition {
    Transition {
        action,
        by: Party::Anyone,
        from,
        to,
        stage: StageRule::County,
        stage_to: None,
        clock: ClockEffect::None,
        guards: &[],
    }
}

impl Transition {
    pub(super) const fn by(mut self, by: Party) -> Self {
        self.by = by;
        self
    }

    pub(super) const fn stage(mut self, stage: StageRule) -> Self {
        self.stage = stage;
        self
    }

    pub(super) const fn moves_to(mut self, stage: Stage) -> Self {
        self.stage_to = Some(stage);
        self
    }

    pub(super) const fn clock(mut self, clock: ClockEffect) -> Self {
        self.clock = clock;
        self
    }

    pub(super) const fn guards(mut self, guards: &'static [Guard]) -> Self {
        self.guards = guards;
        self
    }
}
