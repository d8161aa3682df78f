//! People who sign in, and the departments in a leader's portfolio.

pub mod command;
pub(crate) mod entity;
mod history;
pub mod input;
mod last_administrator;
pub mod load;
pub mod local_admin;
mod new_password;
pub mod password;
pub(crate) mod portfolio;
pub mod query;
mod rules;
mod unlock;
pub mod view;
