//! A matter's submissions to the city and the letters that carried them.

pub(crate) mod batch;
pub(crate) mod entity;
pub(crate) mod query;
pub mod view;
