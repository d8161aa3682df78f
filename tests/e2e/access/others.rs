//! One's own and others': each operation on a thing with an id is done with a real one by whoever it belongs
//! to, and is not found by anybody else. A batch with one foreign thing in it does nothing at all.

use std::collections::BTreeSet;

use duban_tests::api::Answer;
use duban_tests::ledger;
use duban_tests::world::{PASSWORD, items, text};
use duban_tests::{Client, World};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::county::{County, LEAD, LEADER};
use super::operations;

/// Operations that are tried here with things of one's own and of others.
const TRIED: [&str; 10] = [
    "import_get",
    "import_apply",
    "notification_read",
    "session_revoke",
    "user_patch",
    "user_set_password",
    "user_unlock",
    "user_create",
    "password_change",
    "escalation_batch_create",
];

#[tokio::test]
async fn things_of_others_are_not_found() {
    let county = County::with_matters().await;
    let early: BTreeSet<String> = operations::of(&county)
        .await
        .into_iter()
        .map(|operation| operation.id)
        .filter(|id| operations::ends_early(id))
        .collect();
    assert_eq!(early, TRIED.map(str::to_owned).into(), "each is tried below");
    imports_belong_to_the_office_that_uploaded(&county).await;
    notes_and_sessions_belong_to_one_person(&county).await;
    a_batch_with_one_foreign_matter_does_nothing(&county).await;
    accounts_belong_to_their_region(&county).await;
}

async fn imports_belong_to_the_office_that_uploaded(county: &County) {
    let world = &county.world;
    let (office, foreign) = (world.office().await, world.person("lin-ducha").await);
    let file = ledger::tasks(&[ledger::GOOD_ROW]);
    let uploaded = office.upload("a.xlsx", file, 2023).await.expect(201);
    let path = format!("/imports/{}", text(&uploaded["id"]));
    let apply = format!("{path}/apply");
    foreign.get(&path).await.problem(404, "not_found");
    foreign.post(&apply, &json!({})).await.problem(404, "not_found");
    for insider in ["d09", "leader2", "sysadmin"] {
        let insider = world.person(insider).await;
        insider.get(&path).await.problem(403, "forbidden");
        insider.post(&apply, &json!({})).await.problem(403, "forbidden");
    }
    assert_eq!(
        world.person("ducha2").await.get(&path).await.expect(200)["status"],
        "previewed"
    );
    assert_eq!(
        office.post(&apply, &json!({})).await.expect(200)["status"],
        "applied"
    );
    // A plan is its county's as well.
    let plan = items(&office.get("/plans").await.expect(200)).remove(0);
    let form = Form::new()
        .part(
            "file",
            Part::bytes(ledger::tasks(&[ledger::GOOD_ROW])).file_name("a.xlsx"),
        )
        .text("year", "2023")
        .text("plan_id", text(&plan["id"]));
    let upload = foreign.request(Method::POST, "/imports").multipart(form);
    foreign.send(upload).await.field(422, "plan_id", "unknown_plan");
    let mut new = world.new_matter("借用规划", "邻县常务副县长", "邻县发展和改革局", "2023-03-31");
    new["plan_id"] = plan["id"].clone();
    foreign
        .post("/matters", &new)
        .await
        .field(422, "plan_id", "unknown_plan");
    assert_eq!(foreign.count("").await, 1, "nothing was written");
}

async fn notes_and_sessions_belong_to_one_person(county: &County) {
    let world = &county.world;
    let owner = world.person("d09").await;
    let inbox = owner
        .inbox_when("a message is missing", |inbox| !inbox.is_empty())
        .await;
    let note = format!("/notifications/{}/read", text(&inbox[0]["id"]));
    let second = sign_in(world, "d09", PASSWORD).await.expect(200);
    let second = world
        .anyone
        .with_token("d09 again", &text(&second["access_token"]));
    let sessions = items(&owner.get("/auth/sessions").await.expect(200));
    let other = sessions.iter().find(|session| session["current"] == false);
    let session = format!("/auth/sessions/{}", text(&other.expect("a second session")["id"]));
    for stranger in ["d01", "d09-head", "lin-d01", "ducha1", "sysadmin"] {
        let stranger = world.person(stranger).await;
        stranger.post(&note, &json!({})).await.problem(404, "not_found");
        end(&stranger, &session).await.problem(404, "not_found");
    }
    second.get("/me").await.must_be(200);
    owner.post(&note, &json!({})).await.must_be(204);
    end(&owner, &session).await.must_be(204);
    second.get("/me").await.must_be(401);
    owner.get("/me").await.must_be(200);
}

async fn accounts_belong_to_their_region(county: &County) {
    let world = &county.world;
    let (admin, foreign) = (world.person("sysadmin").await, world.person("lin-sys").await);
    let (ours, theirs) = (world.person("t05").await, world.person("lin-d01").await);
    let (name, password) = (
        json!({ "name": "改名" }),
        json!({ "password": "Another-Horse-9" }),
    );
    let (security, auditor) = (world.person("secadmin").await, world.person("lin-auditor").await);
    for (stranger, victim) in [(&admin, &theirs), (&foreign, &ours), (&security, &auditor)] {
        let path = format!("/users/{}", victim.id());
        patch(stranger, &path, &name).await.problem(404, "not_found");
        let path = format!("{path}/password");
        stranger.post(&path, &password).await.problem(404, "not_found");
        let path = format!("/users/{}/unlock", victim.id());
        stranger.post(&path, &json!({})).await.problem(404, "not_found");
        victim.get("/me").await.must_be(200);
    }
    let path = format!("/users/{}", ours.id());
    assert_eq!(patch(&admin, &path, &name).await.expect(200)["name"], "改名");
    admin
        .post(&format!("{path}/unlock"), &json!({}))
        .await
        .must_be(204);
    let set = admin.post(&format!("{path}/password"), &password).await;
    assert!(set.status == 200 || set.status == 204, "{}", set.text);
    sign_in(world, "t05", PASSWORD).await.must_be(401);
    sign_in(world, "t05", "Another-Horse-9").await.must_be(200);

    // A new account is of its maker's region, and so is its department.
    let new = |username: &str, department: &str| {
        json!({
            "username": username, "name": "新来的", "role": "handler", "password": "Correct-Horse-9",
            "department_id": world.department_id(department),
        })
    };
    let astray = admin.post("/users", &new("xin1", "邻县发展和改革局")).await;
    astray.field(422, "department_id", "not_found");
    admin.post("/users", &new("xin1", "县水务局")).await.must_be(201);
    let known = |list: &[Value]| list.iter().any(|user| user["username"] == "xin1");
    assert!(known(&admin.all("/users").await) && !known(&foreign.all("/users").await));

    let change = json!({ "current_password": PASSWORD, "new_password": "Correct-Horse-9" });
    let changed = theirs.post("/auth/password", &change).await;
    assert!(changed.status == 200 || changed.status == 204, "{}", changed.text);
    sign_in(world, "lin-d01", "Correct-Horse-9").await.must_be(200);
    sign_in(world, "lin-d01", PASSWORD).await.must_be(401);
}

async fn a_batch_with_one_foreign_matter_does_nothing(county: &County) {
    let world = &county.world;
    let (office, foreign) = (world.office().await, world.person("lin-ducha").await);
    let ours = world
        .issue(&world.new_matter("待提请", LEADER, LEAD, "2023-03-31"))
        .await;
    endorse(world, &ours, "d09", "leader2").await;
    endorse(world, &county.foreign, "lin-d01", "lin-leader").await;
    let own = office.matter(&ours).await;
    let theirs = foreign.matter(&county.foreign).await;
    let item = |matter: &Value| json!({ "id": matter["id"], "version": matter["version"] });
    let document = |items: Value| json!({ "document_number": "师政督〔2023〕8号", "document_on": "2023-01-28", "items": items });
    let slip = |items: Value| json!({ "items": items, "input": { "color": "blue", "text": "请抓紧" } });
    let (both, back) = (
        json!([item(&own), item(&theirs)]),
        json!([item(&theirs), item(&own)]),
    );
    for mixed in [both, back, json!([item(&theirs)])] {
        office
            .post("/escalation-batches", &document(mixed.clone()))
            .await
            .problem(404, "not_found");
        office
            .post("/matters/actions/urge", &slip(mixed))
            .await
            .problem(404, "not_found");
    }
    let ours_only = json!([item(&own)]);
    foreign
        .post("/escalation-batches", &document(ours_only.clone()))
        .await
        .problem(404, "not_found");
    assert_eq!(office.matter(&ours).await, own, "untouched");
    assert_eq!(foreign.matter(&county.foreign).await, theirs, "untouched");

    office
        .post("/matters/actions/urge", &slip(ours_only))
        .await
        .must_be(200);
    let own = office.matter(&ours).await;
    let sent = office
        .post("/escalation-batches", &document(json!([item(&own)])))
        .await
        .expect(201);
    assert_eq!(sent["count"], 1);
    assert_eq!(office.matter(&ours).await["stage"], "city");
}

async fn endorse(world: &World, id: &str, handler: &str, leader: &str) {
    let (handler, leader) = (world.person(handler).await, world.person(leader).await);
    handler.act(id, "sign", json!({})).await;
    let proposal = json!({ "tried": "已协调", "ask": "请协调" });
    handler.act(id, "escalation_propose", proposal).await;
    leader.act(id, "escalation_endorse", json!({})).await;
}

async fn sign_in(world: &World, username: &str, password: &str) -> Answer {
    let body = json!({ "username": username, "password": password });
    world.anyone.post("/auth/login", &body).await
}

async fn end(person: &Client, session: &str) -> Answer {
    person.send(person.request(Method::DELETE, session)).await
}

async fn patch(person: &Client, path: &str, body: &Value) -> Answer {
    person.send(person.request(Method::PATCH, path).json(body)).await
}
