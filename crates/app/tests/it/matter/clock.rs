//! What a late approval, a return and a solution on the spot leave behind.

use duban_app::error::AppError;
use duban_app::matter::command;
use duban_app::matter::query::Sort;
use duban_app::matter::query::{Filter, deadline, get, list};
use duban_app::matter::view::Matter;
use duban_app::paging::PageRequest;
use duban_core::matter::deadline::StripKind;
use duban_core::word::{Action, CoPart, Light, Status};
use serde_json::{Value, json};

use super::*;
use crate::support::{Fixture, fixture};

async fn does(f: &Fixture, day: &str, who: &str, matter: &Matter, action: Action, input: Value) -> Matter {
    f.clock.set(&format!("2023-{day}T02:00:00Z"));
    act(
        f,
        who,
        matter,
        duban_app::matter::action::parse(action, input).expect("a command"),
    )
    .await
}

/// Its co-department's part waived, so that it can be claimed.
async fn alone(f: &Fixture, due_on: &str) -> Matter {
    let matter = in_progress(f, due_on).await;
    let waive = json!({ "department_id": f.d02, "reason": "无需配合" });
    does(f, "01-28", "d01-head", &matter, Action::WaivePart, waive).await
}

async fn extended(f: &Fixture, matter: &Matter, asked: &str, to: &str) -> Matter {
    let ask = json!({ "reason": "雨季", "new_due_on": to, "progress": "四成" });
    does(f, asked, "d01", matter, Action::ExtensionRequest, ask).await
}

#[tokio::test]
async fn a_late_approval_keeps_overdue_days_in_view_and_strip() {
    let f = fixture().await;
    let matter = alone(&f, "2023-02-10").await;
    let matter = extended(&f, &matter, "02-13", "2023-03-10").await;
    assert!(matter.extensions[0].late);
    let matter = does(
        &f,
        "02-15",
        "leader1",
        &matter,
        Action::ExtensionApprove,
        json!({}),
    )
    .await;
    let told = |matter: &Matter| (matter.row.light, matter.row.late_days, matter.row.overdue_before);
    assert_eq!(told(&matter), (Light::Green, 0, 3));
    let matter = does(
        &f,
        "03-08",
        "d01",
        &matter,
        Action::Claim,
        json!({ "evidence": "完成" }),
    )
    .await;
    assert_eq!(
        told(&matter),
        (Light::Green, 0, 3),
        "in time by the new date, and the span stays"
    );
    let explained = deadline(&f.app, &f.ctx("ducha1").await, matter.row.id)
        .await
        .expect("explained");
    let overdue: Vec<_> = explained
        .days
        .iter()
        .filter(|day| day.kind == StripKind::Overdue)
        .map(|day| (day.date.to_string(), day.count))
        .collect();
    let day = |date: &str, count| (date.to_owned(), Some(count));
    assert_eq!(
        overdue,
        [day("2023-02-13", 1), day("2023-02-14", 2), day("2023-02-15", 3)]
    );
    assert_eq!((explained.overdue_before, explained.truncated), (3, false));
    assert!(
        explained.summary.contains("延期前已逾期3个工作日"),
        "{}",
        explained.summary
    );
}

/// Claimed a day late, the request approved a day after: late stays late, in the row and in the lists.
#[tokio::test]
async fn a_late_claim_is_not_made_timely_by_an_approval() {
    let f = fixture().await;
    let matter = alone(&f, "2023-02-10").await;
    let matter = extended(&f, &matter, "02-09", "2023-03-10").await;
    let matter = does(
        &f,
        "02-13",
        "d01",
        &matter,
        Action::Claim,
        json!({ "evidence": "完成" }),
    )
    .await;
    let matter = does(
        &f,
        "02-14",
        "leader1",
        &matter,
        Action::ExtensionApprove,
        json!({}),
    )
    .await;
    let matter = does(
        &f,
        "02-15",
        "ducha1",
        &matter,
        Action::Verify,
        json!({ "note": "属实" }),
    )
    .await;
    let matter = does(&f, "02-16", "ducha2", &matter, Action::Close, json!({})).await;
    assert_eq!((matter.row.light, matter.row.late_days), (Light::Red, 1));
    let (office, page) = (f.ctx("ducha1").await, PageRequest::default());
    for (light, found) in [(Light::Red, 1), (Light::Green, 0)] {
        let filter = Filter {
            light: Some(light),
            ..Filter::default()
        };
        let listed = list(&f.app, &office, &filter, Sort::DueAsc, &page)
            .await
            .expect("a list");
        assert_eq!(listed.items.len(), found, "{light}");
    }
    let explained = deadline(&f.app, &office, matter.row.id).await.expect("explained");
    assert!(
        explained
            .summary
            .contains("当时时限为2023-02-10，已逾期1个工作日"),
        "{}",
        explained.summary
    );
}

/// The sentence counts every day, also where the strip is cut.
#[tokio::test]
async fn the_explanation_counts_beyond_the_strip_and_before_a_saturday() {
    let f = fixture().await;
    let long = in_progress(&f, "2024-12-31").await;
    let office = f.ctx("ducha1").await;
    let explained = deadline(&f.app, &office, long.row.id).await.expect("explained");
    let working_days = explained.working_days_left.expect("a clock");
    assert!(explained.truncated && explained.counted == working_days && working_days > 400);
    assert!(explained.summary.contains(&format!("计{working_days}个工作日")));

    let saturday = in_progress(&f, "2023-03-25").await;
    let said = async |day: &str| {
        f.clock.set(&format!("2023-{day}T02:00:00Z"));
        let explained = deadline(&f.app, &office, saturday.row.id).await;
        explained.expect("explained").summary
    };
    assert!(said("03-23").await.contains("还剩1个工作日"));
    assert!(said("03-24").await.contains("今天是到期前最后一个工作日"));
    assert!(said("03-25").await.contains("今日到期"));
    assert!(said("03-27").await.contains("已逾期1个工作日"));
}

#[tokio::test]
async fn a_return_resets_the_progress() {
    let f = fixture().await;
    let matter = alone(&f, "2023-02-10").await;
    let report = json!({ "percent": 60, "progress": "推进中" });
    let matter = does(&f, "02-01", "d01", &matter, Action::Report, report).await;
    let claim = json!({ "evidence": "完成" });
    let matter = does(&f, "02-02", "d01", &matter, Action::Claim, claim).await;
    assert_eq!(matter.row.progress_percent, 100);
    let reason = json!({ "reason": "不实" });
    let matter = does(&f, "02-03", "ducha1", &matter, Action::Return, reason).await;
    assert_eq!(matter.row.progress_percent, 60);
}

#[tokio::test]
async fn a_co_department_that_acts_has_signed() {
    let f = fixture().await;
    let part = |matter: &Matter| {
        let co = &matter.co_departments[0];
        (co.part, co.signed_at.is_some())
    };
    let matter = in_progress(&f, "2023-02-10").await;
    assert_eq!(part(&matter), (CoPart::Pending, false));
    let report = json!({ "percent": 10, "progress": "配合中" });
    let reported = does(&f, "01-30", "d02", &matter, Action::Report, report).await;
    assert_eq!(part(&reported), (CoPart::Signed, true));
    let other = in_progress(&f, "2023-02-10").await;
    let note = json!({ "note": "完成" });
    let completed = does(&f, "01-30", "d02", &other, Action::CompletePart, note).await;
    assert_eq!(part(&completed), (CoPart::Done, true));
}

#[tokio::test]
async fn a_leader_records_only_own_solutions_and_the_office_any() {
    let f = fixture().await;
    let solve = |leader: Option<&str>| {
        let leader = leader.map(|leader| f.user(leader));
        let input = json!({ "place": "园区", "solved_on": "2023-01-28", "how": "协调", "leader_id": leader });
        duban_app::matter::action::parse(Action::SolveOnSite, input).expect("a command")
    };
    let matter = created(&f, "并网", "2023-02-10").await;
    let (leader, id) = (f.ctx("leader1").await, matter.row.id);
    let refused = command::act(&f.app, &leader, id, 1, solve(Some("leader2"))).await;
    assert!(
        matches!(&refused, Err(AppError::Invalid(errors)) if errors[0].code == "own_only"),
        "{refused:?}"
    );
    let unchanged = get(&f.app, &leader, id).await.expect("still there");
    assert_eq!((unchanged.row.status, unchanged.row.version), (Status::Draft, 1));

    let solved = act(&f, "ducha1", &matter, solve(Some("leader2"))).await;
    assert_eq!(solved.row.leader.id, f.user("leader1").0, "still responsible");
    let solver = |matter: &Matter| matter.solved_by.as_ref().map(|leader| leader.id);
    assert_eq!(solver(&solved), Some(f.user("leader2").0));
    let back = json!({ "reason": "未解决" });
    let returned = does(&f, "01-30", "ducha1", &solved, Action::Return, back).await;
    assert_eq!((returned.row.status, solver(&returned)), (Status::Draft, None));
    assert_eq!(
        (returned.issued_at, returned.signed_at, returned.verified_at),
        (None, None, None)
    );
    let own = act(&f, "leader1", &returned, solve(None)).await;
    assert_eq!(solver(&own), Some(f.user("leader1").0));
}

#[tokio::test]
async fn an_objection_is_decided_once_for_each_department() {
    let f = fixture().await;
    let matter = created(&f, "不归我", "2023-02-10").await;
    let no = || json!({ "reason": "不属本单位职责" });
    let matter = does(&f, "01-28", "ducha1", &matter, Action::Issue, json!({})).await;
    for stranger in [f.city_department.0, f.user("d02").0] {
        let whose = json!({ "reason": "不属本单位职责", "suggested_department_id": stranger });
        let whose = duban_app::matter::action::parse(Action::Object, whose).expect("a command");
        let d01 = f.ctx("d01").await;
        let refused = command::act(&f.app, &d01, matter.row.id, matter.row.version, whose).await;
        assert!(
            matches!(&refused, Err(AppError::Invalid(errors)) if errors[0].code == "unknown_department"),
            "{refused:?}"
        );
    }
    let no_but = json!({ "reason": "不属本单位职责", "suggested_department_id": f.d02 });
    let matter = does(&f, "01-29", "d01", &matter, Action::Object, no_but).await;
    let overruled = does(&f, "01-30", "ducha1", &matter, Action::Overrule, no()).await;
    assert!(!overruled.actions.contains(&Action::Object));
    let again = duban_app::matter::action::parse(Action::Object, no()).expect("a command");
    let d01 = f.ctx("d01").await;
    let refused = command::act(&f.app, &d01, overruled.row.id, overruled.row.version, again).await;
    assert!(
        matches!(&refused, Err(AppError::Rule(error)) if error.code() == "objection_overruled"),
        "{refused:?}"
    );

    let other = created(&f, "改派", "2023-02-10").await;
    let other = does(&f, "01-30", "ducha1", &other, Action::Issue, json!({})).await;
    let other = does(&f, "01-30", "d01", &other, Action::Object, no()).await;
    let to = json!({ "department_id": f.d02 });
    let other = does(&f, "01-30", "ducha1", &other, Action::Reassign, to).await;
    let other = does(&f, "01-30", "d02", &other, Action::Object, no()).await;
    assert_eq!(
        other.row.status,
        Status::Objected,
        "the new department may say so too"
    );
}
