//! What of an event may be read by who may not read the county's work.

use serde_json::{Map, Value};

use super::{EventKind, Sensitivity};

/// What stands for a text that is not shown; that there was one stays visible.
pub const UNSHOWN: &str = "…";

/// Whether the texts of matters, plans and ledgers are part of what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redaction {
    /// They are.
    Off,
    /// Formal facts only.
    On,
}

impl Redaction {
    /// Whether the words that went with an event stay with it.
    pub const fn keeps_note(self, kind: &EventKind) -> bool {
        matches!(self, Self::Off) || !kind.is_business()
    }

    /// Takes the business texts out of an event's facts.
    pub fn apply(self, kind: &EventKind, facts: &mut Map<String, Value>) {
        if self == Self::Off || !kind.is_business() {
            return;
        }
        for (name, value) in facts {
            let shown = match kind.fact(name).map(|fact| fact.sensitivity) {
                Some(Sensitivity::Formal) => true,
                Some(Sensitivity::Business) => value.is_null(),
                // A fact of another release: an id, a date or a word cannot be told from a text.
                None => matches!(value, Value::Null | Value::Bool(_) | Value::Number(_)),
            };
            if !shown {
                *value = Value::from(UNSHOWN);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Whether each fact may be read without the right to read matters.
    #[test]
    fn who_reads_no_matters_reads_no_words_of_the_countys_work() {
        for (kind, fact, value, shown) in [
            ("create", "title", json!("标题"), false),
            ("create", "leader_id", json!("018f"), true),
            ("create", "number", json!("师督〔2023〕1号"), true),
            ("edit", "remark", json!("备注"), false),
            ("edit", "remark", json!(null), true),
            ("edit", "co_department_ids", json!(["018f"]), true),
            ("report", "percent", json!(30), true),
            ("report", "problems", json!("用地"), false),
            ("urge", "color", json!("red"), true),
            ("urge", "slip_number", json!("催1"), false),
            ("escalation_propose", "tried", json!("协调"), false),
            ("escalation_submit", "document_on", json!("2023-03-01"), true),
            ("escalation_answer", "answer", json!("solved"), true),
            ("cancel", "from_due_on", json!("2023-03-01"), true),
            ("alert", "alerts", json!([{ "rule": "due" }]), false),
            ("plan_created", "title", json!("开门红"), false),
            ("plan_created", "id", json!("018f"), true),
            ("plan_created", "targets", json!(5), true),
            ("import_previewed", "file_name", json!("台账.xlsx"), false),
            ("import_applied", "sha256", json!("ab"), false),
            ("user_created", "username", json!("zhang.san"), true),
            ("settings_changed", "ladder", json!([]), true),
            ("region_created", "name", json!("师宗县"), true),
            ("department_created", "name", json!("县发展和改革局"), true),
            ("printed", "query", json!("leader=x"), true),
            ("login_failed", "address", json!("10.0.0.1"), true),
            // Facts and kinds of other releases.
            ("report", "mood", json!("好"), false),
            ("report", "pages", json!(3), true),
            ("merged_later", "title", json!("标题"), false),
            ("login", "screen", json!("390"), true),
        ] {
            for (redaction, expected) in [(Redaction::Off, true), (Redaction::On, shown)] {
                let mut facts = Map::from_iter([(fact.to_owned(), value.clone())]);
                redaction.apply(&kind.into(), &mut facts);
                assert_eq!(
                    facts[fact] == value,
                    expected,
                    "{kind} {fact} {redaction:?}: {}",
                    facts[fact]
                );
            }
        }
    }
}
