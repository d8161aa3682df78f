//! Every command that writes, and how to get to where it can be carried out.

use std::collections::HashSet;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::TimeDelta;
use duban_app::department::command::{self as department, NewDepartment};
use duban_app::escalation::command::{NewBatch, submit_batch};
use duban_app::event::print::{self, NewPrint};
use duban_app::event::refusal::{self, Refusal};
use duban_app::import::{self, Apply, Upload};
use duban_app::matter::action::{Command, NoteInput};
use duban_app::matter::command as matter;
use duban_app::matter::input::PatchMatter;
use duban_app::matter::view::MatterVersion;
use duban_app::overdue::OverdueFilter;
use duban_app::plan::command::{self as plan, NewPlan};
use duban_app::region::command::{self as region, NewRegion};
use duban_app::region::settings;
use duban_app::session::{attempts, command as session};
use duban_app::user::input::{ChangePassword, PatchUser};
use duban_app::user::{command as user, machine};
use duban_app::{AppError, AppResult, alert, idempotency, notification, outbox, state};
use duban_core::id::{DepartmentId, UserId};
use duban_core::word::{Action, DepartmentKind, RegionLevel};
use futures::future::BoxFuture;
use rust_xlsxwriter::Workbook;
use serde_json::json;

use crate::action_table::{Deed, ROWS};
use crate::deeds::{act, created, done, input, new};
use crate::support::accounts::{NEW, handler, sign_in};
use crate::support::{COUNTY, Fixture, PASSWORD};
use crate::{Work, alerting};

/// How much of itself a piece of work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One transaction: all or nothing.
    Command,
    /// Several, each of them whole; it comes again until nothing is left to do.
    Job,
}

/// Gets to where the command can be carried out.
type Prepare = Box<dyn for<'a> Fn(&'a Fixture) -> BoxFuture<'a, Work> + Send + Sync>;

pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) prepare: Prepare,
}

impl Case {
    /// A lease or a wait after a failure that the next run must outlive.
    pub(crate) fn comes_again_after(&self) -> TimeDelta {
        TimeDelta::minutes(5)
    }
}

macro_rules! work {
    ([$($kept:ident),*] $app:ident => $body:expr) => {{
        $(let $kept = $kept.clone();)*
        let work: Work = std::sync::Arc::new(move |$app| {
            $(let $kept = $kept.clone();)*
            Box::pin(async move { let done: AppResult<_> = $body; done.map(drop) })
        });
        work
    }};
}

macro_rules! case {
    ($kind:ident, $name:expr, |$f:ident| $prepare:expr) => {
        Case {
            name: $name.to_owned(),
            kind: Kind::$kind,
            prepare: Box::new(|$f| Box::pin(async move { $prepare })),
        }
    };
}

/// A number that was not given before; for names.
fn fresh() -> u32 {
    static LAST: AtomicU32 = AtomicU32::new(1_000);
    LAST.fetch_add(1, Ordering::Relaxed)
}

pub(crate) static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let mut cases = actions();
    cases.extend(matters());
    cases.extend(accounts());
    cases.extend(sessions());
    cases.extend(installation());
    cases.extend(jobs());
    cases
});

/// Each action on a matter, as the table of actions gets there.
fn actions() -> Vec<Case> {
    let mut seen = HashSet::new();
    let first = ROWS.iter().filter(|(_, (_, _, action), _)| seen.insert(*action));
    first.map(|(before, deed, _)| action(before, *deed)).collect()
}

fn action(before: &'static [Deed], deed: Deed) -> Case {
    Case {
        name: deed.2.to_string(),
        kind: Kind::Command,
        prepare: Box::new(move |f| Box::pin(ready(f, before, deed))),
    }
}

async fn ready(f: &Fixture, before: &[Deed], (day, who, action): Deed) -> Work {
    f.clock.set("2023-01-28T01:00:00Z");
    let mut matter = created(f, "送出工程时序", "2023-02-10").await;
    for deed in before {
        matter = done(f, &matter, *deed).await;
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
    let command = Command::parse(action, input(f, action)).expect("a command");
    work!([ctx, command] app => matter::act(&app, &ctx, id, version, command).await)
}

fn matters() -> Vec<Case> {
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
                for deed in [
                    ("01-28", "ducha1", Action::Issue),
                    ("01-28", "d01", Action::Sign),
                    ("02-06", "d01", Action::EscalationPropose),
                    ("02-07", "leader1", Action::EscalationEndorse),
                ] {
                    matter = done(f, &matter, deed).await;
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

/// A new handler, who has had no other password.
async fn somebody(f: &Fixture) -> (String, UserId) {
    let username = format!("p{}", fresh());
    let mut new = handler(&username);
    new.department_id = Some(f.d01);
    let sysadmin = f.ctx("sysadmin").await;
    let made = user::create(&f.app, &sysadmin, new).await.expect("an account");
    (username, made.id)
}

fn accounts() -> Vec<Case> {
    vec![
        case!(Command, "user_create", |f| {
            let ctx = f.ctx("sysadmin").await;
            let mut new = handler(&format!("u{}", fresh()));
            new.department_id = Some(f.d01);
            work!([ctx, new] app => user::create(&app, &ctx, new).await)
        }),
        case!(Command, "user_patch", |f| {
            let (ctx, id) = (f.ctx("sysadmin").await, f.user("d02"));
            let patch: PatchUser =
                serde_json::from_value(json!({ "name": format!("李四{}", fresh()), "post": "科员" }))
                    .expect("a patch");
            work!([ctx, patch] app => user::patch(&app, &ctx, id, patch).await)
        }),
        case!(Command, "user_portfolio", |f| {
            // There and back, so that the number of rows stays.
            let sysadmin = f.ctx("sysadmin").await;
            let id = f.user("leader1");
            let line = |units: &[DepartmentId]| PatchUser {
                portfolio: Some(units.to_vec()),
                ..PatchUser::default()
            };
            user::patch(&f.app, &sysadmin, id, line(&[f.d02]))
                .await
                .expect("changed");
            let (ctx, patch) = (sysadmin, line(&[f.d01]));
            work!([ctx, patch] app => user::patch(&app, &ctx, id, patch).await)
        }),
        case!(Command, "user_set_password", |f| {
            let (ctx, (_, id)) = (f.ctx("sysadmin").await, somebody(f).await);
            work!([ctx] app => user::set_password(&app, &ctx, id, PASSWORD).await)
        }),
        case!(Command, "user_unlock", |f| {
            let (ctx, id) = (f.ctx("sysadmin").await, f.user("d02"));
            work!([ctx] app => user::unlock(&app, &ctx, id).await)
        }),
        case!(Command, "machine_reset_password", |f| {
            let (name, _) = somebody(f).await;
            work!([name] app => machine::reset_password(&app, &name, PASSWORD).await)
        }),
        case!(Command, "machine_unlock", |_f| {
            work!([] app => machine::unlock(&app, "d02").await)
        }),
        case!(Command, "machine_security_admin", |_f| {
            let name = format!("s{}", fresh());
            work!([name] app => machine::make_security_admin(&app, COUNTY, &name, NEW, true).await)
        }),
        case!(Command, "user_load", |f| {
            let county = f.county;
            let person = user::LoadUser {
                username: format!("l{}", fresh()),
                name: "王五".to_owned(),
                post: None,
                role: duban_core::word::Role::Handler,
                department: Some(f.d01),
                liaison: None,
                portfolio: Vec::new(),
                password_hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA".to_owned(),
                must_change_password: true,
            };
            work!([person] app => user::load(&app, county, vec![person]).await)
        }),
    ]
}

fn sessions() -> Vec<Case> {
    vec![
        case!(Job, "sign_in", |_f| {
            work!([] app => sign_in(&app, "d01", PASSWORD).await)
        }),
        case!(Job, "sign_in_refused", |f| {
            // Nobody is locked yet, and the address may try again.
            let (name, _) = somebody(f).await;
            f.wall.advance(TimeDelta::minutes(10));
            work!([name] app => match sign_in(&app, &name, "Wrong-Horse-9").await {
                Err(AppError::InvalidCredentials) => Ok(()),
                Err(other) => Err(other),
                Ok(_) => Err(AppError::Internal("signed in".to_owned())),
            })
        }),
        case!(Command, "sign_in_renewed", |f| {
            let token = sign_in(&f.app, "d01", PASSWORD)
                .await
                .expect("session")
                .refresh_token;
            work!([token] app => session::refresh(&app, &token).await)
        }),
        case!(Command, "sign_out", |f| {
            let (ctx, id) = (
                f.ctx("d01").await,
                sign_in(&f.app, "d01", PASSWORD).await.expect("session").session,
            );
            work!([ctx] app => session::logout(&app, &ctx, id).await)
        }),
        case!(Command, "sign_out_by_cookie", |f| {
            let token = sign_in(&f.app, "d01", PASSWORD)
                .await
                .expect("session")
                .refresh_token;
            work!([token] app => session::logout_by_refresh(&app, &token).await)
        }),
        case!(Command, "session_revoke", |f| {
            let (ctx, id) = (
                f.ctx("d01").await,
                sign_in(&f.app, "d01", PASSWORD).await.expect("session").session,
            );
            work!([ctx] app => session::revoke(&app, &ctx, id).await)
        }),
        case!(Command, "sessions_revoke", |f| {
            let (ctx, id) = (f.ctx("sysadmin").await, f.user("d01-head"));
            let _ = sign_in(&f.app, "d01-head", PASSWORD).await.expect("session");
            work!([ctx] app => session::revoke_all_of(&app, &ctx, id).await)
        }),
        case!(Job, "own_password", |f| {
            let (username, id) = somebody(f).await;
            let mine = sign_in(&f.app, &username, NEW).await.expect("session").session;
            let actor = f
                .app
                .directory()
                .await
                .expect("directory")
                .actor(id)
                .expect("active");
            let ctx = duban_app::Ctx {
                actor,
                request_id: None,
            };
            let change = ChangePassword {
                current_password: NEW.to_owned(),
                new_password: "Third-Horse-5".to_owned(),
            };
            work!([ctx, change] app => user::change_own_password(&app, &ctx, mine, change).await)
        }),
    ]
}

fn installation() -> Vec<Case> {
    vec![
        case!(Command, "settings_update", |f| {
            let ctx = f.ctx("ducha1").await;
            let settings::Versioned {
                version,
                mut settings,
            } = settings::get(&f.app, &ctx).await.expect("settings");
            settings.yellow_days = if settings.yellow_days == 3 { 4 } else { 3 };
            work!([ctx, settings] app => settings::update(&app, &ctx, version, settings).await)
        }),
        case!(Command, "plan_create", |f| {
            let county = f.county;
            let new = NewPlan {
                title: format!("方案{}", fresh()),
                from_on: "2023-01-01".parse().expect("a date"),
                to_on: "2023-03-31".parse().expect("a date"),
                goal: String::new(),
                targets: Vec::new(),
            };
            work!([new] app => plan::create(&app, county, new).await)
        }),
        case!(Command, "departments_create", |f| {
            let county = f.county;
            let name = format!("县某某局{}", fresh());
            let new = || NewDepartment {
                name: name.clone(),
                kind: DepartmentKind::Department,
            };
            let new = vec![new()];
            work!([new] app => department::create(&app, county, new).await)
        }),
        case!(Command, "region_create", |_f| {
            let new = NewRegion::new(fresh().to_string(), "某县", RegionLevel::County);
            work!([new] app => region::create(&app, new).await)
        }),
        case!(Command, "state_set", |_f| {
            let value = fresh().to_string();
            work!([value] app => state::set(&app, "test", &value).await)
        }),
        // What could not be told is told with the next.
        case!(Job, "refusal_record", |f| {
            let (ctx, refused) = (
                f.ctx("d01").await,
                Refusal::new(format!("POST /api/v1/{}", fresh())),
            );
            work!([ctx, refused] app => refusal::record(&app, &ctx, refused).await)
        }),
        case!(Command, "key_taken", |f| {
            let (ctx, key) = (f.ctx("d01").await, fresh().to_string());
            work!([ctx, key] app => idempotency::begin(&app, &ctx, &key, "hash").await)
        }),
        case!(Command, "key_released", |f| {
            let ctx = f.ctx("d01").await;
            let begun = idempotency::begin(&f.app, &ctx, &fresh().to_string(), "hash")
                .await
                .expect("begun");
            let idempotency::Begin::New(held) = begun else {
                panic!("not free")
            };
            work!([held] app => idempotency::release(&app, &held).await)
        }),
        case!(Command, "write_under_a_key", |f| {
            let (ctx, new) = (f.ctx("ducha1").await, new(f, "一键一次", "2023-12-20"));
            let begun = idempotency::begin(&f.app, &ctx, &fresh().to_string(), "hash")
                .await
                .expect("begun");
            let idempotency::Begin::New(held) = begun else {
                panic!("not free")
            };
            work!([ctx, new, held] app => idempotency::under(held, matter::create(&app, &ctx, new)).await)
        }),
    ]
}

/// A matter that is late, so that there is something to fire and to deliver.
async fn late(f: &Fixture) {
    f.clock.set("2023-01-28T01:00:00Z");
    let matter = created(f, "逾期事项", "2023-02-08").await;
    let matter = act(f, "ducha1", &matter, Command::Issue(NoteInput { note: None })).await;
    act(f, "d01", &matter, Command::Sign(NoteInput { note: None })).await;
    alerting::deliver(&f.app).await;
    f.clock.set("2023-02-09T01:00:00Z");
}

fn jobs() -> Vec<Case> {
    vec![
        case!(Command, "inbox_read_all", |f| {
            late(f).await;
            let ctx = f.ctx("d01").await;
            work!([ctx] app => notification::command::read_all(&app, &ctx).await)
        }),
        case!(Job, "sweep", |f| {
            alerting::sweep(&f.app).await;
            late(f).await;
            work!([] app => alert::sweep(&app, 200).await)
        }),
        case!(Job, "delivery", |f| {
            late(f).await;
            alerting::sweep(&f.app).await;
            work!([] app => outbox::deliver(&app, "a worker", 50).await)
        }),
        case!(Command, "outbox_cleanup", |f| {
            late(f).await;
            alerting::deliver(&f.app).await;
            f.wall.advance(TimeDelta::days(40));
            work!([] app => outbox::cleanup(&app).await)
        }),
        case!(Command, "keys_cleanup", |f| {
            let ctx = f.ctx("d01").await;
            idempotency::begin(&f.app, &ctx, &fresh().to_string(), "hash")
                .await
                .expect("begun");
            f.wall.advance(TimeDelta::days(2));
            work!([] app => idempotency::sweep(&app).await)
        }),
        case!(Job, "sign_in_cleanup", |f| {
            let _ = sign_in(&f.app, "nobody", "Wrong-Horse-9").await;
            f.wall.advance(TimeDelta::days(2));
            work!([] app => attempts::sweep(&app).await)
        }),
        case!(Command, "sessions_cleanup", |f| {
            let _ = sign_in(&f.app, "d01", PASSWORD).await.expect("session");
            f.wall.advance(TimeDelta::days(60));
            work!([] app => session::sweep(&app).await)
        }),
        case!(Command, "dead_letters_retried", |f| {
            late(f).await;
            alerting::sweep(&f.app).await;
            f.sql("UPDATE outbox SET status = 'dead' WHERE status = 'pending'")
                .await;
            work!([] app => outbox::retry_dead(&app).await)
        }),
        case!(Command, "heartbeat", |f| {
            f.wall.advance(TimeDelta::seconds(10));
            work!([] app => outbox::beat(&app).await)
        }),
    ]
}
