//! Sessions: signing in, its limits, tokens, and the end.

mod ends;
mod sign_in_limits;
mod tokens;
