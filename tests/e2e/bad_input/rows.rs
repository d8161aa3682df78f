//! Rows that cannot be read: each names sheet, row, column and remedy, and none is written.

use duban_tests::world::text;
use duban_tests::{World, ledger};
use serde_json::{Value, json};

#[tokio::test]
async fn a_bad_row_names_its_place_and_its_remedy() {
    let world = World::demo().await;
    let office = world.office().await;
    // Place in the row, what is written there, the column named, the code, part of the remedy.
    let cases: [(usize, &str, &str, &str, &str); 8] = [
        (6, "2月30日", "完成时限", "due_no_such_day", "28"),
        (6, "13月1日", "完成时限", "due_no_such_day", "13月"),
        (6, "择日再定", "完成时限", "due_unreadable", "择日再定"),
        (6, "长期坚持", "完成时限", "due_open_ended", "长期"),
        (6, "", "完成时限", "due_missing", "填写"),
        (3, "副县长(航天)", "责任领导", "leader_unknown", "航天"),
        (4, "县航天局", "牵头单位", "lead_unknown", "航天"),
        (2, "", "目标任务", "title_missing", "填写"),
    ];
    let mut rows: Vec<[&str; 8]> = cases
        .iter()
        .map(|(place, text, ..)| {
            let mut row = ledger::GOOD_ROW;
            row[*place] = text;
            row
        })
        .collect();
    // The last one is right, and is what is left when the others are skipped.
    rows.push(ledger::GOOD_ROW);
    let view = office
        .upload("坏行.xlsx", ledger::tasks(&rows), 2023)
        .await
        .expect(201);
    let read = view["rows"].as_array().expect("rows");
    assert_eq!(read.len(), rows.len(), "{view}");
    assert_eq!(view["error_count"], cases.len(), "{view}");
    for (at, ((_, _, column, code, remedy), row)) in cases.iter().zip(read).enumerate() {
        assert_eq!(
            (&row["sheet"], &row["row"]),
            (&json!("任务分解表"), &json!(at + 3))
        );
        let fits = |problem: &&Value| {
            problem["severity"] == "error"
                && problem["code"] == *code
                && problem["column"].as_str().is_some_and(|name| name == *column)
                && problem["message"]
                    .as_str()
                    .is_some_and(|message| message.contains(remedy))
        };
        let found = row["problems"]
            .as_array()
            .and_then(|problems| problems.iter().find(fits));
        assert!(found.is_some(), "{code} at {column} with {remedy}: {row}");
    }
    refused_as_a_whole(&world, &view, &[ledger::GOOD_ROW[2]]).await;
}

#[tokio::test]
async fn oddly_merged_cells_are_explained() {
    let world = World::demo().await;
    let office = world.office().await;
    let view = office
        .upload("合并.xlsx", ledger::oddly_merged(), 2023)
        .await
        .expect(201);
    let rows = view["rows"].as_array().expect("rows");
    let second = rows
        .iter()
        .find(|row| row["row"] == 3)
        .unwrap_or_else(|| panic!("row 3 is not shown: {view}"));
    // The second row's lead lies under a merge with the leader, its title under one with the row above.
    for code in ["title_missing", "lead_missing"] {
        let problems = second["problems"].as_array().expect("problems");
        let problem = problems.iter().find(|problem| problem["code"] == code);
        let problem = problem.unwrap_or_else(|| panic!("no {code}: {second}"));
        assert_eq!(problem["severity"], "error");
        assert!(
            text(&problem["message"]).contains("合并"),
            "the merge is named: {problem}"
        );
    }
    refused_as_a_whole(&world, &view, &["合并的任务"]).await;
}

#[tokio::test]
async fn a_ledger_of_bad_rows_only_leaves_nothing_to_apply() {
    let world = World::demo().await;
    let office = world.office().await;
    let mut row = ledger::GOOD_ROW;
    row[6] = "2月30日";
    let view = office
        .upload("坏.xlsx", ledger::tasks(&[row, row]), 2023)
        .await
        .expect(201);
    refused_as_a_whole(&world, &view, &[]).await;
}

/// With errors nothing is written, unless every bad row is left out by name; then the rest is, as drafts.
async fn refused_as_a_whole(world: &World, view: &Value, left: &[&str]) {
    let office = world.office().await;
    let path = format!("/imports/{}/apply", text(&view["id"]));
    office
        .post(&path, &json!({}))
        .await
        .field(422, "skip_rows", "rows_with_errors");
    let strange = json!({ "skip_rows": [{ "sheet": "没有", "row": 1 }] });
    office
        .post(&path, &strange)
        .await
        .field(422, "skip_rows[0]", "unknown_row");
    assert_eq!(office.count("").await, 0, "nothing is written");
    let rows = view["rows"].as_array().expect("rows");
    let is_bad = |row: &&Value| {
        row["problems"]
            .as_array()
            .is_some_and(|problems| problems.iter().any(|problem| problem["severity"] == "error"))
    };
    let skip: Vec<Value> = rows
        .iter()
        .filter(is_bad)
        .map(|row| json!({ "sheet": row["sheet"], "row": row["row"] }))
        .collect();
    assert_eq!(view["error_count"].as_u64().map(|count| count > 0), Some(true));
    let most = skip.split_last().map(|(_, most)| most);
    office
        .post(&path, &json!({ "skip_rows": most }))
        .await
        .field(422, "skip_rows", "rows_with_errors");
    let answer = office.post(&path, &json!({ "skip_rows": skip })).await;
    if left.is_empty() {
        answer.field(422, "skip_rows", "nothing_left");
    } else {
        answer.must_be(200);
    }
    let drafts: Vec<String> = office
        .matters("status=draft")
        .await
        .iter()
        .map(|row| text(&row["title"]))
        .collect();
    assert_eq!(drafts, left);
    assert_eq!(office.count("").await, left.len() as u64);
}
