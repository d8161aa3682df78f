//! What a change alters, field by field, as its event records it.

use serde::Serialize;
use serde_json::{Map, Value, json};

/// The changed fields, before and after.
#[derive(Default)]
pub(in crate::matter) struct Changes {
    pub(in crate::matter) before: Map<String, Value>,
    pub(in crate::matter) after: Map<String, Value>,
}

impl Changes {
    /// Takes over what is new, and remembers what was before.
    pub(in crate::matter) fn put<T: PartialEq + Serialize>(
        &mut self,
        field: &str,
        slot: &mut T,
        new: Option<T>,
    ) {
        let Some(new) = new else { return };
        if *slot != new {
            self.before.insert(field.to_owned(), json!(slot));
            self.after.insert(field.to_owned(), json!(new));
            *slot = new;
        }
    }
}
