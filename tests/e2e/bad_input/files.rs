//! Files that are no ledger, or worse.

use duban_tests::{World, ledger};
use serde_json::json;

use super::Written;

const MIB: usize = 1024 * 1024;
/// Four times what a ledger may unpack to.
const BOMB: usize = 200 * MIB;
/// What reading any file may add to the memory of the server.
const BOUND: u64 = 96 * 1024 * 1024;

#[tokio::test]
async fn a_file_that_is_no_ledger_says_what_it_is() {
    let world = World::demo().await;
    let office = world.office().await;
    office
        .upload("a.xlsx", ledger::tasks(&[ledger::GOOD_ROW]), 2023)
        .await
        .must_be(201);
    let before = Written::so_far(&world).await;
    let valid_request = ledger::tasks(&[ledger::GOOD_ROW]);
    let cut = valid_request[..valid_request.len() / 2].to_vec();
    for (name, bytes, code) in [
        ("照片.xlsx", ledger::picture(), "not_xlsx"),
        ("宏.xlsm", ledger::with_macros(), "macros"),
        ("压缩包.xlsx", ledger::other_archive(), "not_xlsx"),
        ("半个.xlsx", cut, "damaged"),
        (
            "表.csv",
            "序号,目标任务\n1,修路\n".as_bytes().to_vec(),
            "not_xlsx",
        ),
        ("空.xlsx", Vec::new(), "not_xlsx"),
        (
            "旧.xls",
            [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 2048]].concat(),
            "old_xls",
        ),
    ] {
        office.upload(name, bytes, 2023).await.field(422, "file", code);
    }
    for year in [1999, 2100, 20_230] {
        office
            .upload("a.xlsx", valid_request.clone(), year)
            .await
            .field(422, "year", "out_of_range");
    }
    let form = reqwest::multipart::Form::new().text("year", "2023");
    let no_file = office.request(reqwest::Method::POST, "/imports").multipart(form);
    office.send(no_file).await.field(422, "file", "required");
    office
        .post("/imports", &json!({}))
        .await
        .problem(415, "unsupported_media_type");
    assert_eq!(Written::so_far(&world).await, before, "nothing was written");
}

#[tokio::test]
async fn a_bomb_costs_no_memory() {
    let world = World::demo().await;
    let office = world.office().await;
    office
        .upload("a.xlsx", ledger::tasks(&[ledger::GOOD_ROW]), 2023)
        .await
        .must_be(201);
    let before = Written::so_far(&world).await;
    world.server.forget_peak_memory();
    let memory = world.server.peak_memory();
    let bomb = ledger::bomb(BOMB);
    assert!(bomb.len() < MIB, "small outside: {}", bomb.len());
    let lying = ledger::lying(bomb.clone(), BOMB);
    office
        .upload("炸弹.xlsx", bomb, 2023)
        .await
        .field(422, "file", "expands_too_much");
    let lying = office.upload("说谎.xlsx", lying, 2023).await;
    let code = lying.body["errors"][0]["code"].clone();
    assert!(code == "expands_too_much" || code == "damaged", "{}", lying.text);
    let swollen = world.server.peak_memory().saturating_sub(memory);
    assert!(
        swollen < BOUND,
        "reading a bomb took {} MiB",
        swollen / 1024 / 1024
    );
    let too_large = office.apart().upload("大.xlsx", vec![b'P'; 7 * MIB], 2023).await;
    too_large.problem(413, "payload_too_large");
    assert_eq!(Written::so_far(&world).await, before, "nothing was written");
}

#[tokio::test]
async fn a_hundred_thousand_empty_rows_cost_nothing() {
    let world = World::demo().await;
    let office = world.office().await;
    office
        .upload("a.xlsx", ledger::tasks(&[ledger::GOOD_ROW]), 2023)
        .await
        .must_be(201);
    world.server.forget_peak_memory();
    let memory = world.server.peak_memory();
    let view = office
        .upload("空行.xlsx", ledger::with_empty_rows(100_000), 2023)
        .await
        .expect(201);
    assert_eq!(
        (&view["task_count"], &view["error_count"]),
        (&json!(1), &json!(0)),
        "{view}"
    );
    let swollen = world.server.peak_memory().saturating_sub(memory);
    assert!(swollen < BOUND, "empty rows took {} MiB", swollen / 1024 / 1024);
    assert_eq!(office.count("").await, 0);
}
