//! Reading a ledger as an office sends it (台账): dates, units, cycles and headings written the way
//! people write them. Pure: text in, meaning and doubt out; whoever calls decides what to say.
//!
//! Every reading tells whether it is a guess, so that a person can check exactly those.

pub mod cycle;
pub mod due;
pub mod header;
pub mod level;
pub mod names;
pub mod numerals;
pub mod origin;
pub mod text;
pub mod units;
