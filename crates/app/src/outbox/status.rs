//! What a row's `status` and `channel` say.

/// The inbox of this system, shown live; the one channel that there always is.
pub(super) const IN_APP: &str = "in_app";

pub(super) const PENDING: &str = "pending";
pub(super) const LEASED: &str = "leased";
pub(super) const DONE: &str = "done";
pub(super) const DEAD: &str = "dead";
