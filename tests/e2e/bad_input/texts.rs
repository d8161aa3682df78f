//! Texts in which nothing can be seen and texts that no database should be given, wherever a text may stand.

use duban_tests::world::text;
use duban_tests::{Answer, World, ledger};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::Written;
use super::contract::Contract;
use super::valid_request;

/// Zero-width, filler, soft hyphen, bidirectional control, blank Braille, a lone variant selector.
const INVISIBLE: &str = "\u{200b}\u{3164}\u{ad}\u{202e}\u{2800}\u{fe0f}";

#[tokio::test]
async fn a_text_that_nobody_can_see_is_an_empty_one() {
    let world = World::demo().await;
    let (contract, valid_request) = (Contract::of(&world).await, valid_request::requests(&world).await);
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for operation in contract.operations() {
        for valid_request in valid_request
            .iter()
            .filter(|valid_request| valid_request.operation == operation.id)
        {
            for field in valid_request.fields(&contract, &operation) {
                if !field.takes_text() || field.place.ends_with("password") {
                    continue;
                }
                let empty = valid_request
                    .send(&operation, &field.put(&valid_request.body, json!("")))
                    .await;
                if empty.status != 422 {
                    continue;
                }
                let unseen = valid_request
                    .send(&operation, &field.put(&valid_request.body, json!(INVISIBLE)))
                    .await;
                if (unseen.status, &unseen.body["errors"]) != (422, &empty.body["errors"]) {
                    wrong.push(reported(&valid_request.path, &field.place, &unseen));
                }
                tried += 1;
            }
        }
    }
    assert!(
        wrong.is_empty() && tried > 60,
        "{tried} tried:\n{}",
        wrong.join("\n")
    );
}

#[tokio::test]
async fn a_control_character_in_a_body_is_named() {
    let world = World::demo().await;
    let (contract, valid_request) = (Contract::of(&world).await, valid_request::requests(&world).await);
    let before = Written::so_far(&world).await;
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for operation in contract.operations() {
        for valid_request in valid_request
            .iter()
            .filter(|valid_request| valid_request.operation == operation.id)
        {
            for field in valid_request.fields(&contract, &operation) {
                if !field.takes_text() {
                    continue;
                }
                let name = field.full_name();
                for text in ["\u{0}", "一\u{0}二"] {
                    let answer = valid_request
                        .send(&operation, &field.put(&valid_request.body, json!(text)))
                        .await;
                    let error = &answer.body["errors"][0];
                    if (answer.status, &error["field"], &error["code"])
                        != (422, &json!(name), &json!("control_character"))
                    {
                        wrong.push(reported(&valid_request.path, &name, &answer));
                    }
                    tried += 1;
                }
            }
        }
    }
    assert!(
        wrong.is_empty() && tried > 200,
        "{tried} tried:\n{}",
        wrong.join("\n")
    );
    assert_eq!(Written::so_far(&world).await, before, "nothing was written");
}

#[tokio::test]
async fn a_control_character_in_an_address_is_named() {
    let world = World::demo().await;
    let office = world.office().await;
    // What the office may not read is asked by whoever may: a missing permission is told first.
    let others = [world.person("auditor").await, world.person("sysadmin").await];
    let document = world.anyone.get("/openapi.json").await.expect(200);
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for (path, item) in document["paths"].as_object().expect("paths") {
        let path = path.replace("{action}", "issue");
        for parameter in item["get"]["parameters"].as_array().into_iter().flatten() {
            let name = text(&parameter["name"]);
            let asked = match text(&parameter["in"]).as_str() {
                "query" => format!("{}?{name}=a%00b", path.replace("{id}", world_id())),
                "path" => path.replace(&format!("{{{name}}}"), "a%00b"),
                _ => continue,
            };
            let mut answer = office.get(&format!("/{asked}")).await;
            for person in &others {
                if answer.status == 403 {
                    answer = person.get(&format!("/{asked}")).await;
                }
            }
            let error = &answer.body["errors"][0];
            if (answer.status, &error["field"], &error["code"])
                != (422, &json!(name), &json!("control_character"))
            {
                wrong.push(reported(&asked, &name, &answer));
            }
            tried += 1;
        }
    }
    assert!(
        wrong.is_empty() && tried > 40,
        "{tried} tried:\n{}",
        wrong.join("\n")
    );
    for (query, count) in [
        ("q=%E2%80%8B%E3%85%A4", office.count("").await),
        ("q=%C2%AD%E5%B7%A5%E4%B8%9A", office.count("q=工业").await),
    ] {
        assert_eq!(office.count(query).await, count, "{query}");
    }
}

#[tokio::test]
async fn a_method_that_is_not_there_is_refused_before_anything_else() {
    let world = World::demo().await;
    let office = world.office().await;
    let document = world.anyone.get("/openapi.json").await.expect(200);
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for (path, item) in document["paths"].as_object().expect("paths") {
        let path = path.replace("{action}", "issue").replace("{id}", world_id());
        for method in [
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ] {
            if item.get(method.as_str().to_lowercase()).is_some() {
                continue;
            }
            let request = office
                .request(method.clone(), &format!("/{path}?x=1&q=%00"))
                .header("idempotency-key", "a key");
            let answer = office.send(request).await;
            if answer.status != 405 || answer.header("allow").is_none() {
                wrong.push(reported(&path, method.as_str(), &answer));
            }
            tried += 1;
        }
    }
    assert!(
        wrong.is_empty() && tried > 100,
        "{tried} tried:\n{}",
        wrong.join("\n")
    );
}

#[tokio::test]
async fn a_part_of_an_upload_is_given_once() {
    let world = World::demo().await;
    let office = world.office().await;
    let before = Written::so_far(&world).await;
    let file = |name: &str| Part::bytes(ledger::tasks(&[ledger::GOOD_ROW])).file_name(name.to_owned());
    for (field, form) in [
        (
            "file",
            Form::new()
                .part("file", file("a.xlsx"))
                .part("file", file("b.xlsx"))
                .text("year", "2023"),
        ),
        (
            "year",
            Form::new()
                .part("file", file("a.xlsx"))
                .text("year", "2023")
                .text("year", "2024"),
        ),
    ] {
        let request = office.request(Method::POST, "/imports").multipart(form);
        office.send(request).await.field(422, field, "given_twice");
    }
    assert_eq!(Written::so_far(&world).await, before, "nothing was written");
}

/// An id that is none of ours.
const fn world_id() -> &'static str {
    "01850000-0000-7000-8000-000000000000"
}

fn reported(path: &str, field: &str, answer: &Answer) -> String {
    let body: &Value = &answer.body;
    format!("{path} {field}: {} {body}", answer.status)
}
