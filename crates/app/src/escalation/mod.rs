//! The city stage: submissions, the letters that carry them, the city's answers.

pub(crate) mod batch;
pub mod command;
pub(crate) mod entity;
pub mod query;
pub mod view;
