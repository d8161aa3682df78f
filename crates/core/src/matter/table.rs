//! The table of the life cycle (DESIGN §3), put together from the definitions of the actions.

use crate::matter::action::LIFE;
use crate::matter::guard::Guard;
use crate::matter::lifecycle::{ClockEffect, Party, StageRule, To, Transition};
use crate::word::{Action, Stage, Status};

/// Every action with its rows, in the order of a matter's life.
pub fn table() -> impl Iterator<Item = &'static Transition> {
    LIFE.into_iter()
        .flatten()
        .flat_map(|definition| definition.transitions)
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
