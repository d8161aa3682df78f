//! The table as a grid, and the rules beside it.

use std::fmt::Write as _;

use duban_core::actor::Actor;
use duban_core::error::RuleError;
use duban_core::matter::MatterFacts;
use duban_core::matter::action::table;
use duban_core::matter::lifecycle::{ClockEffect, Party, StageRule, To, apply, open};
use duban_core::matter::{escalation, extension};
use duban_core::word::{Action, CoPart, EscalationStatus, Stage, Status};

use crate::builders::{CO, STRANGER, by, check_grid, day, matter, persona, with_city};

const SHORT: [(Status, &str); 10] = [
    (Status::Draft, "Dr"),
    (Status::PendingApproval, "Pa"),
    (Status::Issued, "Is"),
    (Status::Objected, "Ob"),
    (Status::InProgress, "Ip"),
    (Status::Claimed, "Cl"),
    (Status::Verified, "Ve"),
    (Status::Suspended, "Su"),
    (Status::Closed, "Cd"),
    (Status::Cancelled, "Ca"),
];

fn short(status: Status) -> &'static str {
    SHORT
        .iter()
        .find(|(other, _)| *other == status)
        .expect("every status has an abbreviation")
        .1
}

/// A matter in a status and stage in which nothing but the table stands in the way of an action.
fn ready_for(action: Action, status: Status, stage: Stage) -> MatterFacts {
    let mut facts = MatterFacts {
        status,
        stage,
        ..matter(status)
    };
    facts.issued_on = Some(day("2023-01-28"));
    facts.escalation = escalation::TABLE
        .iter()
        .find(|(step, _, _)| *step == action)
        .map(|(_, from, _)| from[0]);
    facts.extension_pending = matches!(action, Action::ExtensionApprove | Action::ExtensionReject);
    if action == Action::Claim {
        facts.co_departments[0].1 = CoPart::Done;
    }
    facts
}

/// Somebody with the inputs that an action wants, as a party of the matter.
fn outcome_of(action: Action, party: Party, facts: &MatterFacts) -> Result<To, RuleError> {
    let actor: Actor = persona(if party == Party::Co {
        "head_of_co"
    } else {
        "head_of_lead"
    });
    let mut ctx = by(&actor);
    ctx.event_on = Some(day("2023-01-29"));
    ctx.new_due_on = Some(day("2023-04-20"));
    ctx.department = Some(if action == Action::Reassign { STRANGER } else { CO });
    apply(action, facts, &ctx).map(|next| To::Status(next.status))
}

#[test]
fn the_table_is_the_committed_grid() {
    let mut grid = String::from("Which action leads from which status to which.\n\n");
    for (status, short) in SHORT {
        writeln!(grid, "{short} {status}").unwrap();
    }
    writeln!(
        grid,
        "<- where it stood before the claim or the solution on the spot"
    )
    .unwrap();
    write!(grid, "\n{:<22}{:<5}", "action", "by").unwrap();
    for (_, short) in SHORT {
        write!(grid, "{short:<4}").unwrap();
    }
    writeln!(grid, "{:<8}{:<12}{:<9}guards", "stage", "moves to", "clock").unwrap();
    for row in table() {
        write!(
            grid,
            "{:<22}{:<5}",
            row.action,
            if row.by == Party::Anyone {
                ""
            } else {
                party(row.by)
            }
        )
        .unwrap();
        for (status, same) in SHORT {
            let to = match row.to {
                _ if !row.from.contains(&status) => ".",
                To::Same => same,
                To::Status(to) => short(to),
                To::Before => "<-",
            };
            write!(grid, "{to:<4}").unwrap();
        }
        let stage = match row.stage {
            StageRule::County => "county",
            StageRule::City => "city",
            StageRule::Any => "any",
        };
        let clock = format!("{:?}", row.clock).to_lowercase();
        let guards: Vec<_> = row.guards.iter().map(|guard| format!("{guard:?}")).collect();
        let moves_to = row.stage_to.map_or("", Stage::as_str);
        let line = format!("{stage:<8}{moves_to:<12}{clock:<9}{}", guards.join(" "));
        writeln!(grid, "{}", line.trim_end()).unwrap();
    }
    writeln!(grid, "\nThe submission to the city.\n").unwrap();
    for (action, from, to) in escalation::TABLE {
        let from: Vec<_> = from.iter().map(|status| status.as_str()).collect();
        writeln!(grid, "{action:<22}{} -> {to}", from.join(" ")).unwrap();
    }
    writeln!(grid, "\nThe request for a new date.\n").unwrap();
    for (action, to) in extension::TABLE {
        writeln!(grid, "{action:<22}requested -> {to}").unwrap();
    }
    check_grid("lifecycle", &grid);
}

fn party(party: Party) -> &'static str {
    match party {
        Party::Anyone => "any",
        Party::Lead => "lead",
        Party::Co => "co",
    }
}

/// The whole product of action × status × stage, not only the rows that exist.
#[test]
fn apply_does_what_the_table_says_and_nothing_else() {
    for action in Action::ALL {
        for (status, _) in SHORT {
            for stage in [Stage::County, Stage::City] {
                for party in [Party::Lead, Party::Co] {
                    let facts = ready_for(*action, status, stage);
                    let row = table()
                        .find(|row| row.action == *action && (row.by == Party::Anyone || row.by == party));
                    let expected = match row {
                        None => Err(RuleError::NotAParticipant),
                        Some(row) if !row.from.contains(&status) => Err(RuleError::NotInThisStatus {
                            action: *action,
                            status,
                        }),
                        Some(row) if !row.stage.admits(stage) => Err(RuleError::NotInThisStage {
                            action: *action,
                            stage,
                        }),
                        Some(row) if row.to == To::Same => Ok(To::Status(status)),
                        Some(row) if row.to == To::Before => Ok(To::Status(Status::InProgress)),
                        Some(row) => Ok(row.to),
                    };
                    let found = outcome_of(*action, party, &facts);
                    assert_eq!(found, expected, "{action} {status} {stage} {party:?}");
                }
            }
        }
    }
}

#[test]
fn every_action_has_a_row() {
    for action in Action::ALL {
        assert!(table().any(|row| row.action == *action), "{action}");
    }
}

#[test]
fn only_reports_instructions_and_the_citys_actions_are_open_in_the_city_stage() {
    let open_to_somebody = |facts: &MatterFacts| -> Vec<&str> {
        let people = [
            persona("head_of_lead"),
            persona("head_of_co"),
            persona("supervisor"),
        ];
        let is_open = |action: &&Action| people.iter().any(|person| open(**action, facts, &by(person)));
        Action::ALL
            .iter()
            .filter(is_open)
            .map(|action| action.as_str())
            .collect()
    };
    let submitted = with_city(EscalationStatus::Submitted);
    assert_eq!(
        open_to_somebody(&submitted),
        [
            "report",
            "instruct",
            "escalation_accept",
            "escalation_return",
            "escalation_withdraw"
        ]
    );
    let accepted = with_city(EscalationStatus::Accepted);
    assert_eq!(
        open_to_somebody(&accepted),
        [
            "report",
            "instruct",
            "escalation_answer",
            "escalation_return",
            "escalation_withdraw"
        ]
    );
}

#[test]
fn the_clock_follows_the_stage() {
    let office = persona("supervisor");
    let check = |action, facts: &MatterFacts, stage, clock| {
        let next = apply(action, facts, &by(&office)).unwrap_or_else(|error| panic!("{action}: {error}"));
        assert_eq!((next.stage, next.clock), (stage, clock), "{action}");
    };
    let endorsed = MatterFacts {
        escalation: Some(EscalationStatus::Endorsed),
        ..matter(Status::InProgress)
    };
    let accepted = with_city(EscalationStatus::Accepted);
    check(
        Action::EscalationSubmit,
        &endorsed,
        Stage::City,
        ClockEffect::Pause,
    );
    check(
        Action::EscalationAnswer,
        &accepted,
        Stage::County,
        ClockEffect::Resume,
    );
    check(
        Action::EscalationReturn,
        &accepted,
        Stage::County,
        ClockEffect::Resume,
    );
    check(
        Action::EscalationWithdraw,
        &accepted,
        Stage::County,
        ClockEffect::Resume,
    );
    check(
        Action::EscalationWithdraw,
        &endorsed,
        Stage::County,
        ClockEffect::None,
    );
    check(Action::Suspend, &endorsed, Stage::County, ClockEffect::Pause);
    check(
        Action::Return,
        &matter(Status::Claimed),
        Stage::County,
        ClockEffect::Restart,
    );
}

/// Every status × every step of the submission's machine, beside the table it is driven by.
#[test]
fn a_new_proposal_waits_until_the_last_one_is_over() {
    for status in EscalationStatus::ALL {
        let over = matches!(
            status,
            EscalationStatus::Answered
                | EscalationStatus::Returned
                | EscalationStatus::Withdrawn
                | EscalationStatus::Declined
        );
        let expected = if over {
            Ok(EscalationStatus::Proposed)
        } else {
            Err(RuleError::EscalationOpen)
        };
        assert_eq!(
            escalation::next(Some(*status), Action::EscalationPropose),
            expected,
            "{status}"
        );
        assert_eq!(escalation::is_open(*status), !over, "{status}");
        let steps = escalation::TABLE
            .iter()
            .filter(|(_, from, _)| from.contains(status))
            .count();
        assert_eq!(
            steps == 0,
            over,
            "{status}: whoever waits can be moved, and nobody else"
        );
    }
    let unrelated = escalation::next(Some(EscalationStatus::Proposed), Action::Claim);
    let expected = RuleError::EscalationInWrongState {
        status: EscalationStatus::Proposed,
    };
    assert_eq!(unrelated, Err(expected));
}
