//! Matters to be late with, and a worker at hand.

use duban_app::alert::view::AlertView;
use duban_app::alert::{self, SweepReport};
use duban_app::matter::view::Matter;
use duban_app::outbox::{self, Delivered};
use duban_app::paging::PageRequest;
use duban_app::{App, Ctx, matter};
use duban_core::alert::AlertOutcome;
use duban_core::id::MatterId;
use duban_core::word::Action;
use serde_json::{Value, json};

use crate::support::Fixture;

/// A matter of department d01 under leader1, registered with an order behind it.
pub(crate) async fn draft(f: &Fixture, title: &str, due_on: &str) -> Matter {
    register(f, to_be_registered(f, title, due_on)).await
}

pub(crate) fn to_be_registered(f: &Fixture, title: &str, due_on: &str) -> Value {
    json!({
        "kind": "task", "title": title, "requirement": "按期完成", "basis": "县政府常务会议纪要",
        "leader_id": f.user("leader1"), "lead_department_id": f.d01, "due_on": due_on,
    })
}

pub(crate) async fn register(f: &Fixture, new: Value) -> Matter {
    let new = serde_json::from_value(new).expect("a new matter");
    matter::command::create(&f.app, &f.ctx("ducha1").await, new)
        .await
        .expect("registered")
}

/// The same, handed over.
pub(crate) async fn issued(f: &Fixture, title: &str, due_on: &str) -> Matter {
    let matter = draft(f, title, due_on).await;
    act(f, "ducha1", &matter, Action::Issue, json!({})).await
}

/// The same, signed for.
pub(crate) async fn in_progress(f: &Fixture, title: &str, due_on: &str) -> Matter {
    let matter = issued(f, title, due_on).await;
    act(f, "d01", &matter, Action::Sign, json!({})).await
}

pub(crate) async fn act(f: &Fixture, who: &str, matter: &Matter, action: Action, body: Value) -> Matter {
    let command = duban_app::matter::action::parse(action, body).expect("a command");
    let (id, version) = (matter.row.id, matter.row.version);
    let done = matter::command::act(&f.app, &f.ctx(who).await, id, version, command).await;
    done.unwrap_or_else(|error| panic!("{who} {action}: {error}"))
}

pub(crate) async fn sweep(app: &App) -> SweepReport {
    alert::sweep(app, 200).await.expect("a sweep")
}

/// Delivers until nothing is due.
pub(crate) async fn deliver(app: &App) -> Delivered {
    let mut total = Delivered::default();
    loop {
        let done = outbox::deliver(app, "worker-of-the-test", 50)
            .await
            .expect("a delivery");
        if done == Delivered::default() {
            return total;
        }
        total.add(done);
    }
}

pub(crate) async fn alerts(f: &Fixture, matter: MatterId) -> Vec<AlertView> {
    alerts_as(f, &f.ctx("ducha1").await, matter).await
}

pub(crate) async fn alerts_as(f: &Fixture, asker: &Ctx, matter: MatterId) -> Vec<AlertView> {
    let page = PageRequest {
        limit: Some(200),
        cursor: None,
    };
    alert::query::of_matter(&f.app, asker, matter, &page)
        .await
        .expect("alerts")
        .items
}

/// What fired for a matter, oldest step first, as `rule:step recipient-role user outcome [color]`.
pub(crate) async fn fired(f: &Fixture, matter: MatterId) -> Vec<String> {
    let mut alerts = alerts(f, matter).await;
    alerts.sort_by_key(|alert| (alert.fired_at, alert.step, alert.recipient.name.clone()));
    alerts.iter().map(line).collect()
}

/// `rule:step recipient as role outcome [color]`.
pub(crate) fn line(alert: &AlertView) -> String {
    let name = alert.recipient.name.trim_end_matches(" 同志");
    let outcome = match alert.outcome {
        AlertOutcome::Sent => "sent",
        AlertOutcome::Superseded => "superseded",
        AlertOutcome::Undeliverable => "undeliverable",
    };
    let slip = alert
        .slip
        .as_ref()
        .map_or(String::new(), |slip| format!(" {}", slip.color));
    format!(
        "{}:{:+} {name} as {} {outcome}{slip}",
        alert.rule, alert.step, alert.recipient_role
    )
}
