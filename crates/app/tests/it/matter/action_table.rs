//! What each action does to a matter, as a table.

use duban_core::word::Action;

/// Day of 2023, person, action.
pub(crate) type TestAction = (&'static str, &'static str, Action);

/// What is done before, the action itself, and the matter afterwards; see [`super::actions`].
pub(crate) type Row = (&'static [TestAction], TestAction, &'static str);

const ISSUED: TestAction = ("01-28", "ducha1", Action::Issue);
const SIGNED: TestAction = ("01-28", "d01", Action::Sign);
const OBJECTED: TestAction = ("01-30", "d01", Action::Object);
const WAIVED: TestAction = ("02-01", "d01-head", Action::WaivePart);
const REPORTED: TestAction = ("02-03", "d01", Action::Report);
const CLAIMED: TestAction = ("02-09", "d01", Action::Claim);
const SUSPENDED: TestAction = ("02-08", "leader1", Action::Suspend);
const PROPOSED: TestAction = ("02-06", "d01", Action::EscalationPropose);
const ENDORSED: TestAction = ("02-07", "leader1", Action::EscalationEndorse);
const SUBMITTED: TestAction = ("02-08", "ducha1", Action::EscalationSubmit);
const ACCEPTED: TestAction = ("02-09", "shiducha", Action::EscalationAccept);
const REQUESTED: TestAction = ("02-13", "d01", Action::ExtensionRequest);

/// A weekly matter of department d01 with d02 beside it, registered on Saturday 01-28 and due on Friday 02-10.
pub(crate) const ROWS: &[Row] = &[
    (
        &[],
        ("01-28", "ducha1", Action::Edit),
        "draft county 02-17/02-17 supervision_office pauses 0 report - late 0+0",
    ),
    (
        &[],
        ("01-28", "ducha1", Action::SubmitForApproval),
        "pending_approval county 02-10/02-10 leader pauses 0 report - late 0+0",
    ),
    (
        &[("01-28", "ducha1", Action::SubmitForApproval)],
        ("01-30", "leader1", Action::Approve),
        "issued county 02-10/02-10 lead_department pauses 0 report 02-03 late 0+0",
    ),
    (
        &[("01-28", "ducha1", Action::SubmitForApproval)],
        ("01-30", "leader1", Action::Reject),
        "draft county 02-10/02-10 supervision_office pauses 0 report - late 0+0",
    ),
    (
        &[],
        ("01-30", "ducha1", Action::Issue),
        "issued county 02-10/02-10 lead_department pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED],
        ("01-29", "d01", Action::Sign),
        "in_progress county 02-10/02-10 lead_department pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED],
        OBJECTED,
        "objected county 02-10/02-10 supervision_office pauses 0 report 02-03 late 0+0",
    ),
    // Whoever gets the matter now reports from now on.
    (
        &[ISSUED, OBJECTED],
        ("02-07", "ducha1", Action::Reassign),
        "issued county 02-10/02-10 lead_department pauses 0 report 02-10 late 0+0",
    ),
    (
        &[ISSUED, OBJECTED],
        ("02-07", "ducha1", Action::Overrule),
        "issued county 02-10/02-10 lead_department pauses 0 report 02-10 late 0+0",
    ),
    (
        &[ISSUED, SIGNED],
        ("02-01", "d01", Action::Report),
        "in_progress county 02-10/02-10 lead_department pauses 0 report 02-10 late 0+0",
    ),
    (
        &[ISSUED],
        ("02-13", "ducha1", Action::SolveOnSite),
        "verified county 02-10/02-10 supervision_office pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED, WAIVED],
        ("02-14", "d01", Action::Claim),
        "claimed county 02-10/02-10 supervision_office pauses 0 report 02-03 late 2+0",
    ),
    (
        &[ISSUED, SIGNED, WAIVED, CLAIMED],
        ("02-13", "ducha1", Action::Verify),
        "verified county 02-10/02-10 supervision_office pauses 0 report 02-03 late 0+0",
    ),
    // The span of the claim is the department's own; the report of the 3rd was missed before it.
    (
        &[ISSUED, SIGNED, WAIVED, CLAIMED],
        ("02-20", "ducha1", Action::Return),
        "in_progress county 02-10/02-10 lead_department pauses 0 report 02-03 late 6+0",
    ),
    (
        &[ISSUED, SIGNED, WAIVED, REPORTED, CLAIMED],
        ("02-20", "ducha1", Action::Return),
        "in_progress county 02-10/02-10 lead_department pauses 0 report 02-24 late 6+0",
    ),
    (
        &[
            ISSUED,
            SIGNED,
            WAIVED,
            CLAIMED,
            ("02-13", "ducha1", Action::Verify),
        ],
        ("02-14", "ducha2", Action::Close),
        "closed county 02-10/02-10 nobody pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED, SUSPENDED],
        ("02-15", "xianzhang", Action::CloseUnachieved),
        "closed county 02-17/02-10 nobody pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED],
        SUSPENDED,
        "suspended county 02-10/02-10 leader pauses 1 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED, SUSPENDED],
        ("02-15", "leader1", Action::Resume),
        "in_progress county 02-17/02-10 lead_department pauses 0 report 02-03 late 0+0",
    ),
    // Reported on the 3rd: the next report fell into the suspension, in which none could be given.
    (
        &[ISSUED, SIGNED, REPORTED, SUSPENDED],
        ("02-15", "leader1", Action::Resume),
        "in_progress county 02-17/02-10 lead_department pauses 0 report 02-17 late 0+0",
    ),
    (
        &[ISSUED, SIGNED, SUSPENDED],
        ("02-15", "leader1", Action::Cancel),
        "cancelled county 02-17/02-10 nobody pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED],
        ("02-01", "d02", Action::CompletePart),
        "in_progress county 02-10/02-10 lead_department pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED],
        WAIVED,
        "in_progress county 02-10/02-10 lead_department pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED],
        ("02-01", "leader1", Action::Instruct),
        "in_progress county 02-10/02-10 lead_department pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED],
        ("02-13", "ducha1", Action::Urge),
        "in_progress county 02-10/02-10 lead_department pauses 0 report 02-03 late 1+0",
    ),
    (
        &[ISSUED, SIGNED],
        PROPOSED,
        "in_progress county 02-10/02-10 leader pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED, PROPOSED],
        ENDORSED,
        "in_progress county 02-10/02-10 supervision_office pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED, PROPOSED],
        ("02-07", "leader1", Action::EscalationDecline),
        "in_progress county 02-10/02-10 lead_department pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED, PROPOSED, ENDORSED],
        SUBMITTED,
        "in_progress city -/02-10 city pauses 1 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED, PROPOSED, ENDORSED, SUBMITTED],
        ACCEPTED,
        "in_progress city 03-01/02-10 city pauses 1 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED, PROPOSED, ENDORSED, SUBMITTED, ACCEPTED],
        ("02-15", "shiducha", Action::EscalationAnswer),
        "in_progress county 02-17/02-10 lead_department pauses 0 report 02-03 late 0+0",
    ),
    // With the city a matter is reported on all the same.
    (
        &[ISSUED, SIGNED, REPORTED, PROPOSED, ENDORSED, SUBMITTED, ACCEPTED],
        ("02-15", "shiducha", Action::EscalationAnswer),
        "in_progress county 02-17/02-10 lead_department pauses 0 report 02-10 late 0+0",
    ),
    (
        &[ISSUED, SIGNED, PROPOSED, ENDORSED, SUBMITTED],
        ("02-15", "shiducha", Action::EscalationReturn),
        "in_progress county 02-17/02-10 lead_department pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED, PROPOSED, ENDORSED, SUBMITTED, ACCEPTED],
        ("02-15", "leader1", Action::EscalationWithdraw),
        "in_progress county 02-17/02-10 lead_department pauses 0 report 02-03 late 0+0",
    ),
    (
        &[ISSUED, SIGNED],
        REQUESTED,
        "in_progress county 02-10/02-10 leader pauses 0 report 02-03 late 1+0",
    ),
    // Asked and decided after the date: the three days that were missed stay.
    (
        &[ISSUED, SIGNED, REQUESTED],
        ("02-15", "leader1", Action::ExtensionApprove),
        "in_progress county 03-10/02-10 lead_department pauses 0 report 02-03 late 0+3",
    ),
    (
        &[ISSUED, SIGNED, REQUESTED],
        ("02-15", "leader1", Action::ExtensionReject),
        "in_progress county 02-10/02-10 lead_department pauses 0 report 02-03 late 3+0",
    ),
    // Approved while suspended: the new date is a concrete one, only what the pause still takes is added.
    (
        &[
            ISSUED,
            SIGNED,
            ("02-01", "d01", Action::ExtensionRequest),
            ("02-02", "leader1", Action::Suspend),
            ("02-15", "leader1", Action::ExtensionApprove),
        ],
        ("03-01", "leader1", Action::Resume),
        "in_progress county 03-24/02-10 lead_department pauses 0 report 03-03 late 0+0",
    ),
    // Approved after a late claim: the claim stays late.
    (
        &[
            ISSUED,
            SIGNED,
            WAIVED,
            ("02-09", "d01", Action::ExtensionRequest),
            ("02-13", "d01", Action::Claim),
        ],
        ("02-14", "leader1", Action::ExtensionApprove),
        "claimed county 03-10/02-10 supervision_office pauses 0 report 02-03 late 1+0",
    ),
    // What was never issued is not in work after a return, what was never signed for neither.
    (
        &[("01-30", "leader1", Action::SolveOnSite)],
        ("02-01", "ducha1", Action::Return),
        "draft county 02-10/02-10 supervision_office pauses 0 report - late 0+0",
    ),
    (
        &[ISSUED, ("01-30", "leader1", Action::SolveOnSite)],
        ("02-06", "ducha1", Action::Return),
        "issued county 02-10/02-10 lead_department pauses 0 report 02-10 late 0+0",
    ),
];
