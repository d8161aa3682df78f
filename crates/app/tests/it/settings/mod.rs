//! What an office sets for its region, and what follows from it at once.

mod versions;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use duban_app::region::settings::{Versioned, get, update};
use duban_app::{App, AppError, Ctx, matter};
use duban_core::alert::{Recipient, Rule, RuleKey, Step};
use duban_core::clock::Clock;
use duban_core::region::Settings;
use duban_core::word::Action;
use serde_json::json;

use crate::alerting::{act, alerts, draft, in_progress, sweep};
use crate::support::fixture;

/// Changes the settings that are there now.
async fn change(app: &App, ctx: &Ctx, edit: impl FnOnce(&mut Settings)) -> Versioned {
    let Versioned {
        version,
        mut settings,
    } = get(app, ctx).await.expect("settings");
    edit(&mut settings);
    update(app, ctx, version, settings).await.expect("saved")
}

fn rule(settings: &mut Settings, key: RuleKey) -> &mut Rule {
    let found = settings.ladder.iter_mut().find(|rule| rule.key == key);
    found.expect("the rule")
}

fn step(offset: i32) -> Step {
    Step {
        offset,
        recipients: vec![Recipient::Supervisor],
        slip: None,
    }
}

#[tokio::test]
async fn every_step_fires_on_the_day_that_the_office_has_set() {
    let f = fixture().await;
    let office = f.ctx("ducha1").await;
    change(&f.app, &office, |settings| {
        rule(settings, RuleKey::ClaimUndecided).steps = vec![step(1), step(2)];
    })
    .await;
    let claimed = in_progress(&f, "已申请办结", "2023-06-30").await;
    act(&f, "d01", &claimed, Action::Claim, json!({"evidence": "验收单"})).await;
    // Claimed on Saturday 28 January, a working day: + 1 and + 2 are 29 and 30 January.
    for (instant, steps) in [
        ("2023-01-29T00:59:00Z", &[][..]),
        ("2023-01-29T01:00:00Z", &[1]),
        ("2023-01-30T01:00:00Z", &[1, 2]),
        ("2023-02-28T01:00:00Z", &[1, 2]),
    ] {
        f.clock.set(instant);
        sweep(&f.app).await;
        let mut fired: Vec<i32> = alerts(&f, claimed.row.id)
            .await
            .iter()
            .map(|alert| alert.step)
            .collect();
        fired.sort_unstable();
        fired.dedup();
        assert_eq!(fired, steps, "{instant}");
    }
}

#[tokio::test]
async fn new_settings_have_the_alerts_of_open_matters_planned_anew() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    draft(&f, "一季度开门红", "2023-03-20").await;
    f.sql("UPDATE matter SET next_alert_at = NULL").await;
    f.clock.set("2023-02-01T01:00:00Z");
    change(&f.app, &ctx, |settings| settings.alert_hour = 10).await;
    let planned = f.number("SELECT next_alert_at AS n FROM matter").await;
    assert_eq!(planned, f.clock.now().timestamp_millis());
}

#[tokio::test]
async fn a_new_look_back_reaches_what_is_closed_but_not_what_has_had_its_own() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let mut closed = Vec::new();
    for (instant, title) in [
        ("2023-01-28T01:00:00Z", "早已销号"),
        ("2023-04-03T01:00:00Z", "销号不久"),
    ] {
        f.clock.set(instant);
        let matter = in_progress(&f, title, "2023-06-30").await;
        let matter = act(&f, "d01", &matter, Action::Claim, json!({"evidence": "验收单"})).await;
        let matter = act(&f, "ducha1", &matter, Action::Verify, json!({"note": "属实"})).await;
        closed.push(act(&f, "leader1", &matter, Action::Close, json!({})).await.row.id);
    }
    change(&f.app, &ctx, |settings| {
        rule(settings, RuleKey::LookBack).steps.clear();
    })
    .await;
    f.clock.set("2023-04-10T01:00:00Z");
    sweep(&f.app).await;
    let asleep = f
        .number("SELECT COUNT(*) AS n FROM matter WHERE next_alert_at IS NULL")
        .await;
    assert_eq!(asleep, 2);
    change(&f.app, &ctx, |settings| {
        rule(settings, RuleKey::LookBack).steps = vec![step(20)];
    })
    .await;
    // Closed on 3 April: twenty working days later is 4 May, past the holidays.
    for (instant, looked_back) in [("2023-05-03T01:00:00Z", 0), ("2023-05-04T01:00:00Z", 1)] {
        f.clock.set(instant);
        sweep(&f.app).await;
        let fired = alerts(&f, closed[1]).await;
        let steps: Vec<_> = fired.iter().map(|alert| (alert.rule, alert.step)).collect();
        assert_eq!(
            steps.contains(&(RuleKey::LookBack, 20)),
            looked_back == 1,
            "{instant}"
        );
    }
    assert!(
        alerts(&f, closed[0]).await.is_empty(),
        "a new rule does not reach back"
    );
}

#[tokio::test]
async fn whose_move_a_verified_matter_is_follows_the_delegation() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let matter = in_progress(&f, "待销号", "2023-06-30").await;
    let matter = act(&f, "d01", &matter, Action::Claim, json!({"evidence": "验收单"})).await;
    let matter = act(&f, "ducha1", &matter, Action::Verify, json!({"note": "属实"})).await;
    // Four eyes keep the leader who has solved this one from closing it, delegated or not.
    let solved = in_progress(&f, "现场解决", "2023-06-30").await;
    let how = json!({"place": "工地", "solved_on": "2023-01-28", "how": "当场协调"});
    let solved = act(&f, "leader1", &solved, Action::SolveOnSite, how).await;
    for (delegated, holder) in [(false, "leader"), (true, "supervision_office")] {
        change(&f.app, &ctx, |settings| settings.close_delegated = delegated).await;
        let shown = matter::query::get(&f.app, &ctx, matter.row.id)
            .await
            .expect("the matter");
        assert_eq!(shown.row.holder.as_str(), holder);
        assert_eq!(
            shown.row.version, matter.row.version,
            "nobody's page becomes stale"
        );
        let stored = format!("SELECT COUNT(*) AS n FROM matter WHERE holder = '{holder}'");
        assert_eq!(f.number(&stored).await, if delegated { 2 } else { 1 }, "{holder}");
        let shown = matter::query::get(&f.app, &ctx, solved.row.id).await;
        assert_eq!(
            shown.expect("the matter").row.holder.as_str(),
            "supervision_office"
        );
    }
    change(&f.app, &ctx, |settings| settings.close_delegated = false).await;
    let closed = act(&f, "ducha1", &solved, Action::Close, json!({})).await;
    assert_eq!(closed.row.status.as_str(), "closed");
}

#[tokio::test]
async fn an_action_is_planned_with_the_ladder_that_is_in_force() {
    let f = fixture().await;
    let office = f.ctx("ducha1").await;
    let matter = in_progress(&f, "改阶梯之后反馈", "2023-03-20").await;
    // Another process has looked at the directory a moment ago and knows the old ladder.
    let other = f.second_app().await;
    other.directory().await.expect("the old one");
    change(&f.app, &office, |settings| {
        rule(settings, RuleKey::Due).steps.insert(0, step(-10));
    })
    .await;
    sweep(&f.app).await;
    let report = serde_json::from_value(json!({"percent": 30, "progress": "进展顺利"}));
    let command = matter::action::Command::Report(report.expect("a report"));
    let handler = f.ctx("d01").await;
    matter::command::act(&other, &handler, matter.row.id, matter.row.version, command)
        .await
        .expect("reported");
    // Ten working days before 20 March, nine o'clock.
    let planned = f.number("SELECT next_alert_at AS n FROM matter").await;
    let wanted: chrono::DateTime<chrono::Utc> = "2023-03-06T01:00:00Z".parse().expect("an instant");
    assert_eq!(planned, wanted.timestamp_millis());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_directory_that_was_read_before_a_change_is_not_remembered_after_it() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let (reading, has_read) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let (first, gate) = (AtomicBool::new(true), std::sync::Mutex::new(may_go_on));
    let app = f
        .watched_app(Arc::new(move |sql: &str| {
            if sql.contains("FROM \"region\"") && first.swap(false, Ordering::SeqCst) {
                reading.send(()).expect("the test listens");
                // Told to the runtime: the thread that waits here may be the one that listens to the network.
                let wait = || gate.lock().expect("one thread").recv();
                tokio::task::block_in_place(wait).expect("the test lets go");
            }
        }))
        .await;
    let early = tokio::spawn({
        let app = app.clone();
        async move { app.directory().await.map(|_| ()) }
    });
    tokio::task::block_in_place(|| has_read.recv()).expect("it reads");
    change(&app, &ctx, |settings| settings.yellow_days = 7).await;
    go_on.send(()).expect("it waits");
    early.await.expect("ran").expect("read");
    let directory = app.directory().await.expect("directory");
    let county = directory.region(f.county).expect("county");
    assert_eq!(county.settings.yellow_days, 7);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_issued_while_the_settings_are_changed_is_planned_anew() {
    let f = fixture().await;
    if f.is_sqlite() {
        // Nobody writes beside another there.
        return;
    }
    let ctx = f.ctx("ducha1").await;
    let (locking, has_locked) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let (first, gate) = (AtomicBool::new(true), std::sync::Mutex::new(may_go_on));
    let app = f
        .watched_app(Arc::new(move |sql: &str| {
            let locks = sql.contains("FROM \"matter\"") && sql.contains("FOR NO KEY UPDATE");
            if locks && first.swap(false, Ordering::SeqCst) {
                locking.send(()).expect("the test listens");
                let wait = || gate.lock().expect("one thread").recv();
                tokio::task::block_in_place(wait).expect("the test lets go");
            }
        }))
        .await;
    let changing = tokio::spawn(async move {
        change(&app, &ctx, |settings| settings.alert_hour = 10).await;
    });
    tokio::task::block_in_place(|| has_locked.recv()).expect("it locks");
    in_progress(&f, "改阶梯之时交办", "2023-03-20").await;
    go_on.send(()).expect("it waits");
    changing.await.expect("changed");
    let planned = f.number("SELECT next_alert_at AS n FROM matter").await;
    assert_eq!(planned, f.clock.now().timestamp_millis());
}

#[tokio::test]
async fn bad_settings_are_refused_field_by_field() {
    let f = fixture().await;
    let ctx = f.ctx("ducha1").await;
    let mut bad = Settings {
        yellow_days: -1,
        alert_hour: 24,
        ..Settings::default()
    };
    bad.ladder[0].steps[0].recipients.clear();
    let Err(AppError::Invalid(errors)) = update(&f.app, &ctx, 1, bad).await else {
        panic!("accepted");
    };
    let named: Vec<_> = errors
        .iter()
        .map(|e| (e.field.as_str(), e.code, e.detail.as_deref()))
        .collect();
    let expected = [
        ("yellow_days", "out_of_range", Some("0–30")),
        ("alert_hour", "out_of_range", Some("0–23")),
        ("ladder[0].steps[0].recipients", "empty", None),
    ];
    assert_eq!(named, expected);
    for who in ["xianzhang", "leader1", "d01", "auditor", "shiducha"] {
        let ctx = f.ctx(who).await;
        let refused = update(&f.app, &ctx, 1, Settings::default()).await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{who}");
    }
}
