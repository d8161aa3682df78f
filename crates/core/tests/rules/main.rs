//! The rules against tables of expectations, printed grids and random histories.

mod blocked;
mod builders;
mod calendar;
mod dates;
mod deadline;
mod guards;
mod history;
mod ladder;
mod ladder_at_random;
mod ladder_history;
mod lifecycle;
mod light;
mod policy;
mod report;
mod report_at_random;
mod settings;
mod strip_history;
mod walk;
