//! The database itself: locked by another program, or replaced.

mod foreign_lock;
mod replaced;
