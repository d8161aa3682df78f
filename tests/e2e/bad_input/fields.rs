//! Every body of the contract: a field that nobody knows, wherever it stands, and a text beyond its limit.
//! An operation that takes JSON and has no request here fails the test.

use duban_tests::world::text;
use duban_tests::{Answer, Client, World, ledger};
use reqwest::Method;
use reqwest::header::IF_MATCH;
use serde_json::{Value, json};

use crate::Written;

/// A request that is right.
struct Good {
    operation: &'static str,
    person: Client,
    path: String,
    body: Value,
    version: Option<i64>,
}

/// An operation of the contract with a JSON body.
struct Operation {
    id: String,
    method: Method,
    path: String,
    /// Top-level texts and how many characters they take.
    limits: Vec<(String, usize)>,
}

#[tokio::test]
async fn an_unknown_field_is_named_wherever_it_stands() {
    let world = World::demo().await;
    let good = good_requests(&world).await;
    let before = (Written::so_far(&world).await, people(&world).await);
    let mut wrong = Vec::new();
    for operation in operations(&world).await {
        let mut of_operation = good
            .iter()
            .filter(|good| good.operation == operation.id)
            .peekable();
        assert!(
            of_operation.peek().is_some(),
            "{} has no request here",
            operation.id
        );
        for good in of_operation {
            for place in objects(&good.body) {
                let mut body = good.body.clone();
                body.pointer_mut(&place).expect("it was just there")["colour"] = json!(1);
                let answer = good.send(&operation, &body).await;
                // What goes with a batch is named as it is named for a single one.
                let place = place.strip_prefix("/input").unwrap_or(&place);
                let field = field_of(&format!("{place}/colour"));
                if !names(&answer, &field, "unknown_field") {
                    wrong.push(format!(
                        "{} {} {field}: {} {}",
                        operation.id, good.path, answer.status, answer.text
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let after = (Written::so_far(&world).await, people(&world).await);
    assert_eq!(after, before, "nothing was written");
}

#[tokio::test]
async fn a_text_beyond_its_limit_is_named() {
    let world = World::demo().await;
    let good = good_requests(&world).await;
    let before = (Written::so_far(&world).await, people(&world).await);
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for operation in operations(&world).await {
        for good in good.iter().filter(|good| good.operation == operation.id) {
            // What an action is told has no one schema: its free texts take 2,000 characters at most.
            let free = [
                "note", "reason", "progress", "place", "how", "evidence", "text", "tried", "ask",
            ];
            let of_action = operation.id == "matter_act";
            let of_action = free
                .iter()
                .filter(|field| of_action && good.body[**field].is_string());
            let limits = operation
                .limits
                .iter()
                .map(|(field, most)| (field.as_str(), *most));
            for (field, most) in limits.chain(of_action.map(|field| (*field, 2_000))) {
                let mut body = good.body.clone();
                body[field] = json!("长".repeat(most + 1));
                let answer = good.send(&operation, &body).await;
                if !names(&answer, field, "too_long") {
                    wrong.push(format!(
                        "{} {} {field}: {} {}",
                        operation.id, good.path, answer.status, answer.text
                    ));
                }
                tried += 1;
            }
        }
    }
    assert!(
        wrong.is_empty() && tried > 30,
        "{tried} tried:\n{}",
        wrong.join("\n")
    );
    let admin = world.person("sysadmin").await;
    let long = json!({
        "username": "xin1", "name": "长".repeat(201), "role": "handler", "password": "Correct-Horse-9",
        "department_id": world.department_id("县水务局"),
    });
    admin.post("/users", &long).await.field(422, "name", "too_long");
    let after = (Written::so_far(&world).await, people(&world).await);
    assert_eq!(after, before, "nothing was written");
}

/// One right request at least for each operation with a JSON body; for actions one each.
async fn good_requests(world: &World) -> Vec<Good> {
    let (office, handler) = (world.office().await, world.handler("县水务局").await);
    let (admin, anyone) = (world.person("sysadmin").await.client, world.anyone.clone());
    let mut new = world.new_matter("好的事项", "副县长(农业)", "县水务局", "2023-03-31");
    new["source"] = json!({ "kind": "meeting", "title": "常务会议" });
    let id = world.issue(&new).await;
    let matter = handler.act(&id, "sign", json!({})).await;
    let import = office
        .upload("a.xlsx", ledger::tasks(&[ledger::GOOD_ROW]), 2023)
        .await
        .expect(201);
    let settings = office.get("/settings").await;
    let user = json!({
        "username": "xin1", "name": "新来的", "role": "handler", "password": "Correct-Horse-9",
        "department_id": world.department_id("县水务局"),
    });
    let items = json!([{ "id": id, "version": matter["version"] }]);
    let account = format!("/users/{}", handler.id());
    let good = |operation, person: &Client, path: &str, body: Value| Good {
        operation,
        person: person.clone(),
        path: path.to_owned(),
        body,
        version: None,
    };
    let of_matter = |operation, path: String, body| Good {
        version: matter["version"].as_i64(),
        ..good(operation, &handler.client, &path, body)
    };
    let credentials = json!({ "username": "t01", "password": duban_tests::world::PASSWORD });
    let change =
        json!({ "current_password": duban_tests::world::PASSWORD, "new_password": "Correct-Horse-9" });
    let batch = json!({ "document_number": "1号", "document_on": "2023-01-28", "items": items });
    let many = json!({ "items": items, "input": { "color": "blue", "text": "请抓紧" } });
    let skip = json!({ "skip_rows": [{ "sheet": "任务分解表", "row": 3 }] });
    let apply = format!("/imports/{}/apply", text(&import["id"]));
    let mut all = vec![
        good("session_login", &anyone, "/auth/login", credentials),
        good("password_change", &handler.client, "/auth/password", change),
        good(
            "audit_print",
            &office.client,
            "/audit/prints",
            json!({ "what": "overdue", "query": "", "count": 1 }),
        ),
        good(
            "demo_clock_move",
            &anyone,
            "/demo/clock",
            json!({ "advance": "PT0M" }),
        ),
        good(
            "escalation_batch_create",
            &office.client,
            "/escalation-batches",
            batch,
        ),
        good("import_apply", &office.client, &apply, skip),
        good("matter_create", &office.client, "/matters", new),
        good("matter_act_many", &office.client, "/matters/actions/urge", many),
        good("user_create", &admin, "/users", user),
        good("user_patch", &admin, &account, json!({ "name": "改名" })),
        good(
            "user_set_password",
            &admin,
            &format!("{account}/password"),
            json!({ "password": "Correct-Horse-9" }),
        ),
        Good {
            version: settings.header("etag").map(|_| settings.version()),
            ..good(
                "settings_update",
                &office.client,
                "/settings",
                settings.body.clone(),
            )
        },
        Good {
            person: office.client.clone(),
            ..of_matter(
                "matter_patch",
                format!("/matters/{id}"),
                json!({ "title": "改题" }),
            )
        },
    ];
    for action in world.actions().await {
        let path = format!("/matters/{id}/actions/{action}");
        all.push(of_matter("matter_act", path, world.input(&action)));
    }
    all
}

/// The operations that take JSON, from the published contract.
async fn operations(world: &World) -> Vec<Operation> {
    let document = world.anyone.get("/openapi.json").await.expect(200);
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in ["post", "put", "patch"] {
            let schema = &item[method]["requestBody"]["content"]["application/json"]["schema"];
            if schema.is_null() {
                continue;
            }
            let name = schema["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
            let properties = name.and_then(|name| document.pointer(name)?["properties"].as_object());
            let limits = properties.into_iter().flatten();
            let limits = limits.filter_map(|(field, schema)| {
                Some((
                    field.clone(),
                    usize::try_from(schema["maxLength"].as_u64()?).ok()?,
                ))
            });
            operations.push(Operation {
                id: text(&item[method]["operationId"]),
                method: Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method"),
                path: path.clone(),
                limits: limits.collect(),
            });
        }
    }
    operations
}

impl Good {
    async fn send(&self, operation: &Operation, body: &Value) -> Answer {
        let segments = |path: &str| path.split('/').count();
        assert_eq!(
            segments(&operation.path),
            segments(&self.path) + 2,
            "{}",
            operation.id
        );
        let request = self
            .person
            .request(operation.method.clone(), &self.path)
            .json(body);
        let request = match self.version {
            Some(version) => request.header(IF_MATCH, duban_tests::api::etag(version)),
            None => request,
        };
        self.person.send(request).await
    }
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

/// A JSON pointer as problems name fields: `items[0].id`.
fn field_of(pointer: &str) -> String {
    let mut field = String::new();
    for step in pointer.split('/').skip(1) {
        match step.parse::<usize>() {
            Ok(place) => field.push_str(&format!("[{place}]")),
            Err(_) if field.is_empty() => field.push_str(step),
            Err(_) => field.push_str(&format!(".{step}")),
        }
    }
    field
}

async fn people(world: &World) -> usize {
    world.person("sysadmin").await.all("/users").await.len()
}
