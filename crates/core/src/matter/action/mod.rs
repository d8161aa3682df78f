//! Everything about the actions on a matter, each said once: from which status to which, who may, what it asks for, who is
//! told of it, and how its button is drawn. The table of the life cycle, the policy, the commands, the messages
//! and the browser's forms are read from here.

mod city;
mod closing;
mod extension;
mod field;
mod handover;
mod input;
mod notice;
mod progress;

pub use field::{Choices, Days, Field, FieldKind, Value};
pub use input::{
    AcceptInput, AnswerInput, ApproveExtensionInput, ClaimInput, ExtensionInput, FindingInput, Input,
    InstructInput, NoteInput, ObjectInput, ProposeInput, ReasonInput, ReassignInput, ReportInput,
    SolveOnSiteInput, SubmitInput, UrgeInput, WaivePartInput,
};
pub use notice::{Audience, NotificationKind, Severity};

use crate::matter::lifecycle::Transition;
use crate::policy::Who;
use crate::word::words;
use notice::Notice;

words! {
    /// How a button is drawn.
    Tone {
        /// What is to be done next.
        Primary = "primary",
        /// What may be done as well.
        Default = "default",
        /// What ends or undoes something.
        Danger = "danger",
    }
}

/// An action, but for its name and its input.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// From which status and stage to which, under which guards. One row a party.
    pub transitions: &'static [Transition],
    /// Who may do it.
    pub who: &'static [Who],
    /// Who is told.
    pub notices: &'static [Notice],
    /// How its button is drawn.
    pub tone: Tone,
    /// Where its button stands: lower before higher.
    pub place: u16,
}

impl Definition {
    const fn new(transitions: &'static [Transition], who: &'static [Who]) -> Self {
        Self {
            transitions,
            who,
            notices: &[],
            tone: Tone::Default,
            place: 0,
        }
    }

    const fn tells(mut self, notices: &'static [Notice]) -> Self {
        self.notices = notices;
        self
    }

    const fn button(mut self, tone: Tone, place: u16) -> Self {
        self.tone = tone;
        self.place = place;
        self
    }
}

/// The definitions in the order of a matter's life, for the table that people read.
pub(in crate::matter) const LIFE: [&[&Definition]; 5] = [
    handover::ALL,
    progress::ALL,
    closing::ALL,
    city::ALL,
    extension::ALL,
];

macro_rules! actions {
    // Editing a draft has a page of its own, and its place among the words.
    ($($(#[$doc0:meta])* $name0:ident = $text0:tt, $input0:ty, $definition0:expr;)*
        @edit;
        $($(#[$doc1:meta])* $name1:ident = $text1:tt, $input1:ty, $definition1:expr;)*) => {
        words! {
            /// Everything a person can do to a matter.
            Action {
                $($(#[$doc0])* $name0 = $text0,)*
                /// 修改拟办
                Edit = "edit",
                $($(#[$doc1])* $name1 = $text1,)*
            }
        }

        commands! {
            $($name0, $input0, $definition0;)*
            $($name1, $input1, $definition1;)*
        }
    };
}

macro_rules! commands {
    ($($name:ident, $input:ty, $definition:expr;)*) => {
        impl Action {
            /// Everything about it.
            pub const fn definition(self) -> &'static Definition {
                match self {
                    $(Self::$name => &$definition,)*
                    Self::Edit => &handover::EDIT,
                }
            }

            /// What its form asks for; editing has a page of its own.
            pub const fn fields(self) -> &'static [Field] {
                match self {
                    $(Self::$name => <$input as Input>::FIELDS,)*
                    Self::Edit => &[],
                }
            }
        }

        /// An action together with what it needs. Editing a draft is not among them: it is a patch.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the actions are documented where they are named")]
        pub enum Command {
            $($name($input),)*
        }

        impl Command {
            /// The action's name.
            pub const fn action(&self) -> Action {
                match self {
                    $(Self::$name(_) => Action::$name,)*
                }
            }

            /// What it was told.
            pub fn input(&self) -> &dyn DynInput {
                match self {
                    $(Self::$name(input) => input,)*
                }
            }

            /// Reads what the action needs; nothing for `edit`, which is a patch.
            ///
            /// # Errors
            /// The reader's.
            pub fn read<R: ReadInput>(action: Action, reader: R) -> Option<Result<Self, R::Error>> {
                match action {
                    $(Action::$name => Some(reader.read().map(Self::$name)),)*
                    Action::Edit => None,
                }
            }
        }
    };
}

/// A source of inputs, e.g. a JSON body.
pub trait ReadInput {
    /// What can go wrong.
    type Error;

    /// Reads one input.
    ///
    /// # Errors
    /// Where the source holds something else.
    fn read<T: serde::de::DeserializeOwned>(self) -> Result<T, Self::Error>;
}

/// An [`Input`] of any action.
pub trait DynInput {
    /// The fields with what they were filled with.
    fn filled(&self) -> Vec<(&'static Field, Value<'_>)>;

    /// The words that go with the action.
    fn note(&self) -> Option<&str>;
}

impl<T: Input> DynInput for T {
    fn filled(&self) -> Vec<(&'static Field, Value<'_>)> {
        T::FIELDS.iter().zip(self.values()).collect()
    }

    fn note(&self) -> Option<&str> {
        Input::note(self)
    }
}

actions! {
    /// 报批
    SubmitForApproval = "submit_for_approval", NoteInput, handover::SUBMIT_FOR_APPROVAL;
    /// 立项同意
    Approve = "approve", NoteInput, handover::APPROVE;
    /// 立项退回
    Reject = "reject", ReasonInput, handover::REJECT;
    /// 交办
    Issue = "issue", NoteInput, handover::ISSUE;
    /// 签收
    Sign = "sign", NoteInput, handover::SIGN;
    /// 异议(退办)
    Object = "object", ObjectInput, handover::OBJECT;
    /// 改派
    Reassign = "reassign", ReassignInput, handover::REASSIGN;
    /// 驳回异议
    Overrule = "overrule", ReasonInput, handover::OVERRULE;
    /// 进展反馈
    Report = "report", ReportInput, progress::REPORT;
    /// 现场解决
    SolveOnSite = "solve_on_site", SolveOnSiteInput, closing::SOLVE_ON_SITE;
    /// 申请办结
    Claim = "claim", ClaimInput, closing::CLAIM;
    /// 核查通过
    Verify = "verify", FindingInput, closing::VERIFY;
    /// 退回重办
    Return = "return", ReasonInput, closing::RETURN;
    /// 销号
    Close = "close", NoteInput, closing::CLOSE;
    /// 终结
    CloseUnachieved = "close_unachieved", ReasonInput, closing::CLOSE_UNACHIEVED;
    /// 中止
    Suspend = "suspend", ReasonInput, closing::SUSPEND;
    /// 恢复
    Resume = "resume", NoteInput, closing::RESUME;
    /// 撤销
    Cancel = "cancel", ReasonInput, closing::CANCEL;
    @edit;
    /// 配合部分完成
    CompletePart = "complete_part", FindingInput, progress::COMPLETE_PART;
    /// 免除配合
    WaivePart = "waive_part", WaivePartInput, progress::WAIVE_PART;
    /// 批示
    Instruct = "instruct", InstructInput, progress::INSTRUCT;
    /// 催办
    Urge = "urge", UrgeInput, progress::URGE;
    /// 提请市级(拟)
    EscalationPropose = "escalation_propose", ProposeInput, city::PROPOSE;
    /// 审签
    EscalationEndorse = "escalation_endorse", NoteInput, city::ENDORSE;
    /// 不予提请
    EscalationDecline = "escalation_decline", ReasonInput, city::DECLINE;
    /// 提请
    EscalationSubmit = "escalation_submit", SubmitInput, city::SUBMIT;
    /// 市级受理
    EscalationAccept = "escalation_accept", AcceptInput, city::ACCEPT;
    /// 市级答复
    EscalationAnswer = "escalation_answer", AnswerInput, city::ANSWER;
    /// 市级退回
    EscalationReturn = "escalation_return", ReasonInput, city::RETURN;
    /// 撤回提请
    EscalationWithdraw = "escalation_withdraw", ReasonInput, city::WITHDRAW;
    /// 申请延期
    ExtensionRequest = "extension_request", ExtensionInput, extension::REQUEST;
    /// 同意延期
    ExtensionApprove = "extension_approve", ApproveExtensionInput, extension::APPROVE;
    /// 不同意延期
    ExtensionReject = "extension_reject", ReasonInput, extension::REJECT;
}
