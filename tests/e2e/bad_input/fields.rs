//! Every body of the contract: a field that nobody knows and a value of another type wherever they stand, and a text
//! beyond its limit. An operation that takes JSON and has no request here fails the tests.

use duban_tests::{Answer, World};
use serde_json::{Value, json};

use super::Written;
use super::contract::{Contract, Operation, name_of};
use super::valid_request::{self, ValidRequest};

#[tokio::test]
async fn an_unknown_field_is_named_wherever_it_stands() {
    let world = World::demo().await;
    let (operations, valid_request) = (
        Contract::of(&world).await.operations(),
        valid_request::requests(&world).await,
    );
    let before = (Written::so_far(&world).await, people(&world).await);
    let mut wrong = Vec::new();
    for (operation, valid_request) in pairs(&operations, &valid_request) {
        for place in objects(&valid_request.body) {
            let mut body = valid_request.body.clone();
            body.pointer_mut(&place).expect("it was just there")["colour"] = json!(1);
            let answer = valid_request.send(operation, &body).await;
            let field = name_of(&format!("{place}/colour"));
            if !names(&answer, &field, "unknown_field") {
                wrong.push(reported(valid_request, &field, &answer));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let after = (Written::so_far(&world).await, people(&world).await);
    assert_eq!(after, before, "nothing was written");
}

#[tokio::test]
async fn a_value_of_another_type_is_named_wherever_it_stands() {
    let world = World::demo().await;
    let (contract, valid_request) = (Contract::of(&world).await, valid_request::requests(&world).await);
    let before = (Written::so_far(&world).await, people(&world).await);
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for (operation, valid_request) in pairs(&contract.operations(), &valid_request) {
        for field in valid_request.fields(&contract, operation) {
            for misfit in field.misfits() {
                let answer = valid_request
                    .send(operation, &field.put(&valid_request.body, misfit.clone()))
                    .await;
                if !names(&answer, &field.name(), "wrong_type") {
                    wrong.push(format!(
                        "{misfit} as {}",
                        reported(valid_request, &field.name(), &answer)
                    ));
                }
                tried += 1;
            }
        }
    }
    assert!(
        wrong.is_empty() && tried > 400,
        "{tried} tried:\n{}",
        wrong.join("\n")
    );
    let after = (Written::so_far(&world).await, people(&world).await);
    assert_eq!(after, before, "nothing was written");
}

#[tokio::test]
async fn a_text_beyond_its_limit_is_named() {
    let world = World::demo().await;
    let (contract, valid_request) = (Contract::of(&world).await, valid_request::requests(&world).await);
    let operations = contract.operations();
    let before = (Written::so_far(&world).await, people(&world).await);
    let (mut wrong, mut tried, mut at_limit) = (Vec::new(), 0, Vec::new());
    for (operation, valid_request) in pairs(&operations, &valid_request) {
        for field in valid_request.fields(&contract, operation) {
            let Some(most) = field.max_length else { continue };
            let text = |length| field.put(&valid_request.body, json!("长".repeat(length)));
            let answer = valid_request.send(operation, &text(most + 1)).await;
            if !names(&answer, &field.name(), "too_long") {
                wrong.push(reported(valid_request, &field.name(), &answer));
            }
            at_limit.push((operation, valid_request, field.name(), text(most)));
            tried += 1;
        }
    }
    assert!(
        wrong.is_empty() && tried > 60,
        "{tried} tried:\n{}",
        wrong.join("\n")
    );
    let after = (Written::so_far(&world).await, people(&world).await);
    assert_eq!(after, before, "nothing was written");
    // Some of these are written. Whatever else the answer is, the length is no reason.
    for (operation, valid_request, field, body) in at_limit {
        let answer = valid_request.send(operation, &body).await;
        if names(&answer, &field, "too_long") {
            wrong.push(reported(valid_request, &field, &answer));
        }
    }
    assert!(wrong.is_empty(), "at the limit:\n{}", wrong.join("\n"));
}

/// Each right request with its operation.
fn pairs<'a>(
    operations: &'a [Operation],
    valid_request: &'a [ValidRequest],
) -> Vec<(&'a Operation, &'a ValidRequest)> {
    let of_operation = |operation: &'a Operation| {
        let mut pairs = valid_request
            .iter()
            .filter(|valid_request| valid_request.operation == operation.id)
            .map(move |valid_request| (operation, valid_request))
            .peekable();
        assert!(pairs.peek().is_some(), "{} has no request here", operation.id);
        pairs
    };
    operations.iter().flat_map(of_operation).collect()
}

fn reported(valid_request: &ValidRequest, field: &str, answer: &Answer) -> String {
    format!(
        "{} {} {field}: {} {}",
        valid_request.operation, valid_request.path, answer.status, answer.text
    )
}

fn names(answer: &Answer, field: &str, code: &str) -> bool {
    let errors = answer.body["errors"].as_array();
    answer.status == 422
        && errors.is_some_and(|errors| {
            errors
                .iter()
                .any(|error| error["field"] == field && error["code"] == code)
        })
}

/// Places of all objects in a body, as JSON pointers.
fn objects(value: &Value) -> Vec<String> {
    let below = |step: String, child: &Value| -> Vec<String> {
        objects(child)
            .into_iter()
            .map(|place| format!("/{step}{place}"))
            .collect()
    };
    match value {
        Value::Object(fields) => {
            let inner = fields.iter().flat_map(|(name, child)| below(name.clone(), child));
            std::iter::once(String::new()).chain(inner).collect()
        }
        // What holds for the first of a list holds for each.
        Value::Array(items) => items
            .iter()
            .take(1)
            .flat_map(|child| below("0".to_owned(), child))
            .collect(),
        _ => Vec::new(),
    }
}

async fn people(world: &World) -> usize {
    world.person("sysadmin").await.all("/users").await.len()
}
