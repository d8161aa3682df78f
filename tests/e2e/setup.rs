//! From nothing to the first matter in an office of its own: no demo, the machine's clock, and only what
//! docs/OPERATIONS.md tells to do.

use std::fs;

use duban_tests::cluster::Cluster;
use duban_tests::ledger;
use duban_tests::process::Process;
use duban_tests::world::{items, text};
use duban_tests::{Client, Person};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

const COUNTY: &str = r#"
[region]
code = "530325"
name = "富源县"
city = { code = "530300", name = "曲靖市" }

[departments]
supervision_office = "县政府督查室"
county = ["县工业和信息化局", "县统计局"]
townships = ["中安街道"]
city = ["市能源局"]

[[leaders]]
post = "县长"
role = "county_head"
[[leaders]]
post = "副县长(工业)"
username = "fuxz-gongye"
portfolio = ["县工业和信息化局"]

[plan]
title = "工作方案"
from = "2020-01-01"
to = "2099-12-31"
goal = "稳增长"
targets = [{ indicator = "工业增加值", growth = 8.5, leader = "副县长(工业)", lead = "县工业和信息化局", period = "month" }]
"#;
const ADMIN_PASSWORD: &str = "First-Of-All-1";
const FIRST_PASSWORD: &str = "To-Be-Changed-1";
const OWN_PASSWORD: &str = "My-Very-Own-1";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_county_is_set_up_from_nothing_to_its_first_matter() {
    let cluster = Cluster::new().await;
    cluster.must(&["migrate"]);
    load(&cluster);
    let admin = [
        "admin",
        "create",
        "--username",
        "admin",
        "--region-code",
        "530325",
        "--region-name",
        "富源县",
        "--password-stdin",
    ];
    cluster.must_with(&admin, &format!("{ADMIN_PASSWORD}\n"));

    let server = cluster.listen(&["serve"]);
    let admin = server.sign_in("admin", ADMIN_PASSWORD).await;
    let units = items(&admin.get("/departments").await.expect(200));
    let names: Vec<String> = units.iter().map(|unit| text(&unit["name"])).collect();
    assert_eq!(
        names,
        [
            "县政府督查室",
            "县工业和信息化局",
            "县统计局",
            "中安街道",
            "市能源局"
        ]
    );
    let office = hire(
        &server,
        &admin,
        "ducha",
        "supervisor",
        &id_of(&units, "县政府督查室"),
    )
    .await;
    let handler = hire(
        &server,
        &admin,
        "gongxin",
        "handler",
        &id_of(&units, "县工业和信息化局"),
    )
    .await;
    let leader = hand_over(&server, &admin, "fuxz-gongye").await;

    let plan = items(&office.get("/plans").await.expect(200)).remove(0);
    assert_eq!(plan["targets"][0]["growth"], 8.5);
    let id = import(&office, &plan).await;
    office.act(&id, "issue", json!({})).await;
    handler.act(&id, "sign", json!({})).await;
    assert_eq!(
        leader.matter(&id).await["status"],
        "in_progress",
        "the leader sees the own line"
    );
    assert!(cluster.must(&["audit", "verify"]).contains("富源县: whole"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_sits_at_the_machine_helps_those_who_cannot_sign_in() {
    let cluster = Cluster::new().await;
    cluster.must(&["migrate"]);
    let admin = [
        "admin",
        "create",
        "--username",
        "admin",
        "--region-code",
        "530325",
    ];
    let named = [&admin[..], &["--region-name", "富源县", "--password-stdin"]].concat();
    cluster.must_with(&named, &format!("{ADMIN_PASSWORD}\n"));
    let security = [
        "admin",
        "make-security-admin",
        "--username",
        "sec",
        "--region-code",
        "530325",
    ];
    let first = shown(&cluster.must(&security));
    assert!(cluster.refused(&security).contains("username: taken"));

    let server = cluster.listen(&["serve"]);
    let anyone = Client::new(server.address());
    let sign_in = async |password: &str| {
        let body = json!({ "username": "admin", "password": password });
        anyone.post("/auth/login", &body).await.status
    };
    for _ in 0..5 {
        assert_eq!(sign_in("wrong").await, 401);
    }
    assert_eq!(sign_in(ADMIN_PASSWORD).await, 423);
    let listed = cluster.must(&["admin", "list"]);
    for line in [
        "admin\tsystem_admin\t530325 富源县\tactive, locked until 20",
        "sec\tsecurity_admin\t530325 富源县\tactive, must change password\tsec",
    ] {
        assert!(listed.contains(line), "{line}: {listed}");
    }
    let unlock = ["admin", "unlock", "--username", "admin"];
    assert!(cluster.must(&unlock).contains("open again"));
    assert_eq!(sign_in(ADMIN_PASSWORD).await, 200, "with the same password");
    assert!(cluster.must(&unlock).contains("was not locked"));

    let made_up = shown(&cluster.must(&["admin", "reset-password", "--username", "admin"]));
    assert_eq!(sign_in(ADMIN_PASSWORD).await, 401);
    for (username, password) in [("admin", &made_up), ("sec", &first)] {
        let person = server.sign_in(username, password).await;
        assert_eq!(person.me["must_change_password"], true, "{username}");
    }
    for command in ["unlock", "reset-password"] {
        let reported = cluster.refused(&["admin", command, "--username", "nobody"]);
        assert!(reported.contains("username: not_found"), "{reported}");
    }
    assert!(cluster.must(&["audit", "verify"]).contains("富源县: whole"));
}

/// The password that a command has printed.
fn shown(output: &str) -> String {
    let (_, password) = output.trim_end().rsplit_once(' ').expect("a password at the end");
    password.to_owned()
}

fn load(cluster: &Cluster) {
    let file = cluster.folder().join("county.toml");
    let path = file.to_str().expect("a path");
    let write = |text: &str| fs::write(&file, text).expect("written");
    write(&COUNTY.replace("\"县统计局\"]", "\"县统计局\", \"县统计局\"]"));
    let reported = cluster.refused(&["county", "load", path]);
    assert!(
        reported.contains("departments.county[2]: 县统计局 is there twice"),
        "{reported}"
    );

    write(COUNTY);
    let dry = cluster.must(&["county", "load", path, "--dry-run"]);
    assert!(
        dry.contains("11 added, 0 there already") && dry.contains("nothing was written"),
        "{dry}"
    );
    let first = cluster.must(&["county", "load", path]);
    assert!(
        first.contains("11 added, 0 there already, 0 there but different"),
        "{first}"
    );
    assert!(
        first.contains("added    leader 副县长(工业) (fuxz-gongye)"),
        "{first}"
    );
    let second = cluster.must(&["county", "load", path]);
    assert!(
        second.contains("0 added, 11 there already, 0 there but different"),
        "{second}"
    );

    // Somebody adds a township, and writes three things otherwise than they are.
    let otherwise = COUNTY
        .replace("[\"中安街道\"]", "[\"中安街道\", \"胜境街道\"]")
        .replace("name = \"富源县\"", "name = \"富源\"")
        .replace("portfolio = [\"县工业和信息化局\"]", "portfolio = [\"县统计局\"]")
        .replace("growth = 8.5", "growth = 9.5");
    write(&otherwise);
    let third = cluster.must(&["county", "load", path, "--dry-run"]);
    assert!(third.contains("added    township 胜境街道"), "{third}");
    for what in [
        "is called 富源县; kept",
        "has another portfolio; kept",
        "plan 工作方案; kept",
    ] {
        assert!(third.contains(what), "{what}: {third}");
    }
    assert!(
        third.contains("1 added, 8 there already, 3 there but different"),
        "{third}"
    );

    // The city's code for the county, and another one for the city.
    write(&COUNTY.replace("530300", "530399").replace("530325", "530300"));
    let reported = cluster.refused(&["county", "load", path, "--dry-run"]);
    assert!(
        reported.contains("nothing was written: the county: 530300 is a city already"),
        "{reported}"
    );
}

/// An account made by the administrator and taken over by its owner.
async fn hire(server: &Process, admin: &Person, username: &str, role: &str, unit: &Value) -> Person {
    let new = json!({
        "username": username, "name": username, "role": role, "department_id": unit, "password": FIRST_PASSWORD,
    });
    admin.post("/users", &new).await.expect(201);
    take_over(server, username).await
}

/// A post of the file gets a person: until now nobody knew a password for it.
async fn hand_over(server: &Process, admin: &Person, username: &str) -> Person {
    let users = admin.all("/users").await;
    let found = users
        .iter()
        .find(|user| user["username"] == username)
        .expect("the post's account");
    assert_eq!(found["name"], "副县长(工业)");
    let path = format!("/users/{}/password", text(&found["id"]));
    admin
        .post(&path, &json!({ "password": FIRST_PASSWORD }))
        .await
        .must_be(204);
    take_over(server, username).await
}

async fn take_over(server: &Process, username: &str) -> Person {
    let first = server.sign_in(username, FIRST_PASSWORD).await;
    assert_eq!(first.me["must_change_password"], true);
    let change = json!({ "current_password": FIRST_PASSWORD, "new_password": OWN_PASSWORD });
    first.post("/auth/password", &change).await.must_be(204);
    server.sign_in(username, OWN_PASSWORD).await
}

/// The ledger's one task as a draft; returns its id.
async fn import(office: &Person, plan: &Value) -> String {
    let year = text(&office.me["today"])[..4].to_owned();
    let due = format!("{year}-12-31");
    let mut row = ledger::GOOD_ROW;
    row[6] = &due;
    let file = Part::bytes(ledger::tasks(&[row])).file_name("台账.xlsx");
    let form = Form::new()
        .part("file", file)
        .text("year", year)
        .text("plan_id", text(&plan["id"]));
    let request = office.request(Method::POST, "/imports").multipart(form);
    let preview = office.send(request).await.expect(201);
    assert_eq!(preview["task_count"], 1, "{preview}");
    let apply = format!("/imports/{}/apply", text(&preview["id"]));
    assert_eq!(
        office.post(&apply, &json!({})).await.expect(200)["status"],
        "applied"
    );
    text(&office.titled("试读任务").await["id"])
}

fn id_of(units: &[Value], name: &str) -> Value {
    let found = units.iter().find(|unit| unit["name"] == name);
    found.unwrap_or_else(|| panic!("no {name}"))["id"].clone()
}
