//! Actions on matters, batches and imports.

use std::collections::HashSet;

use duban_app::AppResult;
use duban_app::event::print::{self, NewPrint};
use duban_app::import::{self, Apply, Upload};
use duban_app::matter::action::{Command, NoteInput};
use duban_app::matter::command as matter;
use duban_app::matter::input::PatchMatter;
use duban_app::matter::view::MatterVersion;
use duban_app::overdue::OverdueFilter;
use duban_app::submission::command::{NewBatch, submit_batch};
use duban_core::word::Action;
use rust_xlsxwriter::Workbook;
use serde_json::json;

use super::{Case, Kind, Work, fresh};
use crate::matter::action_table::{ROWS, TestAction};
use crate::matter::steps::{created, done, input, new};
use crate::support::Fixture;

/// Each action on a matter, as the table of actions gets there.
pub(super) fn actions() -> Vec<Case> {
    let mut seen = HashSet::new();
    let first = ROWS.iter().filter(|(_, (_, _, action), _)| seen.insert(*action));
    first.map(|(before, step, _)| action(before, *step)).collect()
}

fn action(before: &'static [TestAction], step: TestAction) -> Case {
    Case {
        name: step.2.to_string(),
        kind: Kind::Command,
        prepare: Box::new(move |f| Box::pin(ready(f, before, step))),
    }
}

async fn ready(f: &Fixture, before: &[TestAction], (day, who, action): TestAction) -> Work {
    f.clock.set("2023-01-28T01:00:00Z");
    let mut matter = created(f, "送出工程时序", "2023-02-10").await;
    for step in before {
        matter = done(f, &matter, *step).await;
    }
    f.clock.set(&format!("2023-{day}T02:00:00Z"));
    let (ctx, id, version) = (f.ctx(who).await, matter.row.id, matter.row.version);
    if action == Action::Edit {
        let patch = PatchMatter {
            title: Some("改过的标题".to_owned()),
            ..PatchMatter::default()
        };
        return work!([ctx, patch] app => matter::patch(&app, &ctx, id, version, patch).await);
    }
    let command = duban_app::matter::action::parse(action, input(f, action)).expect("a command");
    work!([ctx, command] app => matter::act(&app, &ctx, id, version, command).await)
}

pub(super) fn matters() -> Vec<Case> {
    vec![
        case!(Command, "matter_create", |f| {
            let (ctx, new) = (f.ctx("ducha1").await, new(f, "新登记事项", "2023-12-20"));
            work!([ctx, new] app => matter::create(&app, &ctx, new).await)
        }),
        case!(Command, "matter_batch", |f| {
            let mut items = Vec::new();
            for _ in 0..3 {
                let MatterVersion { id, version } = draft(f).await;
                items.push(MatterVersion { id, version });
            }
            let ctx = f.ctx("ducha1").await;
            let command = Command::Issue(NoteInput { note: None });
            work!([ctx, items, command] app => matter::act_many(&app, &ctx, items, command).await)
        }),
        case!(Command, "submission_batch", |f| {
            let mut items = Vec::new();
            for _ in 0..2 {
                f.clock.set("2023-01-28T01:00:00Z");
                let mut matter = created(f, "提请协调", "2023-12-20").await;
                for step in [
                    ("01-28", "ducha1", Action::Issue),
                    ("01-28", "d01", Action::Sign),
                    ("02-06", "d01", Action::EscalationPropose),
                    ("02-07", "leader1", Action::EscalationEndorse),
                ] {
                    matter = done(f, &matter, step).await;
                }
                items.push(MatterVersion {
                    id: matter.row.id,
                    version: matter.row.version,
                });
            }
            let ctx = f.ctx("ducha1").await;
            let batch = NewBatch {
                document_number: format!("师政请〔2023〕{}号", fresh()),
                document_on: "2023-02-07".parse().expect("a date"),
                items,
            };
            work!([ctx, batch] app => submit_batch(&app, &ctx, batch).await)
        }),
        case!(Command, "import_preview", |f| {
            let (ctx, upload) = (f.ctx("ducha1").await, upload());
            work!([ctx, upload] app => import::preview(&app, &ctx, upload).await)
        }),
        case!(Command, "import_apply", |f| {
            let ctx = f.ctx("ducha1").await;
            let id = import::preview(&f.app, &ctx, upload())
                .await
                .expect("a preview")
                .id;
            let apply = Apply {
                skip_rows: Vec::new(),
                confirm_duplicates: true,
            };
            work!([ctx, apply] app => import::apply(&app, &ctx, id, apply).await)
        }),
        case!(Command, "print_record", |f| {
            let ctx = f.ctx("ducha1").await;
            let print: NewPrint =
                serde_json::from_value(json!({ "what": "overdue", "count": 3 })).expect("a print");
            work!([ctx, print] app => print::record(&app, &ctx, &print, Some(OverdueFilter::default())).await)
        }),
    ]
}

async fn draft(f: &Fixture) -> MatterVersion {
    let matter = created(f, "批量交办", "2023-12-20").await;
    MatterVersion {
        id: matter.row.id,
        version: matter.row.version,
    }
}

fn upload() -> Upload {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["目标任务", "责任领导", "牵头单位", "完成时限"],
        ["核对统计台账", "leader1 同志", "县发展和改革局", "2023年3月20日"],
        [
            "新开工项目入库",
            "leader2 同志",
            "县工业和信息化局",
            "2023年3月25日",
        ],
    ];
    for (y, row) in (0..).zip(rows) {
        for (x, cell) in (0..).zip(row) {
            sheet.write_string(y, x, cell).expect("a cell");
        }
    }
    Upload {
        file_name: format!("台账{}.xlsx", fresh()),
        bytes: book.save_to_buffer().expect("a workbook"),
        year: 2023,
        plan: None,
    }
}
