//! Step 7: the chain of events is whole, and the command names the row that somebody altered.

use duban_tests::World;
use duban_tests::world::text;
use serde_json::json;

const COUNTY: &str = "(SELECT id FROM region WHERE code = '530323')";

pub(super) async fn is_whole_until_a_row_is_altered(world: &World) {
    let auditor = world.person("auditor").await;
    let verdict = auditor.get("/audit/verify").await.expect(200);
    assert_eq!(
        (&verdict["whole"], &verdict["first_bad"]),
        (&json!(true), &json!(null)),
        "{verdict}"
    );
    let length = verdict["head"]["seq"].as_i64().expect("a number");
    assert!(length > 100, "the story left its traces");
    assert_eq!(verdict["checked"], length);
    let said = world.server.run(&["audit", "verify"]);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));

    let victim = length / 2;
    let database = world.server.database();
    let sql = format!("UPDATE event SET note = '没有这回事' WHERE seq = {victim} AND region_id = {COUNTY}");
    assert_eq!(database.execute(&sql).await, 1);
    let said = world.server.run(&["audit", "verify"]);
    assert_eq!(said.status.code(), Some(1), "an altered chain is a failure");
    let printed = [said.stdout, said.stderr].concat();
    let printed = String::from_utf8_lossy(&printed);
    let names_it = |line: &str| {
        line.contains("师宗县")
            && line
                .split(|c: char| !c.is_ascii_digit())
                .any(|n| n == victim.to_string())
    };
    assert!(
        printed.lines().any(names_it),
        "row {victim} is not named: {printed}"
    );
    let verdict = auditor.get("/audit/verify").await.expect(200);
    assert_eq!(
        (&verdict["whole"], &verdict["first_bad"]["seq"]),
        (&json!(false), &json!(victim))
    );
    assert_eq!(text(&verdict["first_bad"]["reason"]), "altered");
}
