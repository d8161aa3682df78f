//! Matters through the app's own commands: versions, the city stage, lists and counters that agree.

#[path = "../support/mod.rs"]
mod support;

mod action_table;
mod actions;
mod city;
mod clock;
mod deadlines;
mod drafts;
mod first_page;
mod life;
mod lists;
mod pages;

use duban_app::matter::action::{Command, NoteInput};
use duban_app::matter::command;
use duban_app::matter::input::NewMatter;
use duban_app::matter::view::Matter;
use duban_core::word::{MatterKind, ReportCycle};
use support::Fixture;

pub(crate) fn new(fixture: &Fixture, title: &str, due_on: &str) -> NewMatter {
    NewMatter {
        kind: MatterKind::Issue,
        title: title.to_owned(),
        requirement: "限期办结".to_owned(),
        urgency: None,
        category: None,
        weak_link_kind: None,
        basis: Some("县政府专题会议纪要".to_owned()),
        leader_id: fixture.user("leader1").0,
        lead_department_id: fixture.d01.0,
        co_department_ids: vec![fixture.d02.0],
        due_on: Some(due_on.parse().expect("a date")),
        due_in_working_days: None,
        report_cycle: Some(ReportCycle::Weekly),
        report_day: None,
        plan_id: None,
        source: None,
        remark: None,
    }
}

pub(crate) async fn created(fixture: &Fixture, title: &str, due_on: &str) -> Matter {
    let office = fixture.ctx("ducha1").await;
    command::create(&fixture.app, &office, new(fixture, title, due_on))
        .await
        .expect("a draft")
}

pub(crate) async fn act(fixture: &Fixture, who: &str, matter: &Matter, command: Command) -> Matter {
    let ctx = fixture.ctx(who).await;
    let action = command.action();
    command::act(&fixture.app, &ctx, matter.row.id, matter.row.version, command)
        .await
        .unwrap_or_else(|error| panic!("{who} {action}: {error}"))
}

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
