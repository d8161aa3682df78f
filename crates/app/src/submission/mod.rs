//! What goes to the city: letters, each with the endorsed matters that it carries, and the lists of them. What a
//! submission means for its matter stands with the matter's actions.

pub mod command;
pub mod query;
pub mod view;
