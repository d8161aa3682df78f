//! The clock stands still and goes on: no step is lost by it, and nobody is late with what was not to be decided.

use duban_app::matter::view::Matter;
use duban_core::word::Action;
use serde_json::{Value, json};

use crate::alerting::{act, fired, in_progress, sweep};
use crate::support::{Fixture, fixture};

/// Instant in Shanghai as `02-15 08:30`, person, action.
type TestAction = (&'static str, &'static str, Action);

const PROPOSED: TestAction = ("02-01 10:00", "d01", Action::EscalationPropose);
const ENDORSED: TestAction = ("02-01 11:00", "leader1", Action::EscalationEndorse);
const CLAIMED: TestAction = ("02-01 13:00", "d01", Action::Claim);
const REQUESTED: TestAction = ("02-01 12:00", "d01", Action::ExtensionRequest);

fn input(f: &Fixture, action: Action) -> Value {
    match action {
        Action::EscalationPropose => json!({ "tried": "多次会商", "ask": "协调并网时序" }),
        Action::EscalationSubmit => {
            json!({ "document_number": "师政请〔2023〕1号", "document_on": "2023-02-01" })
        }
        Action::EscalationAccept => {
            json!({ "city_department_id": f.city_department, "city_due_on": "2023-06-30" })
        }
        Action::EscalationAnswer => json!({ "answer": "solved", "text": "已协调" }),
        Action::ExtensionRequest => {
            json!({ "reason": "雨季", "new_due_on": "2023-07-31", "progress": "四成" })
        }
        Action::Claim => json!({ "evidence": "验收单" }),
        Action::Suspend | Action::ExtensionReject => json!({ "reason": "设计变更" }),
        _ => json!({}),
    }
}

/// Sets the clock and lets the worker look.
async fn at(f: &Fixture, instant: &str) {
    let (day, time) = instant.split_once(' ').expect("day and time");
    f.clock.set(&format!("2023-{day}T{time}:00+08:00"));
    sweep(&f.app).await;
}

async fn does(f: &Fixture, mut matter: Matter, steps: &[TestAction]) -> Matter {
    for (instant, who, action) in steps {
        at(f, instant).await;
        matter = act(f, who, &matter, *action, input(f, *action)).await;
    }
    matter
}

/// What fired by a rule.
async fn of_rule(f: &Fixture, matter: &Matter, rule: &str) -> Vec<String> {
    let mut lines = fired(f, matter.row.id).await;
    lines.retain(|line| line.starts_with(rule));
    lines
}

/// Due on Monday 02-20, so that T-3 is Wednesday 02-15 at nine; it goes to the city half an hour before. The city's own
/// date is nothing to the county's steps.
#[tokio::test]
async fn a_step_that_waited_for_the_city_fires_when_the_matter_comes_back() {
    let expected = [
        "due:-3 d01 as handler sent",
        "due:-3 d01-head as department_head sent",
    ];
    for (accepted, answered) in [("02-15 14:00", "02-17 20:00"), ("02-15 10:00", "02-15 12:00")] {
        let f = fixture().await;
        let matter = in_progress(&f, "送出工程时序", "2023-02-20").await;
        let steps = [
            PROPOSED,
            ENDORSED,
            ("02-15 08:30", "ducha1", Action::EscalationSubmit),
            (accepted, "shiducha", Action::EscalationAccept),
            (answered, "shiducha", Action::EscalationAnswer),
        ];
        let matter = does(&f, matter, &steps).await;
        assert_eq!(
            of_rule(&f, &matter, "due:-3").await,
            [""; 0],
            "the city has it until {answered}"
        );
        sweep(&f.app).await;
        assert_eq!(
            of_rule(&f, &matter, "due:-3").await,
            expected,
            "back on {answered}"
        );
    }
}

/// The city's date was set on 02-15: what lies before that day is no step of it.
#[tokio::test]
async fn the_citys_steps_begin_with_its_acceptance() {
    let f = fixture().await;
    let matter = in_progress(&f, "送出工程时序", "2023-06-30").await;
    let steps = [
        PROPOSED,
        ENDORSED,
        ("02-02 10:00", "ducha1", Action::EscalationSubmit),
    ];
    let matter = does(&f, matter, &steps).await;
    at(&f, "02-15 10:00").await;
    let soon = json!({ "city_department_id": f.city_department, "city_due_on": "2023-02-16" });
    let matter = act(&f, "shiducha", &matter, Action::EscalationAccept, soon).await;
    at(&f, "02-16 10:00").await;
    assert_eq!(
        of_rule(&f, &matter, "city_due").await,
        [""; 0],
        "T-3 was the 13th"
    );
    at(&f, "02-17 10:00").await;
    assert_eq!(of_rule(&f, &matter, "city_due").await.len(), 3);
}

/// T+3 of 02-01 is Monday 02-06, of 02-20 Thursday 02-23.
#[tokio::test]
async fn decision_alerts_count_only_days_open_for_a_decision() {
    let suspended: &[TestAction] = &[
        ("02-02 10:00", "leader1", Action::Suspend),
        ("02-20 10:00", "leader1", Action::Resume),
    ];
    let at_the_city: &[TestAction] = &[
        ("02-02 10:00", "ducha1", Action::EscalationSubmit),
        ("02-02 11:00", "shiducha", Action::EscalationAccept),
        ("02-20 10:00", "shiducha", Action::EscalationAnswer),
    ];
    let rows: &[(&str, &[TestAction], &[TestAction], &str)] = &[
        ("escalation_undecided", &[PROPOSED], suspended, "02-23 09:00"),
        (
            "submission_undecided",
            &[PROPOSED, ENDORSED],
            suspended,
            "02-23 09:00",
        ),
        (
            "extension_undecided",
            &[PROPOSED, ENDORSED, REQUESTED],
            at_the_city,
            "02-23 09:00",
        ),
        // The leader can decide it while the matter is suspended.
        ("extension_undecided", &[REQUESTED], suspended, "02-06 09:00"),
        // The office cannot verify before the leader has decided.
        (
            "claim_undecided",
            &[REQUESTED, CLAIMED],
            &[("02-20 10:00", "leader1", Action::ExtensionReject)],
            "02-23 09:00",
        ),
    ];
    for (rule, before, pause, late_at) in rows {
        let f = fixture().await;
        let matter = in_progress(&f, "送出工程时序", "2023-06-30").await;
        let mut matter = does(&f, matter, before).await;
        let mut rest = pause.iter().peekable();
        for day in 2..=23 {
            let morning = format!("02-{day:02} 09:00");
            while let Some(step) = rest.next_if(|(instant, ..)| *instant < morning.as_str()) {
                matter = does(&f, matter, &[*step]).await;
            }
            at(&f, &morning).await;
            let reported = of_rule(&f, &matter, rule).await;
            assert_eq!(
                reported.is_empty(),
                morning.as_str() < *late_at,
                "{rule} on {morning}: {reported:?}"
            );
        }
    }
}
