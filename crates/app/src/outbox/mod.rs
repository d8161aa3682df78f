//! What must still be delivered. A command or the sweep writes a row in its own transaction
//! ([`enqueue`]); the worker leases it, delivers it and marks it done ([`deliver`]). A row is
//! pending, leased, done or dead ([`retry_dead`]), and never disappears in between.

mod cleanup;
mod dead;
mod delivery;
mod enqueue;
pub(crate) mod entity;
mod health;
mod lease;
mod status;

pub use cleanup::cleanup;
pub use dead::retry_dead;
pub use delivery::{Delivered, deliver};
pub(crate) use enqueue::{Outgoing, enqueue};
pub use health::{WorkerHealth, beat, health, health_for, idle};
pub use lease::worker_name;
