//! What a change alters, field by field, as its event records it.

use serde::Serialize;
use serde_json::json;

/// The changed fields, before and after.
#[derive(Default)]
pub(in crate::matter) struct Changes {
    pub(in crate::matter) noted: duban_core::event::Changes,
}

impl Changes {
    /// Takes over what is new, and remembers what was before. A test holds that events know every field of the form.
    pub(in crate::matter) fn put<T: Serialize>(&mut self, field: &str, slot: &mut T, new: Option<T>) {
        let Some(new) = new else { return };
        self.noted.note_named(field, json!(slot), json!(new));
        *slot = new;
    }
}
