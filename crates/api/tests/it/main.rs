//! The whole router, asked as a caller asks it.

mod health;
mod http;
mod sign_in;
mod support;
