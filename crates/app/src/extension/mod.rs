//! Requests for a new date.

pub mod command;
pub(crate) mod entity;
pub mod query;
pub mod view;
