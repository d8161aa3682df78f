//! Requests that are right: one at least for each operation that takes JSON.

use duban_tests::world::text;
use duban_tests::{Answer, Client, World, ledger};
use reqwest::header::IF_MATCH;
use serde_json::{Value, json};

use super::contract::{Contract, Field, Operation};

/// A request that is right.
pub(crate) struct ValidRequest {
    pub(crate) operation: &'static str,
    pub(crate) path: String,
    pub(crate) body: Value,
    person: Client,
    version: Option<i64>,
}

impl ValidRequest {
    /// Sends another body in the place of the right one.
    pub(crate) async fn send(&self, operation: &Operation, body: &Value) -> Answer {
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

    /// Every field that the contract lets the body have.
    pub(crate) fn fields(&self, contract: &Contract, operation: &Operation) -> Vec<Field> {
        let action = self.path.rsplit('/').next().unwrap_or_default();
        contract.fields(&operation.schema, action)
    }
}

/// One right request at least for each operation with a JSON body; for actions one each.
pub(crate) async fn requests(world: &World) -> Vec<ValidRequest> {
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
    let valid_request = |operation, person: &Client, path: &str, body: Value| ValidRequest {
        operation,
        person: person.clone(),
        path: path.to_owned(),
        body,
        version: None,
    };
    let of_matter = |operation, path: String, body| ValidRequest {
        version: matter["version"].as_i64(),
        ..valid_request(operation, &handler.client, &path, body)
    };
    let credentials = json!({ "username": "t01", "password": duban_tests::world::PASSWORD });
    let change =
        json!({ "current_password": duban_tests::world::PASSWORD, "new_password": "Correct-Horse-9" });
    let batch = json!({ "document_number": "1号", "document_on": "2023-01-28", "items": items });
    let many = json!({ "items": items, "input": { "color": "blue", "text": "请抓紧" } });
    let skip = json!({ "skip_rows": [{ "sheet": "任务分解表", "row": 3 }] });
    let apply = format!("/imports/{}/apply", text(&import["id"]));
    let mut all = vec![
        valid_request("session_login", &anyone, "/auth/login", credentials),
        valid_request("password_change", &handler.client, "/auth/password", change),
        valid_request(
            "audit_print",
            &office.client,
            "/audit/prints",
            json!({ "what": "overdue", "query": "", "count": 1 }),
        ),
        valid_request(
            "demo_clock_move",
            &anyone,
            "/demo/clock",
            json!({ "advance": "PT0M" }),
        ),
        valid_request(
            "escalation_batch_create",
            &office.client,
            "/escalation-batches",
            batch,
        ),
        valid_request("import_apply", &office.client, &apply, skip),
        valid_request("matter_create", &office.client, "/matters", new),
        valid_request("matter_act_many", &office.client, "/matters/actions/urge", many),
        valid_request("user_create", &admin, "/users", user),
        valid_request("user_patch", &admin, &account, json!({ "name": "改名" })),
        valid_request(
            "user_set_password",
            &admin,
            &format!("{account}/password"),
            json!({ "password": "Correct-Horse-9" }),
        ),
        ValidRequest {
            version: settings.header("etag").map(|_| settings.version()),
            ..valid_request(
                "settings_update",
                &office.client,
                "/settings",
                settings.body.clone(),
            )
        },
        ValidRequest {
            person: office.client.clone(),
            ..of_matter(
                "matter_patch",
                format!("/matters/{id}"),
                json!({ "title": "改题", "source": { "kind": "meeting", "title": "常务会议" } }),
            )
        },
    ];
    for action in world.actions().await {
        let path = format!("/matters/{id}/actions/{action}");
        all.push(of_matter("matter_act", path, world.input(&action)));
    }
    all
}
