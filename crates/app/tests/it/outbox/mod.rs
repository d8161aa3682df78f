//! The outbox: messages delivered, and messages that cannot be.

mod delivered;
mod failures;
