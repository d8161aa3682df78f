//! Accounts: made, changed, administered, and their passwords.

mod administrators;
mod changed;
mod created;
mod first;
mod passwords;
