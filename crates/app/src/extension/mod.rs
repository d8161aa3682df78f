//! Requests for a new date.

pub(crate) mod entity;
pub mod query;
pub mod view;
