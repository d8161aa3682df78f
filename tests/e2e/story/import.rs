//! Step 1: the ledger is uploaded, looked at, applied.

use duban_tests::World;
use duban_tests::world::{items, text};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

pub(super) async fn preview_and_apply(world: &World) {
    let office = world.office().await;
    let plan = items(&office.get("/plans").await.expect(200)).remove(0);
    assert_eq!(plan["title"], "师宗县2023年一季度经济运行“开门红”工作方案");
    let ledger = world
        .anyone
        .send(world.anyone.request(Method::GET, "/demo/ledger"))
        .await;
    assert_eq!(ledger.status, 200);
    let import = upload(world, &text(&plan["id"])).await;
    readings(&import);
    guesses(&import);
    assert_eq!(office.count("").await, 0, "a preview writes no matter");

    let id = text(&import["id"]);
    let applied = office
        .post(&format!("/imports/{id}/apply"), &json!({}))
        .await
        .expect(200);
    assert_eq!(applied["status"], "applied");
    assert_eq!(
        (office.count("kind=task").await, office.count("kind=issue").await),
        (33, 12)
    );
    assert_eq!(
        office.count("status=draft").await,
        45,
        "what was imported is a draft"
    );
    assert_eq!(
        office.count(&format!("plan={}", text(&plan["id"]))).await,
        45,
        "and belongs to the plan"
    );
    office
        .post(&format!("/imports/{id}/apply"), &json!({}))
        .await
        .problem(409, "conflict");
    assert_eq!(office.count("").await, 45, "a second time writes nothing");
    for matter in office.matters("kind=task").await {
        let matter = office.matter(&text(&matter["id"])).await;
        assert_eq!(
            matter["source"]["kind"], "document",
            "the plan is the source of {matter}"
        );
        assert_eq!(matter["source"]["title"], plan["title"]);
    }
    assert_eq!(world.handler("县能源局").await.count("status=issued").await, 0);
}

async fn upload(world: &World, plan: &str) -> Value {
    let office = world.office().await;
    let bytes = world
        .anyone
        .request(Method::GET, "/demo/ledger")
        .send()
        .await
        .expect("the ledger");
    let bytes = bytes.bytes().await.expect("the whole ledger").to_vec();
    let file = Part::bytes(bytes).file_name("ledger-2023q1.xlsx");
    let form = Form::new()
        .part("file", file)
        .text("year", "2023")
        .text("plan_id", plan.to_owned());
    let import = office
        .send(office.request(Method::POST, "/imports").multipart(form))
        .await
        .expect(201);
    let again = office
        .get(&format!("/imports/{}", text(&import["id"])))
        .await
        .expect(200);
    assert_eq!(again, import, "the preview can be opened again");
    import
}

/// How each row was read.
fn readings(import: &Value) {
    assert_eq!(import["status"], "previewed");
    assert_eq!(
        (&import["task_count"], &import["issue_count"]),
        (&json!(33), &json!(12)),
        "{import}"
    );
    assert_eq!(import["error_count"], 0, "{}", import["rows"]);
    let rows = import["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 45);
    let row = |sheet: &str, number: u32| {
        let found = rows
            .iter()
            .find(|row| row["sheet"] == sheet && row["row"] == number);
        found.unwrap_or_else(|| panic!("no row {sheet} {number}"))
    };
    let names = |list: &Value| -> Vec<String> {
        list.as_array()
            .expect("a list")
            .iter()
            .map(|item| text(&item["name"]))
            .collect()
    };
    let task = row("任务分解表", 4);
    assert_eq!(task["leader"]["name"], "副县长(工业)");
    assert_eq!(task["lead_department"]["name"], "县工业和信息化局");
    assert_eq!(
        names(&task["co_departments"]),
        ["县工业园区管委会", "师宗供电局", "县统计局"]
    );
    assert_eq!(
        (&task["due_on"], &task["report_cycle"]),
        (&json!("2023-02-10"), &json!("weekly"))
    );
    assert_eq!(task["category"], "一、狠抓行业支撑");
    // The category is written once and merged over the rows below.
    assert_eq!(row("任务分解表", 15)["category"], "一、狠抓行业支撑");
    for (number, due_on, cycle) in [
        (5, "2023-02-20", "weekly"),
        (6, "2023-02-28", "weekly"),
        (7, "2023-03-31", "ten_days"),
        (8, "2023-03-25", "monthly"),
        (10, "2023-03-31", "monthly"),
        (17, "2023-03-20", "monthly"),
    ] {
        let row = row("任务分解表", number);
        assert_eq!(
            (&row["due_on"], &row["report_cycle"]),
            (&json!(due_on), &json!(cycle)),
            "{row}"
        );
    }
    // All ten townships.
    assert_eq!(
        row("任务分解表", 10)["co_departments"].as_array().map(Vec::len),
        Some(10)
    );
    let issue = row("问题清单", 7);
    assert_eq!(
        (&issue["kind"], &issue["suggests_city"]),
        (&json!("issue"), &json!(true))
    );
    assert_eq!(issue["weak_link_kind"], "industry");
    assert_eq!(row("问题清单", 4)["suggests_on_site"], true);
}

/// Every guess warns and says how it was read.
fn guesses(import: &Value) {
    let rows = import["rows"].as_array().expect("rows");
    for guessed in ["每月20日", "2月底前", "各部门"] {
        let of = |row: &&Value| {
            row["readings"].as_array().is_some_and(|readings| {
                readings.iter().any(|reading| {
                    reading["text"]
                        .as_str()
                        .is_some_and(|text| text.contains(guessed))
                        && reading["guess"] == true
                })
            })
        };
        let row = rows
            .iter()
            .find(of)
            .unwrap_or_else(|| panic!("{guessed} is read without saying that it is a guess"));
        let warned = row["problems"].as_array().is_some_and(|problems| {
            problems.iter().any(|problem| {
                problem["severity"] == "warning"
                    && problem["column"].is_string()
                    && problem["message"]
                        .as_str()
                        .is_some_and(|text| text.contains(guessed))
            })
        });
        assert!(warned, "no warning names {guessed}: {row}");
    }
    let warnings = rows
        .iter()
        .filter_map(|row| row["problems"].as_array())
        .map(Vec::len)
        .sum::<usize>();
    assert_eq!(
        import["warning_count"], warnings,
        "every problem is a warning here"
    );
}
