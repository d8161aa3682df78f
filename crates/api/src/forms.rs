//! The forms of the actions in the contract (`x-actions`), in the order of their buttons: tone, fields, limits. Whoever
//! draws them need not know them beforehand.

use duban_core::matter::action::Field;
use duban_core::word::Action;
use serde_json::{Map, Value, json};

/// The name of the extension.
pub(crate) const NAME: &str = "x-actions";

/// Every action that has a form.
pub(crate) fn all() -> Value {
    let mut actions: Vec<Action> = Action::ALL.to_vec();
    actions.retain(|action| *action != Action::Edit);
    actions.sort_by_key(|action| action.definition().place);
    let forms = actions.into_iter().map(|action| {
        let fields: Vec<Value> = action.fields().iter().map(field).collect();
        json!({ "action": action, "tone": action.definition().tone, "fields": fields })
    });
    forms.collect()
}

fn field(field: &Field) -> Value {
    let mut form = Map::new();
    form.insert("name".to_owned(), json!(field.name));
    form.insert("kind".to_owned(), json!(field.kind));
    form.insert("required".to_owned(), json!(field.required));
    if let Some(max) = field.max {
        form.insert("max".to_owned(), json!(max));
    }
    if let Some(days) = field.days {
        form.insert("days".to_owned(), json!(days));
    }
    if let Some(choices) = field.choices {
        form.insert("words".to_owned(), json!(choices.words));
        form.insert("choices".to_owned(), json!((choices.all)()));
    }
    Value::Object(form)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn buttons_have_distinct_positions() {
        let forms = Action::ALL.iter().filter(|action| **action != Action::Edit);
        let places: Vec<u16> = forms.map(|action| action.definition().place).collect();
        let distinct: HashSet<&u16> = places.iter().collect();
        assert_eq!(distinct.len(), places.len());
        assert!(!places.contains(&0), "an action has no button");
    }
}
