//! Where matters come from.

pub(crate) mod command;
pub(crate) mod entity;

pub(crate) use command::{Sources, new};
