//! The operations of the contract, each with a request that is right in every way but the asker.

use duban_tests::ledger;
use duban_tests::world::{PASSWORD, text};
use duban_tests::{Client, Person, World};
use reqwest::header::{COOKIE, IF_MATCH};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use super::county::{self, County};

/// An id that nothing has.
const NOBODYS: &str = "01850000-0000-7000-8000-000000000000";
/// A version that no matter reaches: whoever may act is told so, and nothing changes.
const STALE: i64 = 999_999;

/// One operation of the contract.
pub(super) struct Operation {
    pub(super) id: String,
    method: Method,
    path: String,
}

/// What is asked about.
pub(super) enum Target {
    /// Whatever the asker may name.
    Own,
    /// This matter, and for writes this action.
    Matter { id: String, action: String },
}

impl Operation {
    pub(super) fn on_a_matter(&self) -> bool {
        duban_api::access::of(&self.id) == Some(duban_api::access::Access::ByMatter)
    }
}

pub(super) async fn of(county: &County) -> Vec<Operation> {
    let document = county.world.anyone.get("/openapi.json").await.expect(200);
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in ["get", "post", "put", "patch", "delete"] {
            let operation = &item[method];
            if operation.is_object() {
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
                operations.push(Operation {
                    id: text(&operation["operationId"]),
                    method,
                    path: path.clone(),
                });
            }
        }
    }
    operations
}

/// Sends the operation's request and says with which status it was answered.
pub(super) async fn request(
    county: &County,
    operation: &Operation,
    asker: Option<&str>,
    target: &Target,
) -> u16 {
    let world = &county.world;
    let client = match asker {
        // Its own session ends.
        Some(name) if operation.id == "session_logout" => fresh(world, name).await,
        Some(name) => world.person(name).await.client,
        None => world.anyone.clone(),
    };
    let (matter, action) = match target {
        Target::Own => (county.kept.as_str(), "sign"),
        Target::Matter { id, action } => (id.as_str(), action.as_str()),
    };
    let id = if operation.path.contains("/matters/") {
        matter
    } else {
        NOBODYS
    };
    let path = operation
        .path
        .replace("{id}", id)
        .replace("{action}", action)
        .replace("{year}", "2023");
    let path = path.strip_prefix("/api/v1").unwrap_or(&path);
    let request = client.request(operation.method.clone(), path);
    let request = filled(world, operation, request, asker, matter, action).await;
    // Only the head of the answer: a live stream has no end.
    request.send().await.expect("an answer").status().as_u16()
}

async fn filled(
    world: &World,
    operation: &Operation,
    request: RequestBuilder,
    asker: Option<&str>,
    matter: &str,
    action: &str,
) -> RequestBuilder {
    let stale = format!("\"{STALE}\"");
    match operation.id.as_str() {
        "session_login" => request.json(&json!({ "username": asker.unwrap_or("t01"), "password": PASSWORD })),
        "session_refresh" => {
            let body = json!({ "username": asker.unwrap_or("t01"), "password": PASSWORD });
            let cookie = world
                .anyone
                .post("/auth/login", &body)
                .await
                .refresh_cookie()
                .expect("a cookie");
            request.header(COOKIE, format!("duban_refresh={cookie}"))
        }
        "password_change" => request.json(&json!({ "current_password": PASSWORD, "new_password": "short" })),
        "matter_create" => {
            let elsewhere = asker.is_some_and(|name| name.starts_with("lin-"));
            let (leader, lead) = if elsewhere {
                ("邻县常务副县长", "邻县发展和改革局")
            } else {
                (county::LEADER, county::LEAD)
            };
            request.json(&world.new_matter("试登记", leader, lead, "2023-03-31"))
        }
        "matter_patch" => request.header(IF_MATCH, stale).json(&json!({ "title": "改题" })),
        "matter_act" => request.header(IF_MATCH, stale).json(&world.input(action)),
        "matter_act_many" => {
            let items = json!([{ "id": matter, "version": STALE }]);
            request.json(&json!({ "items": items, "input": world.input(action) }))
        }
        "escalation_batch_create" => request.json(&json!({
            "document_number": "师政督〔2023〕8号", "document_on": "2023-01-28",
            "items": [{ "id": NOBODYS, "version": 1 }],
        })),
        "import_create" => {
            let file = Part::bytes(ledger::tasks(&[ledger::GOOD_ROW])).file_name("a.xlsx");
            request.multipart(Form::new().part("file", file).text("year", "2023"))
        }
        "user_create" => request.json(&json!({
            "username": "x", "name": "某人", "role": "handler", "password": "Correct-Horse-9"
        })),
        "user_patch" => request.json(&json!({ "name": "某人" })),
        "user_set_password" => request.json(&json!({ "password": "Correct-Horse-9" })),
        "settings_update" => {
            let asker = match asker {
                Some(name) => world.person(name).await.client,
                None => world.anyone.clone(),
            };
            // Those who may read them send what they read; the rest is refused whatever it sends.
            let own = asker.get("/settings").await;
            let readable = own.status == 200;
            let settings = if readable {
                own
            } else {
                world.office().await.get("/settings").await
            };
            let request = match settings.header("etag") {
                Some(tag) => request.header(IF_MATCH, tag),
                None => request,
            };
            request.json(&settings.body)
        }
        "audit_print" => request.json(&json!({ "what": "overdue", "query": "", "count": 3 })),
        "demo_clock_move" => request.json(&json!({ "advance": "PT0M" })),
        "import_apply" | "notification_read" | "notification_read_all" | "session_logout" => {
            request.json(&json!({}))
        }
        _ => request,
    }
}

/// Operations that the request above does not bring to their end; `others` does.
pub(super) fn ends_early(operation: &str) -> bool {
    matches!(when_allowed(operation), [404 | 422])
}

/// How the request above is answered to whoever may make it.
pub(super) fn when_allowed(operation: &str) -> &'static [u16] {
    match operation {
        "matter_create" | "import_create" => &[201],
        // The ids are nobody's, the password too short, the user name too; `others` asks again with real ones.
        "import_get"
        | "import_apply"
        | "notification_read"
        | "session_revoke"
        | "user_patch"
        | "user_set_password"
        | "user_unlock"
        | "escalation_batch_create" => &[404],
        "password_change" | "user_create" => &[422],
        "session_logout" | "notification_read_all" | "audit_print" => &[204],
        _ => &[200],
    }
}

/// What a cell of the grid comes to; nothing where the operation has no such case.
pub(super) fn by_grid(operation: &str, action: &str, cell: char, sees: bool) -> Option<u16> {
    let refusal = |cell| match cell {
        'A' => 412,
        'f' => 403,
        '.' => 404,
        _ => 401,
    };
    match operation {
        "matter_patch" if action == "edit" => Some(refusal(cell)),
        "matter_act" | "matter_act_many" if action != "edit" => Some(refusal(cell)),
        "matter_patch" | "matter_act" | "matter_act_many" => None,
        // A read has no action: once for each person and matter.
        _ if action != "edit" => None,
        _ if cell == '-' => Some(401),
        _ => Some(if sees { 200 } else { 404 }),
    }
}

async fn fresh(world: &World, name: &str) -> Client {
    Person::sign_in(&world.anyone, name, PASSWORD).await.client
}
