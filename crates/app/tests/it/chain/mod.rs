//! The chain of events, its seals, and the refusals in it.

mod altered;
mod refusals;
mod seals;
