//! Where matters come from.

pub(crate) mod entity;
