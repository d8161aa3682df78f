//! Alerts: what fires, once, and what is listed of it.

mod fired;
mod kept;
mod listed;
mod once;
mod paused;
