//! Reading an action with its input from JSON, and checking it.

use duban_core::matter::action::{FieldKind, ReadInput, Value as Filled};
use duban_core::text::clean;
use duban_core::word::Action;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{AppError, AppResult};
use crate::input::{self, Checks};

pub use duban_core::matter::action::{
    AcceptInput, AnswerInput, ApproveExtensionInput, ClaimInput, Command, ExtensionInput, FindingInput,
    InstructInput, NoteInput, ObjectInput, ProposeInput, ReasonInput, ReassignInput, ReportInput,
    SolveOnSiteInput, SubmitInput, UrgeInput, WaivePartInput,
};

struct Body(Value);

impl ReadInput for Body {
    type Error = AppError;

    fn read<T: DeserializeOwned>(self) -> AppResult<T> {
        input::parse(self.0)
    }
}

/// Reads what the action needs from JSON and checks it.
pub fn parse(action: Action, body: Value) -> AppResult<Command> {
    let command = Command::read(action, Body(body))
        .unwrap_or_else(|| Err(AppError::invalid("action", "edit_is_a_patch")))?;
    check(&command)?;
    Ok(command)
}

/// Checks every field against its definition; called by [`parse`] and before a command is carried out.
pub(crate) fn check(command: &Command) -> AppResult<()> {
    let mut checks = Checks::default();
    for (field, filled) in command.input().filled() {
        match filled {
            Filled::Text(text) => {
                let max = field.max.unwrap_or(usize::MAX);
                if field.required {
                    checks.text(field.name, text.unwrap_or_default(), max);
                } else {
                    checks.optional(field.name, text, max);
                }
            }
            Filled::Date(date) => {
                checks.date(field.name, date);
            }
            Filled::Number(number) if field.kind == FieldKind::Percent => {
                let fits = (0..=100).contains(&number);
                checks.require_with(fits, field.name, "out_of_range", "0–100");
            }
            Filled::Number(_) | Filled::Word => {}
        }
    }
    checks.finish()
}

/// The words that go with an action; the timeline shows them.
pub(crate) fn note(command: &Command) -> Option<String> {
    let note = command.input().note().map(clean);
    note.filter(|note| !note.is_empty())
}
