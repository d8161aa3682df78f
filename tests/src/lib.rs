//! The harness of the long stories: a real server process on a port of its own, its database, and
//! the people who use it over HTTP.
//!
//! In reading order: [`server`] (start, kill, start again, the command line), [`database`] (a fresh
//! one per server; changing a row behind the server's back), `prepared` (the county that most servers begin with),
//! [`api`] (requests and answers), [`world`] (who there is, signing in, the clock), [`extra_accounts`] (accounts and
//! regions that the demonstration has not), [`matters`] (what people do to matters), [`sse`] (the live stream),
//! [`ledger`] (spreadsheets, good and bad), [`oversized_xlsx`] (those that are as large inside as a ledger may be),
//! [`cluster`] (several processes on one database, each a [`process`]), [`script`] (days of work whose outcome is
//! known), [`retrying`] (writing to a server in trouble), and what makes the trouble: [`proxy`], [`postgres_server`],
//! [`skew`], [`volume`].

pub mod api;
pub mod cluster;
pub mod database;
pub mod extra_accounts;
pub mod ledger;
pub mod matters;
pub mod oversized_xlsx;
pub mod postgres_server;
mod prepared;
pub mod process;
pub mod proxy;
pub mod retrying;
pub mod script;
pub mod server;
pub mod skew;
pub mod sse;
pub mod volume;
pub mod world;

pub use api::{Answer, Client};
pub use extra_accounts::ExtraAccount;
pub use server::{Options, Server};
pub use world::{Person, World};
