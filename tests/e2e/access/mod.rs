//! Who gets which answer: every operation of the contract with every role, signed out, from another
//! department and from another county; and nothing outside the scope in lists, counts, search, stream.

mod county;
mod grid;
mod operations;
mod others;
mod overdue;
mod scope;
mod stream;

use std::collections::BTreeSet;

use county::County;
use duban_api::access::{self, Access};
use grid::{Case, Holders};
use operations::{Operation, Target, request};

/// One account for each role.
const ROLES: [(&str, &str); 10] = [
    ("county_head", "xianzhang"),
    ("leader", "leader2"),
    ("supervisor", "ducha1"),
    ("department_head", "d09-head"),
    ("handler", "d09"),
    ("city_supervisor", "shiducha"),
    ("statistician", "tongji"),
    ("system_admin", "sysadmin"),
    ("security_admin", "secadmin"),
    ("auditor", "auditor"),
];

/// One account of the other county, or of another city, for each role.
const ELSEWHERE: [(&str, &str); 10] = [
    ("county_head", "lin-xian"),
    ("leader", "lin-leader"),
    ("supervisor", "lin-ducha"),
    ("department_head", "lin-d01-head"),
    ("handler", "lin-d01"),
    ("city_supervisor", "yuan-shi"),
    ("statistician", "lin-tongji"),
    ("system_admin", "lin-sys"),
    ("security_admin", "lin-sec"),
    ("auditor", "lin-auditor"),
];

#[tokio::test]
async fn every_operation_answers_each_role_as_the_list_says() {
    let roles = |people: [(&'static str, _); 10]| people.map(|(role, _)| role);
    assert_eq!(
        roles(ROLES),
        roles(ELSEWHERE),
        "each role is tried from elsewhere"
    );
    let holders = grid::holders();
    let county = County::with_matters().await;
    let operations = operations::of(&county).await;
    assert!(
        operations.len() >= 50,
        "the contract has {} operations",
        operations.len()
    );
    let mut wrong = Vec::new();
    for operation in &operations {
        let Some(access) = access::of(&operation.id) else {
            wrong.push(format!("{}: no entry in the access list", operation.id));
            continue;
        };
        if access == Access::ByMatter {
            continue; // The grid decides: see below.
        }
        let mut people = vec![None];
        people.extend(ROLES.iter().map(|(role, name)| Some((*role, *name))));
        people.extend(ELSEWHERE.iter().map(|(role, name)| Some((*role, *name))));
        for person in people {
            let expected = expected(operation, access, &holders, person.map(|(role, _)| role));
            let answered = request(&county, operation, person.map(|(_, name)| name), &Target::Own).await;
            if !expected.contains(&answered) {
                let who = person.map_or("signed out", |(_, name)| name);
                wrong.push(format!("{} {who}: {answered}, not {expected:?}", operation.id));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong answers:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What the list comes to for a role, or for somebody signed out.
fn expected(operation: &Operation, access: Access, holders: &Holders, role: Option<&str>) -> Vec<u16> {
    let has = |permission: &str, role: &str| holders[permission].iter().any(|holder| holder == role);
    let allowed = match (access, role) {
        (Access::Open, _) | (Access::SignedIn, Some(_)) => true,
        (Access::Needs(permission), Some(role)) => has(permission.as_str(), role),
        (Access::NeedsOneOf(permissions), Some(role)) => permissions
            .iter()
            .any(|permission| has(permission.as_str(), role)),
        (Access::SignedIn | Access::Needs(_) | Access::NeedsOneOf(_) | Access::ByMatter, _) => false,
    };
    match (allowed, role) {
        (true, _) => operations::when_allowed(&operation.id).to_vec(),
        (false, Some(_)) => vec![403],
        (false, None) => vec![401],
    }
}

#[tokio::test]
async fn every_operation_on_a_matter_answers_as_the_grid_says() {
    let mut county = County::with_matters().await;
    let grid = grid::read();
    let operations: Vec<Operation> = operations::of(&county)
        .await
        .into_iter()
        .filter(Operation::on_a_matter)
        .collect();
    let ids: BTreeSet<&str> = operations.iter().map(|operation| operation.id.as_str()).collect();
    assert!(ids.contains("matter_act") && ids.contains("matter_patch") && ids.contains("matter_events"));
    let mut wrong = wrong_answers(&county, &operations, grid::cases(&county, &grid)).await;
    county::take_the_city_off(&mut county.world).await;
    wrong.extend(wrong_answers(&county, &operations, grid::cases_off_system(&county, &grid)).await);
    assert!(
        wrong.is_empty(),
        "{} wrong answers:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

async fn wrong_answers(county: &County, operations: &[Operation], cases: Vec<Case>) -> Vec<String> {
    let mut wrong = Vec::new();
    for case in cases {
        for operation in operations {
            for (action, cell) in &case.cells {
                let Some(expected) = operations::by_grid(&operation.id, action, *cell, case.sees()) else {
                    continue;
                };
                let target = Target::Matter {
                    id: case.matter.clone(),
                    action: action.clone(),
                };
                let answered = request(county, operation, case.person, &target).await;
                if answered != expected {
                    let who = case.person.unwrap_or("signed out");
                    wrong.push(format!(
                        "{} {action} {who} ({}): {answered}, not {expected}",
                        operation.id, case.of
                    ));
                }
            }
        }
    }
    wrong
}
