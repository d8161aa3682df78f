//! The policy as a grid: persona × action × matter, and persona × status with what is open.

use std::fmt::Write as _;

use duban_core::matter::MatterFacts;
use duban_core::policy::{self, Decision, Permission, Scope};
use duban_core::word::{Action, CoPart, EscalationStatus, Role, Stage, Status};

use crate::builders::{COUNTY, LEAD, OFFICE, by, check_grid, matter, persona, personas, with_city};

/// The states that differ in what is open.
fn states() -> Vec<(String, MatterFacts)> {
    let mut states: Vec<_> = Status::ALL
        .iter()
        .map(|status| (status.to_string(), matter(*status)))
        .collect();
    let going = || matter(Status::InProgress);
    let escalated = |status| MatterFacts {
        escalation: Some(status),
        ..going()
    };
    states.extend([
        (
            "cancelled, never handed over".to_owned(),
            MatterFacts {
                issued_on: None,
                ..matter(Status::Cancelled)
            },
        ),
        (
            "verified, solved on the spot as a draft".to_owned(),
            MatterFacts {
                issued_on: None,
                solved_from: Some(Status::Draft),
                ..matter(Status::Verified)
            },
        ),
        (
            "in_progress, parts done".to_owned(),
            MatterFacts {
                co_departments: vec![(crate::builders::CO, CoPart::Done)],
                ..going()
            },
        ),
        (
            "in_progress, extension requested".to_owned(),
            MatterFacts {
                extension_pending: true,
                ..going()
            },
        ),
        (
            "in_progress, proposed".to_owned(),
            escalated(EscalationStatus::Proposed),
        ),
        (
            "in_progress, endorsed".to_owned(),
            escalated(EscalationStatus::Endorsed),
        ),
        (
            "city, submitted".to_owned(),
            with_city(EscalationStatus::Submitted),
        ),
        ("city, accepted".to_owned(), with_city(EscalationStatus::Accepted)),
        (
            "city, accepted, recorded by the county".to_owned(),
            MatterFacts {
                city_on_system: false,
                ..with_city(EscalationStatus::Accepted)
            },
        ),
        (
            "in_progress, answered".to_owned(),
            MatterFacts {
                stage: Stage::County,
                ..with_city(EscalationStatus::Answered)
            },
        ),
        (
            "claimed by the lead department".to_owned(),
            MatterFacts {
                claimed_by_department: Some(LEAD),
                ..matter(Status::Claimed)
            },
        ),
        (
            "verified by the supervisor".to_owned(),
            MatterFacts {
                verified_by: Some(persona("supervisor").user),
                ..matter(Status::Verified)
            },
        ),
    ]);
    states
}

#[test]
fn the_policy_is_the_committed_grid() {
    let mut grid = String::from("Who may do what: A allowed, f forbidden (403), . hidden (404).\n");
    let kinds = [
        ("a matter that was not handed over", matter(Status::Draft)),
        ("a matter that was never submitted", matter(Status::InProgress)),
        (
            "a matter that was submitted",
            with_city(EscalationStatus::Submitted),
        ),
        (
            "a matter that was submitted to a city without the system",
            MatterFacts {
                city_on_system: false,
                ..with_city(EscalationStatus::Submitted)
            },
        ),
    ];
    let columns = personas();
    for (index, (name, _)) in columns.iter().enumerate() {
        writeln!(grid, "{:>3} {name}", index + 1).unwrap();
    }
    for (title, facts) in &kinds {
        write!(grid, "\n{title}\n{:<22}", "").unwrap();
        for index in 1..=columns.len() {
            write!(grid, "{index:>3}").unwrap();
        }
        writeln!(grid).unwrap();
        for action in Action::ALL {
            write!(grid, "{action:<22}").unwrap();
            for (_, actor) in &columns {
                let mark = match policy::check(actor, *action, facts) {
                    Decision::Allowed => "A",
                    Decision::Forbidden => "f",
                    Decision::Hidden => ".",
                };
                write!(grid, "{mark:>3}").unwrap();
            }
            writeln!(grid).unwrap();
        }
    }
    writeln!(grid, "\nWhat each is offered, by state.").unwrap();
    for (name, actor) in &columns {
        writeln!(grid, "\n{name}").unwrap();
        for (state, facts) in states() {
            let able = policy::abilities(actor, &facts, &by(actor));
            let able: Vec<_> = able.iter().map(|action| action.as_str()).collect();
            if !able.is_empty() {
                writeln!(grid, "  {state}: {}", able.join(" ")).unwrap();
            }
        }
    }
    writeln!(grid, "\nDuties and pages.\n").unwrap();
    for permission in Permission::ALL {
        let roles = Role::ALL
            .iter()
            .filter(|role| policy::has_permission(&with_role(**role), *permission));
        let roles: Vec<_> = roles.map(|role| role.as_str()).collect();
        writeln!(grid, "{permission:<22}{}", roles.join(" ")).unwrap();
    }
    writeln!(grid).unwrap();
    for role in Role::ALL {
        let actor = with_role(*role);
        writeln!(
            grid,
            "{role:<18}{:<14}{}",
            policy::home(&actor),
            policy::pages(&actor).join(" ")
        )
        .unwrap();
    }
    check_grid("policy", &grid);
}

fn with_role(role: Role) -> duban_core::actor::Actor {
    duban_core::actor::Actor {
        role,
        ..persona("supervisor")
    }
}

#[test]
fn nobody_is_allowed_what_lies_outside_the_scope() {
    for (name, actor) in personas() {
        for (state, facts) in states() {
            let seen = policy::can_see(&actor, &facts);
            for action in Action::ALL {
                let hidden = policy::check(&actor, *action, &facts) == Decision::Hidden;
                assert_eq!(hidden, !seen, "{name} {action} {state}");
            }
            let elsewhere = MatterFacts {
                region: crate::builders::CITY,
                ..facts
            };
            assert!(
                !policy::can_see(&actor, &elsewhere),
                "{name} sees another region's matter"
            );
        }
    }
}

/// Until the hand-over a draft is the office's and its approver's alone.
#[test]
fn what_was_not_handed_over_is_seen_by_the_office_and_the_approver_only() {
    let never_issued = |status| MatterFacts {
        issued_on: None,
        ..matter(status)
    };
    let cases = [
        ("draft", never_issued(Status::Draft), false),
        ("pending approval", never_issued(Status::PendingApproval), false),
        // However it came to be one, a draft is a draft.
        (
            "a draft again",
            MatterFacts {
                status: Status::Draft,
                ..matter(Status::Issued)
            },
            false,
        ),
        ("cancelled as a draft", never_issued(Status::Cancelled), false),
        ("cancelled later", matter(Status::Cancelled), true),
        ("issued", matter(Status::Issued), true),
        (
            "solved on the spot as a draft",
            never_issued(Status::Verified),
            true,
        ),
        ("closed after that", never_issued(Status::Closed), true),
    ];
    for (case, facts, handed_over) in cases {
        for (name, always) in [
            ("county_head", true),
            ("supervisor", true),
            ("leader_of_matter", true),
            ("leader_of_lead", false),
            ("leader_of_co", false),
            ("head_of_lead", false),
            ("handler_of_lead", false),
            ("handler_of_co", false),
        ] {
            let seen = policy::can_see(&persona(name), &facts);
            assert_eq!(seen, always || handed_over, "{name}: {case}");
        }
    }
}

#[test]
fn administrators_and_statisticians_see_no_matter() {
    for name in ["statistician", "system_admin", "security_admin", "auditor"] {
        assert_eq!(policy::visibility(&persona(name)), Scope::Nothing, "{name}");
    }
    assert_eq!(policy::visibility(&persona("handler_unplaced")), Scope::Nothing);
    assert_eq!(policy::visibility(&persona("supervisor")), Scope::Region(COUNTY));
}

#[test]
fn the_three_administrators_share_no_permission_of_administration() {
    let permissions = |name: &str| -> Vec<Permission> {
        let actor = persona(name);
        let own = Permission::ALL
            .iter()
            .copied()
            .filter(|permission| policy::has_permission(&actor, *permission));
        // Reading who there is and where, and whether the installation is well, is no administration.
        own.filter(|permission| {
            !matches!(
                permission,
                Permission::ReadNotifications
                    | Permission::ReadUsers
                    | Permission::ReadDirectory
                    | Permission::ReadWorker
            )
        })
        .collect()
    };
    let admins = ["system_admin", "security_admin", "auditor"].map(permissions);
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        assert!(
            admins[a].iter().all(|permission| !admins[b].contains(permission)),
            "{a} and {b}"
        );
    }
    assert!(
        admins
            .iter()
            .all(|permissions| !permissions.contains(&Permission::ReadLedgerLists))
    );
}

#[test]
fn every_account_has_one_kind_of_administrator_and_nobody_the_own() {
    let (system, security) = (persona("system_admin"), persona("security_admin"));
    for role in Role::ALL {
        let is_administrator = matches!(role, Role::SystemAdmin | Role::SecurityAdmin | Role::Auditor);
        assert_eq!(policy::grants(&system, *role), !is_administrator, "{role}");
        assert_eq!(policy::grants(&security, *role), is_administrator, "{role}");
        for (name, actor) in personas() {
            assert!(!policy::manages(&actor, actor.user, *role), "{name} the own");
            let other = matches!(actor.role, Role::SystemAdmin | Role::SecurityAdmin);
            assert!(other || !policy::grants(&actor, *role), "{name} gives {role}");
        }
    }
}

/// The office leads some matters itself: it acts as the department, but does not check its own work.
#[test]
fn the_office_acts_as_department_but_does_not_check_itself() {
    let office = persona("supervisor");
    let led = |status| MatterFacts {
        lead_department: OFFICE,
        ..matter(status)
    };
    let able =
        |facts: &MatterFacts, action| policy::abilities(&office, facts, &by(&office)).contains(&action);
    assert!(able(&led(Status::Issued), Action::Sign));
    let alone = MatterFacts {
        co_departments: Vec::new(),
        ..led(Status::InProgress)
    };
    assert!(able(&alone, Action::Claim) && able(&alone, Action::ExtensionRequest));
    let claimed = MatterFacts {
        claimed_by_department: Some(OFFICE),
        ..led(Status::Claimed)
    };
    assert!(!able(&claimed, Action::Verify));
    let head = persona("county_head");
    assert!(policy::abilities(&head, &claimed, &by(&head)).contains(&Action::Verify));
    assert!(
        !able(&matter(Status::Issued), Action::Sign),
        "another department's matter"
    );
}
