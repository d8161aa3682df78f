//! The rules of supervision: pure functions over plain data. No I/O, no async, no clock of its own.
//!
//! In reading order: the words ([`id`], [`word`]), who acts ([`actor`]), what may be done
//! ([`matter::lifecycle`], [`policy`]), by when ([`calendar`], [`matter::deadline`],
//! [`matter::light`]), and what is said when it is not ([`alert`]). In which
//! words stands in [`lang`].

pub mod actor;
pub mod alert;
pub mod calendar;
pub mod clock;
pub mod error;
pub mod event;
mod fault;
pub mod id;
pub mod lang;
pub mod matter;
pub mod policy;
pub mod region;
pub mod text;
pub mod word;
pub mod worker;
