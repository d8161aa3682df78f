//! The real server through HTTP: what people do with it, what it must withstand, and how it is run.
//!
//! One program for all of it. Each test has a server and a database of its own, so that two of them run side by side.

mod access;
mod auth;
mod bad_input;
mod concurrency;
mod full_disk;
mod incomplete_requests;
mod kill;
mod postgres_faults;
mod processes;
mod retry_after_kill;
mod setup;
mod starts;
mod story;
mod stream;
