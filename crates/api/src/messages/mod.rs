//! What people read when something is refused. Every text says what is wrong and what can be done; they stand in
//! `lang/<language>/refusal.json`. Codes are stable; texts may be improved freely.

mod rule;
#[cfg(test)]
mod used;
mod word;

use duban_app::ResponsibleAdministrator;
use duban_core::error::RuleError;
use duban_core::lang::{self, Lang};
use duban_core::say;

/// What a problem tells instead of its code's remedy.
#[derive(Debug, Clone)]
pub(crate) enum Detail {
    /// Which rule says no.
    Rule(RuleError),
    /// What the conflict is about.
    Conflict(&'static str),
    /// Whom to ask.
    Ask(ResponsibleAdministrator),
}

impl Detail {
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Self::Rule(error) => rule::rule(lang, error),
            Self::Conflict(code) => conflict(lang, code),
            Self::Ask(responsible) => ask(lang, responsible),
        }
    }
}

/// Title and remedy of a problem. A test finds codes that have none; should one slip through, it is told as internal.
pub(crate) fn problem(lang: Lang, code: &str) -> (String, String) {
    let known = lang::find(lang, &format!("refusal.problem.{code}.title")).is_some();
    let code = if known { code } else { "internal" };
    (
        say!(lang, "refusal.problem.{code}.title"),
        say!(lang, "refusal.problem.{code}.remedy"),
    )
}

/// What is wrong with one field; `detail` is the value that the error carries.
pub(crate) fn field(lang: Lang, code: &str, detail: Option<&str>) -> String {
    if lang::find(lang, &format!("refusal.field.{code}")).is_none() {
        return say!(lang, "refusal.invalid");
    }
    say!(lang, "refusal.field.{code}", value = detail.unwrap_or("—"))
}

fn conflict(lang: Lang, code: &str) -> String {
    if lang::find(lang, &format!("refusal.conflict.{code}")).is_none() {
        return problem(lang, "conflict").1;
    }
    say!(lang, "refusal.conflict.{code}")
}

fn ask(lang: Lang, responsible: &ResponsibleAdministrator) -> String {
    let role = responsible.role;
    // It stands in the middle of a sentence; Chinese has no capitals.
    let role = say!(lang, "role.{role}").to_lowercase();
    if responsible.names.is_empty() {
        return say!(lang, "refusal.manager.role", role);
    }
    let names = responsible.names.join(&say!(lang, "refusal.manager.or"));
    say!(lang, "refusal.manager.names", role, names)
}

#[cfg(test)]
mod tests;
