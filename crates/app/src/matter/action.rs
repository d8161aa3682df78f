//! What each action on a matter needs to be told, and the one way in from JSON.

use chrono::NaiveDate;
use duban_core::word::{Action, CityAnswer, SlipColor};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::error::{AppError, AppResult};
use crate::input::{Checks, NOTE_MAX, TEXT_MAX, TITLE_MAX, parse};

macro_rules! inputs {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$fdoc])* pub $field: $ty,)*
        }
    )*};
}

inputs! {
    /// An action that needs no more than perhaps a word.
    NoteInput {
        /// A word to go with it.
        #[serde(default)] #[schema(max_length = 1000)] note: Option<String>,
    }
    /// An action whose finding must be written down.
    FindingInput {
        /// What was checked and found.
        #[schema(min_length = 1, max_length = 1000)] note: String,
    }
    /// An action that must be justified.
    ReasonInput {
        /// Why.
        #[schema(min_length = 1, max_length = 1000)] reason: String,
    }
    /// 异议: not ours.
    ObjectInput {
        /// Why not.
        #[schema(min_length = 1, max_length = 1000)] reason: String,
        /// Who should have it.
        #[serde(default)] suggested_department_id: Option<Uuid>,
    }
    /// 改派.
    ReassignInput {
        /// The new lead department.
        department_id: Uuid,
        /// A word to go with it.
        #[serde(default)] #[schema(max_length = 1000)] note: Option<String>,
    }
    /// 进展反馈.
    ReportInput {
        /// Progress in per cent.
        #[schema(minimum = 0, maximum = 100)] percent: i32,
        /// What was done.
        #[schema(min_length = 1, max_length = 2000)] progress: String,
        /// What stands in the way.
        #[serde(default)] #[schema(max_length = 2000)] problems: Option<String>,
        /// What comes next.
        #[serde(default)] #[schema(max_length = 2000)] next_step: Option<String>,
    }
    /// 现场解决.
    SolveOnSiteInput {
        /// Where.
        #[schema(min_length = 1, max_length = 200)] place: String,
        /// When; not in the future.
        solved_on: NaiveDate,
        /// How.
        #[schema(min_length = 1, max_length = 2000)] how: String,
        /// The leader who solved it, when the office records it; a leader can name nobody else. The responsible leader
        /// stays the same.
        #[serde(default)] leader_id: Option<Uuid>,
    }
    /// 申请办结.
    ClaimInput {
        /// What proves it.
        #[schema(min_length = 1, max_length = 2000)] evidence: String,
    }
    /// 免除配合.
    WaivePartInput {
        /// Whose part.
        department_id: Uuid,
        /// Why.
        #[schema(min_length = 1, max_length = 1000)] reason: String,
    }
    /// 批示.
    InstructInput {
        /// The leader's word.
        #[schema(min_length = 1, max_length = 2000)] text: String,
    }
    /// 催办.
    UrgeInput {
        /// Colour of the slip.
        color: SlipColor,
        /// What is asked for.
        #[schema(min_length = 1, max_length = 1000)] text: String,
    }
    /// 提请市级(拟).
    ProposeInput {
        /// What the county tried.
        #[schema(min_length = 1, max_length = 2000)] tried: String,
        /// What is asked of the city.
        #[schema(min_length = 1, max_length = 2000)] ask: String,
        /// Of which city department.
        #[serde(default)] city_department_id: Option<Uuid>,
        /// On what policy basis.
        #[serde(default)] #[schema(max_length = 1000)] policy_basis: Option<String>,
    }
    /// 提请: the letter that carries it.
    SubmitInput {
        /// Number of the letter.
        #[schema(min_length = 1, max_length = 200)] document_number: String,
        /// Date of the letter; not in the future.
        document_on: NaiveDate,
    }
    /// 市级受理.
    AcceptInput {
        /// The city department in charge.
        city_department_id: Uuid,
        /// The city's own date.
        city_due_on: NaiveDate,
        /// Whom to call.
        #[serde(default)] #[schema(max_length = 200)] contact: Option<String>,
    }
    /// 市级答复.
    AnswerInput {
        /// The answer.
        answer: CityAnswer,
        /// Its wording.
        #[schema(min_length = 1, max_length = 2000)] text: String,
    }
    /// 申请延期.
    ExtensionInput {
        /// Why.
        #[schema(min_length = 1, max_length = 1000)] reason: String,
        /// The date asked for.
        new_due_on: NaiveDate,
        /// How far the work is.
        #[schema(min_length = 1, max_length = 2000)] progress: String,
    }
    /// 同意延期.
    ApproveExtensionInput {
        /// A word to go with it.
        #[serde(default)] #[schema(max_length = 1000)] note: Option<String>,
        /// Another date than the one asked for.
        #[serde(default)] new_due_on: Option<NaiveDate>,
    }
}

macro_rules! commands {
    ($($action:ident($input:ty),)*) => {
        /// An action together with what it needs. Editing a draft is not among them: it is a patch.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the actions are documented where they are named")]
        pub enum Command {
            $($action($input),)*
        }

        impl Command {
            /// Reads what the action needs from JSON and checks it.
            pub fn parse(action: Action, body: Value) -> AppResult<Self> {
                let command = match action {
                    $(Action::$action => Self::$action(parse(body)?),)*
                    Action::Edit => return Err(AppError::invalid("action", "edit_is_a_patch")),
                };
                command.check()?;
                Ok(command)
            }

            /// The action's name.
            pub const fn action(&self) -> Action {
                match self {
                    $(Self::$action(_) => Action::$action,)*
                }
            }
        }
    };
}

commands! {
    SubmitForApproval(NoteInput),
    Approve(NoteInput),
    Reject(ReasonInput),
    Issue(NoteInput),
    Sign(NoteInput),
    Object(ObjectInput),
    Reassign(ReassignInput),
    Overrule(ReasonInput),
    Report(ReportInput),
    SolveOnSite(SolveOnSiteInput),
    Claim(ClaimInput),
    Verify(FindingInput),
    Return(ReasonInput),
    Close(NoteInput),
    CloseUnachieved(ReasonInput),
    Suspend(ReasonInput),
    Resume(NoteInput),
    Cancel(ReasonInput),
    CompletePart(FindingInput),
    WaivePart(WaivePartInput),
    Instruct(InstructInput),
    Urge(UrgeInput),
    EscalationPropose(ProposeInput),
    EscalationEndorse(NoteInput),
    EscalationDecline(ReasonInput),
    EscalationSubmit(SubmitInput),
    EscalationAccept(AcceptInput),
    EscalationAnswer(AnswerInput),
    EscalationReturn(ReasonInput),
    EscalationWithdraw(ReasonInput),
    ExtensionRequest(ExtensionInput),
    ExtensionApprove(ApproveExtensionInput),
    ExtensionReject(ReasonInput),
}

impl Command {
    /// Checks every text for length; called by [`Self::parse`] and before a command is carried out.
    pub(crate) fn check(&self) -> AppResult<()> {
        let mut checks = Checks::default();
        let c = &mut checks;
        match self {
            Self::SubmitForApproval(i)
            | Self::Approve(i)
            | Self::Issue(i)
            | Self::Sign(i)
            | Self::Close(i)
            | Self::Resume(i)
            | Self::EscalationEndorse(i) => c.optional("note", i.note.as_deref(), NOTE_MAX),
            Self::Verify(i) | Self::CompletePart(i) => c.text("note", &i.note, NOTE_MAX),
            Self::Reject(i)
            | Self::Overrule(i)
            | Self::Return(i)
            | Self::CloseUnachieved(i)
            | Self::Suspend(i)
            | Self::Cancel(i)
            | Self::EscalationDecline(i)
            | Self::EscalationReturn(i)
            | Self::EscalationWithdraw(i)
            | Self::ExtensionReject(i) => c.text("reason", &i.reason, NOTE_MAX),
            Self::Object(i) => c.text("reason", &i.reason, NOTE_MAX),
            Self::Reassign(i) => c.optional("note", i.note.as_deref(), NOTE_MAX),
            Self::Report(i) => c
                .require_with((0..=100).contains(&i.percent), "percent", "out_of_range", "0–100")
                .text("progress", &i.progress, TEXT_MAX)
                .optional("problems", i.problems.as_deref(), TEXT_MAX)
                .optional("next_step", i.next_step.as_deref(), TEXT_MAX),
            Self::SolveOnSite(i) => c
                .text("place", &i.place, TITLE_MAX)
                .text("how", &i.how, TEXT_MAX)
                .date("solved_on", Some(i.solved_on)),
            Self::Claim(i) => c.text("evidence", &i.evidence, TEXT_MAX),
            Self::WaivePart(i) => c.text("reason", &i.reason, NOTE_MAX),
            Self::Instruct(i) => c.text("text", &i.text, TEXT_MAX),
            Self::Urge(i) => c.text("text", &i.text, NOTE_MAX),
            Self::EscalationPropose(i) => c
                .text("tried", &i.tried, TEXT_MAX)
                .text("ask", &i.ask, TEXT_MAX)
                .optional("policy_basis", i.policy_basis.as_deref(), NOTE_MAX),
            Self::EscalationSubmit(i) => c
                .text("document_number", &i.document_number, TITLE_MAX)
                .date("document_on", Some(i.document_on)),
            Self::EscalationAccept(i) => c
                .optional("contact", i.contact.as_deref(), TITLE_MAX)
                .date("city_due_on", Some(i.city_due_on)),
            Self::EscalationAnswer(i) => c.text("text", &i.text, TEXT_MAX),
            Self::ExtensionRequest(i) => c
                .text("reason", &i.reason, NOTE_MAX)
                .text("progress", &i.progress, TEXT_MAX)
                .date("new_due_on", Some(i.new_due_on)),
            Self::ExtensionApprove(i) => c
                .optional("note", i.note.as_deref(), NOTE_MAX)
                .date("new_due_on", i.new_due_on),
        }
        .finish()
    }
}
