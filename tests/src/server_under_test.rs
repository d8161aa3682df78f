//! The server as users run it.
fn main() {}
