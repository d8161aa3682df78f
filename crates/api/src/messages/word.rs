//! The names of the words of the field that refusals mention. Some are the formal names of the regulations, which are
//! longer than the labels of buttons and lists; the language files give them where they differ.

use duban_core::lang::{self, Lang};
use duban_core::word::{Action, EscalationStatus, Status};

pub(super) fn status(lang: Lang, status: Status) -> String {
    formal(lang, &format!("status.{status}"))
}

pub(super) fn escalation(lang: Lang, status: EscalationStatus) -> String {
    formal(lang, &format!("escalation_status.{status}"))
}

pub(super) fn action(lang: Lang, action: Action) -> String {
    formal(lang, &format!("action.{action}"))
}

fn formal(lang: Lang, word: &str) -> String {
    let formal = lang::find(lang, &format!("refusal.word.{word}"));
    formal
        .or_else(|| lang::find(lang, word))
        .unwrap_or(word)
        .to_owned()
}
