//! Use cases with a database in hand, one folder for each noun; `support` is what they stand on.
//!
//! All tests share one process: what they share in it is the prepared database that each gets a copy of, and nothing
//! that a test changes.

mod account;
mod alert;
mod alerting;
mod chain;
mod fault_loop;
mod idempotency;
mod import;
mod installation;
mod killed;
mod matter;
mod outbox;
mod session;
mod settings;
mod store;
mod support;
