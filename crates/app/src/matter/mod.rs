//! Matters: the thing under supervision.
//!
//! [`input`], [`form`] and [`action`] are what comes in, [`view`] is what goes out, [`query`] reads,
//! [`command`] writes; [`facts`] is the bridge to the rules in core.

pub mod action;
pub(crate) mod apply_action;
pub mod command;
pub(crate) mod context;
mod create;
pub(crate) mod dates;
pub(crate) mod deadline;
mod detail;
mod effect;
pub(crate) mod entity;
pub(crate) mod facts;
pub mod filter;
pub mod form;
pub mod input;
pub(crate) mod list_row;
mod notify;
pub(crate) mod participant;
mod patch;
pub(crate) mod pause;
pub mod query;
#[cfg(test)]
mod query_plan_tests;
mod references;
pub(crate) mod report;
pub mod view;

pub(crate) use create::{DraftOrigin, create_in, parties_exist};
