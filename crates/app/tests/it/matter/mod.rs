//! Matters through the app's own commands: versions, the city stage, lists and counters that agree.

pub(crate) mod action_table;
mod actions;
mod city;
mod clock;
mod deadlines;
mod drafts;
mod first_page;
mod life;
mod lists;
mod pages;
pub(crate) mod steps;
mod unissued;

use duban_app::matter::action::{Command, NoteInput};
use duban_app::matter::command;
use duban_app::matter::input::NewMatter;
use duban_app::matter::view::Matter;
use duban_core::word::MatterKind;

use crate::support::Fixture;

pub(crate) use steps::{act, created, new};

pub(crate) fn note() -> NoteInput {
    NoteInput { note: None }
}

pub(crate) fn text(text: &str) -> String {
    text.to_owned()
}

/// A matter that its department has signed for.
pub(crate) async fn in_progress(fixture: &Fixture, due_on: &str) -> Matter {
    let matter = created(fixture, "送出工程时序", due_on).await;
    let matter = act(fixture, "ducha1", &matter, Command::Issue(note())).await;
    act(fixture, "d01", &matter, Command::Sign(note())).await
}
