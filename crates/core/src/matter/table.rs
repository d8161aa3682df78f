//! The table of DESIGN §3, as a constant. Who may do it stands in the policy.

use crate::matter::guard::Guard;
use crate::matter::lifecycle::{ClockEffect, Party, StageRule, To, Transition};
use crate::word::{Action, Stage, Status};

use Status::{
    Cancelled, Claimed, Closed, Draft, InProgress, Issued, Objected, PendingApproval, Suspended, Verified,
};

/// Statuses in which an extension may be decided: the claim stops the clock, not the question.
const DECIDABLE: &[Status] = &[InProgress, Claimed, Suspended];

/// Every action with its rows, in the order of a matter's life.
pub const TABLE: &[Transition] = &[
    row(Action::Edit, &[Draft], To::Same),
    row(Action::SubmitForApproval, &[Draft], To::Status(PendingApproval)),
    row(Action::Approve, &[PendingApproval], To::Status(Issued)).clock(ClockEffect::Start),
    row(Action::Reject, &[PendingApproval], To::Status(Draft)),
    row(Action::Issue, &[Draft], To::Status(Issued))
        .clock(ClockEffect::Start)
        .guards(&[Guard::HasBasis]),
    row(Action::Sign, &[Issued], To::Status(InProgress)).by(Party::Lead),
    row(Action::Sign, &[Issued, InProgress], To::Same)
        .by(Party::Co)
        .guards(&[Guard::OwnPartUnsigned]),
    row(Action::Object, &[Issued], To::Status(Objected))
        .guards(&[Guard::NotOverruled, Guard::WithinObjectionDays]),
    row(Action::Reassign, &[Objected], To::Status(Issued))
        .clock(ClockEffect::HandOver)
        .guards(&[Guard::OtherDepartment]),
    row(Action::Overrule, &[Objected], To::Status(Issued)).clock(ClockEffect::HandOver),
    row(Action::Report, &[InProgress], To::Same).stage(StageRule::Any),
    row(Action::CompletePart, &[InProgress], To::Same)
        .by(Party::Co)
        .guards(&[Guard::OwnPartOpen]),
    row(Action::WaivePart, &[Issued, InProgress], To::Same).guards(&[Guard::NamedPartOpen]),
    row(Action::Instruct, Status::OPEN, To::Same).stage(StageRule::Any),
    row(Action::Urge, &[Issued, InProgress], To::Same),
    row(
        Action::SolveOnSite,
        &[Draft, Issued, InProgress],
        To::Status(Verified),
    )
    .clock(ClockEffect::Stop)
    .guards(&[Guard::NotOfLeadDepartment, Guard::SolvedBefore]),
    row(Action::Claim, &[InProgress], To::Status(Claimed))
        .clock(ClockEffect::Stop)
        .guards(&[Guard::PartsDone, Guard::NoOpenEscalation]),
    row(Action::Verify, &[Claimed], To::Status(Verified))
        .guards(&[Guard::NotOfClaimingDepartment, Guard::NoPendingExtension]),
    row(Action::Return, &[Claimed, Verified], To::Before).clock(ClockEffect::Restart),
    row(Action::Close, &[Verified], To::Status(Closed))
        .guards(&[Guard::CloseDelegated, Guard::NotTheVerifier]),
    row(
        Action::CloseUnachieved,
        &[InProgress, Suspended],
        To::Status(Closed),
    )
    .clock(ClockEffect::Stop),
    row(Action::Suspend, &[InProgress], To::Status(Suspended)).clock(ClockEffect::Pause),
    row(Action::Resume, &[Suspended], To::Status(InProgress)).clock(ClockEffect::Resume),
    row(Action::Cancel, Status::OPEN, To::Status(Cancelled)).clock(ClockEffect::Stop),
    row(Action::EscalationPropose, &[InProgress], To::Same),
    row(Action::EscalationEndorse, &[InProgress], To::Same),
    row(Action::EscalationDecline, &[InProgress], To::Same),
    row(Action::EscalationSubmit, &[InProgress], To::Same)
        .moves_to(Stage::City)
        .clock(ClockEffect::Pause)
        .guards(&[Guard::CityHasDepartments, Guard::DocumentDated]),
    row(Action::EscalationAccept, &[InProgress], To::Same)
        .stage(StageRule::City)
        .guards(&[Guard::CityDateAhead]),
    row(Action::EscalationAnswer, &[InProgress], To::Same)
        .stage(StageRule::City)
        .moves_to(Stage::County)
        .clock(ClockEffect::Resume),
    row(Action::EscalationReturn, &[InProgress], To::Same)
        .stage(StageRule::City)
        .moves_to(Stage::County)
        .clock(ClockEffect::Resume),
    row(Action::EscalationWithdraw, &[InProgress, Suspended], To::Same)
        .stage(StageRule::Any)
        .moves_to(Stage::County)
        .clock(ClockEffect::Resume),
    row(Action::ExtensionRequest, &[InProgress], To::Same)
        .guards(&[Guard::ExtensionsLeft, Guard::NewDateLater]),
    row(Action::ExtensionApprove, DECIDABLE, To::Same).guards(&[Guard::ExtensionsLeft, Guard::NewDateLater]),
    row(Action::ExtensionReject, DECIDABLE, To::Same),
];

/// A row of the county stage without guards that leaves the clock alone.
const fn row(action: Action, from: &'static [Status], to: To) -> Transition {
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
    const fn by(mut self, by: Party) -> Self {
        self.by = by;
        self
    }

    const fn stage(mut self, stage: StageRule) -> Self {
        self.stage = stage;
        self
    }

    const fn moves_to(mut self, stage: Stage) -> Self {
        self.stage_to = Some(stage);
        self
    }

    const fn clock(mut self, clock: ClockEffect) -> Self {
        self.clock = clock;
        self
    }

    const fn guards(mut self, guards: &'static [Guard]) -> Self {
        self.guards = guards;
        self
    }
}
