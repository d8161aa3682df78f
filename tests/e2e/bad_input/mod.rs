//! Bad input of every kind: each gets a clear problem with the field or the row, and nothing is written.

mod contract;
mod fields;
mod files;
mod memory;
mod requests;
mod rows;
mod texts;
mod valid_request;

use duban_tests::World;
use serde_json::Value;

/// What must not have changed afterwards.
#[derive(Debug, PartialEq, Eq)]
struct Written {
    matters: u64,
    imports: i64,
    events: Value,
}

impl Written {
    async fn so_far(world: &World) -> Self {
        let office = world.office().await;
        let county = world
            .person("auditor")
            .await
            .get("/audit/verify")
            .await
            .expect(200);
        assert_eq!(county["whole"], true, "{county}");
        Self {
            matters: office.count("").await,
            imports: world
                .server
                .database()
                .number("SELECT COUNT(*) FROM import_file")
                .await,
            events: county["head"]["seq"].clone(),
        }
    }
}
