//! People who sign in, and the departments in a leader's portfolio.

pub mod command;
pub(crate) mod entity;
pub mod input;
pub mod load;
mod new_password;
pub mod password;
pub(crate) mod portfolio;
pub mod query;
mod rules;
pub mod view;
