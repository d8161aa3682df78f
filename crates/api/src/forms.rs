//! What the contract says of forms: those of the actions (`x-actions`) in the order of their buttons, the form of a matter,
//! the filters of the list. Whoever draws them need not know them beforehand.

use duban_app::matter::filter;
use duban_app::matter::form::{self, FormField};
use duban_core::matter::action::{Field, table};
use duban_core::word::Action;
use serde_json::{Map, Value, json};

/// The name of the extension.
pub(crate) const NAME: &str = "x-actions";

/// The name of the form of a matter in the contract: its fields in their order.
pub(crate) const MATTER: &str = "x-matter-form";
/// The name of the filters of the list in the contract, in the order of the ledger.
pub(crate) const FILTERS: &str = "x-matter-filters";

/// The form of a matter.
pub(crate) fn matter() -> Value {
    form::FIELDS.iter().map(matter_field).collect()
}

/// The filters of the list.
pub(crate) fn filters() -> Value {
    json!(filter::FILTERS)
}

fn matter_field(field: &FormField) -> Value {
    let mut told = Map::new();
    let mut tell = |name: &str, value: Value| told.insert(name.to_owned(), value);
    tell("name", json!(field.name));
    tell("kind", json!(field.kind));
    tell("required", json!(field.required));
    tell("section", json!(field.section));
    tell("spot", json!(field.spot));
    if let Some(min) = field.limits.min {
        tell("min", json!(min));
    }
    if let Some(max) = field.limits.max {
        tell("max", json!(max));
    }
    if let Some(choices) = field.limits.choices {
        tell("words", json!(choices.words));
        tell("choices", json!((choices.all)()));
        if let Some(default) = choices.default {
            tell("default", json!(default));
        }
    }
    if let Some((field, word)) = field.when {
        tell("when", json!({ "field": field, "is": word }));
    }
    Value::Object(told)
}

/// The name of the list of all actions, in the order of a matter's life.
pub(crate) const LIFE: &str = "x-action-order";

/// Every action, in the order of a matter's life.
pub(crate) fn life() -> Value {
    let mut actions: Vec<Action> = Vec::new();
    for action in table().map(|row| row.action) {
        if !actions.contains(&action) {
            actions.push(action);
        }
    }
    json!(actions)
}

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
    fn every_action_has_its_place_in_a_life() {
        let life = life();
        assert_eq!(life.as_array().map(Vec::len), Some(Action::ALL.len()));
    }

    #[test]
    fn buttons_have_distinct_positions() {
        let forms = Action::ALL.iter().filter(|action| **action != Action::Edit);
        let places: Vec<u16> = forms.map(|action| action.definition().place).collect();
        let distinct: HashSet<&u16> = places.iter().collect();
        assert_eq!(distinct.len(), places.len());
        assert!(!places.contains(&0), "an action has no button");
    }
}
