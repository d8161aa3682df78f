//! What happens on the days of a story under faults: the same in every run, whatever becomes of the server.
//!
//! [`day`] says what is done, [`expected`] which rungs of the ladder are climbed by it, told from a [`calendar`] of its
//! own, and [`evidence`] what there is in the end.

mod calendar;
mod day;
mod evidence;
mod expected;

pub use day::{DEPARTMENTS, Day, NewMatter, Work};
pub use evidence::Evidence;
