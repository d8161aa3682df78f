//! What is said when a matter is not moved: the sweep that fires due steps, and what fired.
//!
//! `matter.next_alert_at` says when a matter must be looked at again: every command sets it, the
//! sweep moves it on. Inserting an alert row is the permission to send it.

pub(crate) mod entity;
pub(crate) mod failure;
mod fire;
pub mod query;
mod roster;
pub(crate) mod slip;
mod sweep;
pub mod view;
mod write;

pub(crate) use roster::Roster;
pub use sweep::{SweepReport, sweep};
