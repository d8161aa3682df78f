//! Who gets which answer: every operation of the contract with every role, signed out, from another
//! department and from another county; and nothing outside the scope in lists, counts, search, stream.

mod county;
mod grid;
mod operations;
mod scope;
mod stream;

use std::collections::BTreeSet;

use county::County;
use duban_api::access::{self, Access};
use duban_tests::world::text;
use operations::{Operation, Target, request};
use serde_json::Value;

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

/// Accounts of the other county, by role.
const ELSEWHERE: [(&str, &str); 4] = [
    ("leader", "lin-leader"),
    ("supervisor", "lin-ducha"),
    ("department_head", "lin-d01-head"),
    ("handler", "lin-d01"),
];

#[tokio::test]
async fn every_operation_answers_each_role_as_the_list_says() {
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
            let wanted = wanted(operation, access, person.map(|(role, _)| role));
            let answered = request(&county, operation, person.map(|(_, name)| name), &Target::Own).await;
            if !wanted.contains(&answered) {
                let who = person.map_or("signed out", |(_, name)| name);
                wrong.push(format!("{} {who}: {answered}, not {wanted:?}", operation.id));
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
fn wanted(operation: &Operation, access: Access, role: Option<&str>) -> Vec<u16> {
    let allowed = match (access, role) {
        (Access::Everyone, _) | (Access::SignedIn, Some(_)) => true,
        (Access::Roles(roles), Some(role)) => roles.iter().any(|known| known.as_str() == role),
        (Access::SignedIn | Access::Roles(_) | Access::ByMatter, _) => false,
    };
    match (allowed, role) {
        (true, _) => operations::when_allowed(&operation.id).to_vec(),
        (false, Some(_)) => vec![403],
        (false, None) => vec![401],
    }
}

#[tokio::test]
async fn every_operation_on_a_matter_answers_as_the_grid_says() {
    let county = County::with_matters().await;
    let grid = grid::read();
    let operations: Vec<Operation> = operations::of(&county)
        .await
        .into_iter()
        .filter(Operation::on_a_matter)
        .collect();
    let ids: BTreeSet<&str> = operations.iter().map(|operation| operation.id.as_str()).collect();
    assert!(ids.contains("matter_act") && ids.contains("matter_patch") && ids.contains("matter_events"));
    let mut wrong = Vec::new();
    for case in grid::cases(&county, &grid) {
        for operation in &operations {
            for (action, cell) in &case.cells {
                let Some(wanted) = operations::by_grid(&operation.id, action, *cell, case.sees()) else {
                    continue;
                };
                let target = Target::Matter {
                    id: case.matter.clone(),
                    action: action.clone(),
                };
                let answered = request(&county, operation, case.person, &target).await;
                if answered != wanted {
                    let who = case.person.unwrap_or("signed out");
                    wrong.push(format!(
                        "{} {action} {who} ({}): {answered}, not {wanted}",
                        operation.id, case.of
                    ));
                }
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

#[tokio::test]
async fn things_of_others_are_not_found() {
    let county = County::with_matters().await;
    let world = &county.world;
    let import = text(
        &world
            .office()
            .await
            .upload(
                "a.xlsx",
                duban_tests::ledger::tasks(&[duban_tests::ledger::GOOD_ROW]),
                2023,
            )
            .await
            .expect(201)["id"],
    );
    let note = text(&world.person("d09").await.inbox().await[0]["id"]);
    let sessions =
        duban_tests::world::items(&world.person("d09").await.get("/auth/sessions").await.expect(200));
    let session = text(&sessions[0]["id"]);
    let foreigner = world.person("lin-d01").await.id().to_owned();
    let body = Value::Object(serde_json::Map::new());
    let office = world.person("lin-ducha").await;
    office
        .get(&format!("/imports/{import}"))
        .await
        .problem(404, "not_found");
    office
        .post(&format!("/imports/{import}/apply"), &body)
        .await
        .problem(404, "not_found");
    for stranger in ["d01", "lin-d01", "ducha1", "sysadmin"] {
        let stranger = world.person(stranger).await;
        stranger
            .post(&format!("/notifications/{note}/read"), &body)
            .await
            .problem(404, "not_found");
        let end = stranger.request(reqwest::Method::DELETE, &format!("/auth/sessions/{session}"));
        stranger.send(end).await.problem(404, "not_found");
    }
    let admin = world.person("sysadmin").await;
    let rename = admin.request(reqwest::Method::PATCH, &format!("/users/{foreigner}"));
    admin
        .send(rename.json(&serde_json::json!({ "name": "改名" })))
        .await
        .problem(404, "not_found");
    let password = serde_json::json!({ "password": "Another-Horse-9" });
    admin
        .post(&format!("/users/{foreigner}/password"), &password)
        .await
        .problem(404, "not_found");
    world.person("d09").await.get("/me").await.expect(200);
}
