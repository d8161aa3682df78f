//! A person's inbox: what is written there, by whom it is read, and every text in it.
//!
//! [`recipients`] finds the recipients of an action, [`text`] writes the message; both hand their work to the
//! outbox, which fills the inbox.

pub mod command;
pub(crate) mod entity;
pub mod query;
pub(crate) mod recipients;
pub(crate) mod sign_in;
pub(crate) mod text;
pub mod view;

pub use duban_core::matter::action::{NotificationKind as Kind, Severity};
