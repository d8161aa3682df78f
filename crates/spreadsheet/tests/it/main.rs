//! Files as office programs write them and as nobody should: read into a grid, or refused by name.

mod file;
mod limits;
mod refused;
mod written;
