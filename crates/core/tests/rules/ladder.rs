//! What fires when, to whom, and what silences it.

use chrono::{DateTime, Utc};
use duban_core::alert::{AlertFacts, Plan, Recipient, default_rules, plan};
use duban_core::matter::light::ClockFacts;
use duban_core::region::Zone;
use duban_core::word::{Outcome, SlipColor, Stage, Status};

use crate::builders::{CAL, at, day};

/// In progress since 2023-01-28 09:30, due on 2023-02-10.
pub(crate) fn facts(status: Status) -> AlertFacts {
    AlertFacts {
        clock: ClockFacts {
            status,
            stage: Stage::County,
            outcome: None,
            due_on: day("2023-02-10"),
            city_due_on: None,
            stopped_on: None,
        },
        signed: status != Status::Issued,
        started_at: at("2023-01-28", 9, 30),
        due_cycle_started_at: None,
        sign_due_on: Some(day("2023-01-29")),
        next_report_due_on: None,
        claimed_on: None,
        extension_requested_on: None,
        extension_decided_on: None,
        escalation_proposed_on: None,
        escalation_endorsed_on: None,
        escalation_submitted_on: None,
        closed_on: None,
    }
}

pub(crate) fn planned(facts: &AlertFacts, now: DateTime<Utc>) -> Plan {
    plan(&default_rules(), facts, &CAL, Zone::SHANGHAI, 9, now)
}

/// `due-3 due-1!`: rule and step, with a mark on what is sent.
fn due(plan: &Plan) -> String {
    let step = |step: &duban_core::alert::DueStep| {
        format!("{}{:+}{}", step.rule, step.step, if step.send { "!" } else { "" })
    };
    plan.due.iter().map(step).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_default_ladder_climbs_in_working_days() {
    let check = |date: &str, hour, expected: &str, next: Option<&str>| {
        let plan = planned(&facts(Status::InProgress), at(date, hour, 0));
        assert_eq!(due(&plan), expected, "{date}");
        assert_eq!(plan.next_alert_at, next.map(|next| at(next, 9, 0)), "{date}");
    };
    check("2023-02-03", 8, "", Some("2023-02-03"));
    check("2023-02-03", 9, "due-5!", Some("2023-02-07"));
    check("2023-02-07", 9, "due-5 due-3!", Some("2023-02-09"));
    check("2023-02-12", 9, "due-5 due-3 due-1!", Some("2023-02-13"));
    check("2023-02-13", 9, "due-5 due-3 due-1 due+1!", Some("2023-02-15"));
    check("2023-02-17", 9, "due-5 due-3 due-1 due+1 due+3 due+5!", None);
}

#[test]
fn each_step_goes_to_those_before_and_one_more() {
    use Recipient::{CountyHead, DepartmentHead, Handler, Leader, LeaderLiaison};
    let plan = planned(&facts(Status::InProgress), at("2023-03-01", 9, 0));
    let reported: Vec<_> = plan
        .due
        .iter()
        .map(|step| (step.step, step.recipients.as_slice(), step.slip))
        .collect();
    let expected: [(i32, &[Recipient], Option<SlipColor>); 6] = [
        (-5, &[Handler], None),
        (-3, &[Handler, DepartmentHead], None),
        (-1, &[Handler, DepartmentHead, LeaderLiaison], None),
        (1, &[Handler, DepartmentHead], Some(SlipColor::Blue)),
        (3, &[Handler, DepartmentHead, Leader], Some(SlipColor::Yellow)),
        (
            5,
            &[Handler, DepartmentHead, Leader, CountyHead],
            Some(SlipColor::Red),
        ),
    ];
    assert_eq!(reported, expected);
}

#[test]
fn an_alert_says_why() {
    let plan = planned(&facts(Status::InProgress), at("2023-02-13", 9, 0));
    let last = plan.due.last().expect("due");
    assert_eq!((last.cycle.as_str(), last.version), ("2023-02-10", 1));
    assert_eq!((last.step, last.counted_from), (1, day("2023-02-10")));
    assert_eq!(last.calendar_version, CAL.version());
}

#[test]
fn nothing_fires_from_before_the_start_or_the_new_date() {
    let short = AlertFacts {
        clock: ClockFacts {
            due_on: day("2023-01-31"),
            ..facts(Status::InProgress).clock
        },
        ..facts(Status::InProgress)
    };
    // T-3 would have been at 09:00 on the day on which the matter was issued at 09:30.
    assert_eq!(due(&planned(&short, at("2023-01-31", 12, 0))), "due-1!");
    let extended = AlertFacts {
        due_cycle_started_at: Some(at("2023-02-08", 15, 0)),
        ..facts(Status::InProgress)
    };
    assert_eq!(due(&planned(&extended, at("2023-02-09", 12, 0))), "due-1!");
}

#[test]
fn what_is_handed_over_after_its_date_is_chased_at_once() {
    let check = |started: (&str, u32), cycle: Option<&str>, now: (&str, u32), expected: &str| {
        let late = AlertFacts {
            started_at: at(started.0, started.1, 0),
            due_cycle_started_at: cycle.map(|on| at(on, 8, 0)),
            signed: true,
            ..facts(Status::Issued)
        };
        let plan = planned(&late, at(now.0, now.1, 0));
        assert_eq!(due(&plan), expected, "{started:?} {now:?}");
        plan
    };
    // Due on 02-10, so that T+1, T+3 and T+5 are 02-13, 02-15 and 02-17.
    let plan = check(("2023-02-15", 10), None, ("2023-02-15", 10), "due+1 due+3!");
    assert_eq!(
        plan.next_alert_at,
        Some(at("2023-02-17", 9, 0)),
        "and the ladder goes on"
    );
    let handed_over = at("2023-02-15", 10, 0);
    assert!(plan.due.iter().all(|step| step.fire_at == handed_over));
    check(("2023-03-01", 10), None, ("2023-03-01", 10), "due+1 due+3 due+5!");
    check(("2023-02-13", 8), None, ("2023-02-13", 8), "");
    // Who set the date later knew of the lateness.
    check(("2023-02-01", 10), Some("2023-02-16"), ("2023-02-16", 12), "");
}

#[test]
fn rules_watch_what_waits_and_fall_silent_after() {
    let check = |name: &str, facts: &AlertFacts, date: &str, expected: &str| {
        assert_eq!(due(&planned(facts, at(date, 12, 0))), expected, "{name}");
    };
    let on = |text: &str| Some(day(text));
    let issued = facts(Status::Issued);
    check(
        "unsigned",
        &issued,
        "2023-01-31",
        "sign_overdue+1 sign_overdue+2!",
    );
    check(
        "signed",
        &AlertFacts {
            signed: true,
            ..issued
        },
        "2023-01-31",
        "",
    );
    check("objected", &facts(Status::Objected), "2023-01-31", "");
    let reporting = |status| AlertFacts {
        next_report_due_on: on("2023-01-30"),
        ..facts(status)
    };
    check(
        "report",
        &reporting(Status::InProgress),
        "2023-02-02",
        "report_overdue+1 report_overdue+3!",
    );
    check(
        "claimed, no report",
        &reporting(Status::Claimed),
        "2023-02-02",
        "",
    );
    let claimed = AlertFacts {
        claimed_on: on("2023-01-30"),
        ..facts(Status::Claimed)
    };
    check(
        "claim",
        &claimed,
        "2023-02-06",
        "claim_undecided+3 claim_undecided+5!",
    );
    check("claim is the end of the due ladder", &claimed, "2023-02-01", "");
    let asked_late = AlertFacts {
        extension_requested_on: on("2023-02-03"),
        ..claimed.clone()
    };
    check(
        "a claim that waits for the leader's decision on an extension is not the office's",
        &asked_late,
        "2023-02-08",
        "extension_undecided+3!",
    );
    let decided = |decided: &str| AlertFacts {
        extension_decided_on: on(decided),
        ..claimed.clone()
    };
    check(
        "the office's days begin with that decision",
        &decided("2023-02-03"),
        "2023-02-08",
        "claim_undecided+3!",
    );
    check(
        "or with the claim, where that came later",
        &decided("2023-01-20"),
        "2023-02-02",
        "claim_undecided+3!",
    );
    let asked = AlertFacts {
        extension_requested_on: on("2023-01-30"),
        ..facts(Status::InProgress)
    };
    check("extension", &asked, "2023-02-02", "extension_undecided+3!");
    let proposed = AlertFacts {
        escalation_proposed_on: on("2023-01-30"),
        ..facts(Status::InProgress)
    };
    check("proposal", &proposed, "2023-02-02", "escalation_undecided+3!");
    let endorsed = AlertFacts {
        escalation_endorsed_on: on("2023-01-30"),
        ..facts(Status::InProgress)
    };
    check("endorsed", &endorsed, "2023-02-02", "submission_undecided+3!");
    for status in [
        Status::Draft,
        Status::PendingApproval,
        Status::Suspended,
        Status::Verified,
        Status::Cancelled,
    ] {
        check(status.as_str(), &facts(status), "2023-06-01", "");
    }
    let closed = |outcome| {
        let mut closed = facts(Status::Closed);
        closed.clock.outcome = Some(outcome);
        closed.closed_on = on("2023-02-10");
        closed
    };
    check(
        "look-back",
        &closed(Outcome::Achieved),
        "2023-05-12",
        "look_back+60!",
    );
    check("never done", &closed(Outcome::Unachieved), "2023-05-12", "");
}

#[test]
fn the_city_stage_silences_the_county_and_watches_the_city() {
    let mut city = AlertFacts {
        next_report_due_on: Some(day("2023-01-30")),
        extension_requested_on: Some(day("2023-01-30")),
        escalation_submitted_on: Some(day("2023-02-01")),
        ..facts(Status::InProgress)
    };
    city.clock.stage = Stage::City;
    assert_eq!(due(&planned(&city, at("2023-02-28", 12, 0))), "");
    assert_eq!(due(&planned(&city, at("2023-03-01", 12, 0))), "city_silent+20!");
    assert_eq!(
        due(&planned(&city, at("2023-05-04", 12, 0))),
        "city_silent+20 city_silent+40 city_silent+60!"
    );
    city.clock.city_due_on = Some(day("2023-02-20"));
    let plan = planned(&city, at("2023-03-01", 12, 0));
    assert_eq!(
        due(&plan),
        "city_due-3 city_due+1 city_due+5!",
        "who named a date is not silent"
    );
    let reported: Vec<_> = plan.due.iter().map(|step| step.recipients.as_slice()).collect();
    let both = [Recipient::Supervisor, Recipient::CitySupervisor];
    assert_eq!(reported, [&both[..1], &both, &both]);
    assert_eq!(plan.due[0].counted_from, day("2023-02-20"));
}
